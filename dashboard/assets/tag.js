/* An element with text in it: whatever the text holds, it never becomes markup. */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {(string | Node)[]} content
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function tag(name, ...content) {
  const node = document.createElement(name);
  node.append(...content);
  return node;
}
