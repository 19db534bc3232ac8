/* Where an event happened. */

/**
 * Return the nearest element of a kind around the place of an event, or null; what has no elements around it, such as
 * the document, has none.
 *
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function closest(event, selector) {
  const target = /** @type {Partial<Element> | null} */ (event.target);
  return /** @type {HTMLElement | null} */ (target?.closest?.(selector) ?? null);
}
