/* Names in lines: how a name can be written, and how much room that takes. All lengths are pixels. */

export const LINE = 1.15; // height of a line in font sizes
const LETTER = 0.75; // height of a capital letter in font sizes: what has to lie within the area
export const AIR = 3; // pixels around a name

/**
 * Return the ways to write a name, one line first: {lines, size, width, height, letters}, where letters is the height
 * from the top of the first line's letters to the foot of the last one's. `widthOf` measures a text.
 *
 * @param {string} text
 * @param {number} size
 * @param {(text: string) => number} widthOf
 * @returns {Way[]}
 */
export function waysToWrite(text, size, widthOf) {
  const words = text.split(" ");
  /**
   * @param {string[]} lines
   * @returns {Way}
   */
  function way(lines) {
    const width = Math.max(...lines.map(widthOf));
    const letters = ((lines.length - 1) * LINE + LETTER) * size;
    return { lines, size, width, height: lines.length * size * LINE, letters };
  }
  let best = null;
  for (let i = 1; i < words.length; i += 1) {
    const two = way([words.slice(0, i).join(" "), words.slice(i).join(" ")]);
    if (!best || two.width < best.width) best = two;
  }
  return best ? [way([text]), best] : [way([text])];
}

/**
 * Return the box that a name written around a point takes, with some air on both sides.
 *
 * @param {number} x
 * @param {number} y
 * @param {Way} way
 * @returns {Box}
 */
export function around(x, y, way) {
  return [x - way.width / 2 - AIR, y - way.height / 2, x + way.width / 2 + AIR, y + way.height / 2];
}

/**
 * Return whether two boxes lie on one another.
 *
 * @param {Box} a
 * @param {Box} b
 */
export function touches(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}
