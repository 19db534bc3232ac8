/* As much of a document as elements with text need, so that what a module builds can be read back as markup. */

const ESCAPED = /** @type {Record<string, string>} */ ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" });

class FakeElement {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
    /** @type {(string | FakeElement)[]} */
    this.content = [];
  }

  /** @param {(string | FakeElement)[]} content */
  append(...content) {
    this.content.push(...content);
  }
}

/**
 * Replace `document` until the test ends.
 *
 * @param {import("node:test").TestContext} t
 */
export function fakeDocument(t) {
  const before = globalThis.document;
  const fake = { createElement: (/** @type {string} */ name) => new FakeElement(name) };
  globalThis.document = /** @type {any} */ (fake);
  t.after(() => {
    globalThis.document = before;
  });
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>]/g, (character) => ESCAPED[character]);
}

/**
 * Return texts and elements of the fake document as HTML; properties that a module has set are written as attributes.
 *
 * @param {unknown[]} nodes
 * @returns {string}
 */
export function markup(nodes) {
  return nodes
    .map((node) => {
      if (!(node instanceof FakeElement)) return escaped(String(node));
      const { name, content, ...attributes } = node;
      const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
      return `<${name}${written.join("")}>${markup(content)}</${name}>`;
    })
    .join("");
}
