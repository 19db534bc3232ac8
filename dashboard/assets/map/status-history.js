/* The table of status periods: what holds on each day. Looked up only; the server decided and worded all of it. */
import { dayNumber, dayWords } from "./days.js";

export class StatusHistory {
  /**
   * @param {Wire.PeriodTable} table
   * @param {number} [today] where the changes of a layer end: only changes of a treaty are announced ahead
   */
  constructor(table, today = Infinity) {
    const shift = dayNumber(table.first);
    this.table = table;
    this.shift = shift;
    /** @type {Wire.StatusChangeRow[]} the first row stands for the time before the treaty */
    this.changes = table.changes.map(([day, text]) => [day + shift, text]);
    if (table.counts) this.changes = this.changes.filter(([day]) => day <= today);
    this.start = table.start + shift; // from which on it is played
    if (table.before) this.changes.unshift([this.start, table.before]);
    /** @type {Wire.KeyDayRow[]} */
    this.keys = table.keys.map(([day, caption, mark]) => [day + shift, caption, mark]);
  }

  /**
   * Return the place of the period of an area on a day among those of its table, or -1.
   *
   * @param {string} code
   * @param {number} day
   */
  place(code, day) {
    const line = this.table.areas[this.table.follows[code] || code] || [];
    let place = -1;
    for (let i = 0; i < line.length && line[i] + this.shift <= day; i += 2) place = i;
    return place;
  }

  /**
   * Return the number of the text (in `texts`) on an area on a day, or -1.
   *
   * @param {string} code
   * @param {number} day
   */
  textNumber(code, day) {
    const place = this.place(code, day);
    return place < 0 ? -1 : this.table.areas[this.table.follows[code] || code][place + 1];
  }

  /**
   * Return the sentence on an area on a day, "" where nothing is known.
   *
   * @param {string} code
   * @param {number} day
   * @returns {string}
   */
  sentence(code, day) {
    const place = this.place(code, day);
    const state = this.table.follows[code] || code;
    if (place < 0) return "";
    const line = this.table.areas[state];
    const words = dayWords(line[place] + this.shift);
    return (
      this.table.texts[line[place + 1]][1].replace("{}", words) + (state === code ? "" : this.table.tails[state] || "")
    );
  }

  /**
   * Return the number in a message of each class of the table.
   *
   * @param {ClassLook[]} classes
   */
  numbers(classes) {
    const ids = classes.map((look) => look[7]);
    return this.table.classes.map((id) => ids.indexOf(id));
  }

  /**
   * Return whether a message has all classes of the table; a map of what changed between two days has other ones.
   *
   * @param {ClassLook[]} classes
   */
  fits(classes) {
    return this.numbers(classes).indexOf(-1) < 0;
  }

  /**
   * Return one base-36 digit for each area of a frame, as a message has it.
   *
   * @param {string[]} order
   * @param {number} day
   * @param {ClassLook[]} classes
   */
  fill(order, day, classes) {
    const numbers = this.numbers(classes);
    const texts = this.table.texts;
    return order
      .map((code) => {
        const textAt = this.textNumber(code, day);
        const number = textAt < 0 ? -1 : numbers[texts[textAt][0]];
        return number < 0 ? "." : number.toString(36);
      })
      .join("");
  }

  /**
   * Return how many states are in each of some classes, given by their numbers in a message: what the table says of
   * them, or else how many areas are in each that no filter leaves out; territories follow.
   *
   * @param {number[]} items
   * @param {number} day
   * @param {ClassLook[]} classes
   * @param {Record<string, boolean>} out
   */
  counts(items, day, classes, out) {
    const numbers = this.numbers(classes);
    const texts = this.table.texts;
    /** @type {Record<number, number>} */
    const counts = {};
    if (this.table.counts) {
      const row = this.table.counts.filter(([from]) => from + this.shift <= day).at(-1);
      return items.map((number) => row?.[1][numbers.indexOf(number)] ?? 0);
    }
    Object.keys(this.table.areas).forEach((code) => {
      const textAt = out[code] ? -1 : this.textNumber(code, day);
      if (textAt >= 0) counts[numbers[texts[textAt][0]]] = (counts[numbers[texts[textAt][0]]] || 0) + 1;
    });
    return items.map((number) => counts[number] || 0);
  }

  /**
   * Return the title of the legend on a day; undefined where it is the same on every day.
   *
   * @param {number} day
   */
  title(day) {
    return this.table.titles?.filter(([from]) => from + this.shift <= day).at(-1)?.[1];
  }

  /**
   * Return the codes, with blanks between them, of the areas that a filter leaves out on a day; undefined where the
   * table does not say.
   *
   * @param {number} day
   */
  out(day) {
    return outOn(this.table.out, day - this.shift);
  }

  /**
   * Return the place of the last change on or before a day, or -1.
   *
   * @param {number} day
   */
  lastChange(day) {
    let low = 0;
    let high = this.changes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.changes[middle][0] <= day) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /**
   * Return the nearest day before (-1) or after (1) a day on which something changed, or null.
   *
   * @param {number} day
   * @param {number} way
   */
  neighbour(day, way) {
    const change = this.changes[way < 0 ? this.lastChange(day - 1) : this.lastChange(day) + 1];
    return change ? change[0] : null;
  }
}

/**
 * Return the codes of areas that are out on a day, with blanks between them; `turns` has the days on which each goes
 * out and comes back, in turn.
 *
 * @param {Record<string, number[]> | undefined} turns
 * @param {number} day
 */
function outOn(turns, day) {
  if (!turns) return undefined;
  const isOut = (/** @type {string} */ code) => turns[code].filter((turn) => turn <= day).length % 2;
  return Object.keys(turns).filter(isOut).join(" ");
}

/**
 * Return what a table of symbols has of a day.
 *
 * @param {Wire.SymbolTable} table
 * @param {number} day
 * @returns {SymbolsShown}
 */
export function symbolsOf(table, day) {
  const rows = table.symbols.filter(([start, until]) => start <= day && (until === null || day < until));
  const counts = Object.entries(table.counts).map(([layer, all]) => {
    return [layer, all.filter(([from]) => from <= day).at(-1)?.[1]];
  });
  return {
    rows: rows.map((row) => row[2]),
    shapes: table.shapes && (table.shapes.filter(([from]) => from <= day).at(-1)?.[1] ?? []),
    counts: Object.fromEntries(counts),
    out: outOn(table.out, day),
  };
}
