/* Days as numbers, as ISO text and in words: 27 December 2025, 27 Dec 2025. */

const DAY = 864e5; // milliseconds
const FIRST = Date.UTC(1992, 0, 1); // the first day of the server's views; days are counted from it

/** @type {Intl.DateTimeFormatOptions} */
const HOW = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
const format = new Intl.DateTimeFormat("en-GB", HOW); // made once: it is slow to make

/** @param {string} iso */
export function dayNumber(iso) {
  return Math.round((Date.parse(iso) - FIRST) / DAY);
}

/** @param {number} number */
export function isoDay(number) {
  return new Date(FIRST + number * DAY).toISOString().slice(0, 10);
}

/** @param {number} number */
export function dayWords(number) {
  return format.format(new Date(FIRST + number * DAY));
}

/** @param {number} number */
export function shortDay(number) {
  const words = dayWords(number).split(" ");
  return `${words[0]} ${words[1].slice(0, 3)} ${words[2]}`;
}

/** @param {number} number */
export function yearOf(number) {
  return new Date(FIRST + number * DAY).getUTCFullYear();
}
