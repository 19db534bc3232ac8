/* What lies along the slider of time: a tick for each day on which something changed, key days with their words. */

import { element } from "./class-styles.js";
import { yearOf } from "./days.js";

/** @import { StatusHistory } from "./status-history.js" */

const GAP = 8; // pixels between the words of two marks

export class Ticks {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = L.DomUtil.create("div", "atlas-ticks", box);
    this.box.setAttribute("aria-hidden", "true"); // the list of changes says all of it
    this.drawn = "";
    new ResizeObserver(this.fit.bind(this)).observe(this.box);
  }

  /**
   * Draw the changes and key days that lie between two days; nothing where there is no history.
   *
   * @param {StatusHistory | null} history
   * @param {number} first
   * @param {number} last
   */
  draw(history, first, last) {
    const key = [history?.table.name, first, last].join(" ");
    const span = Math.max(last - first, 1);
    if (key === this.drawn) return;
    this.drawn = key;
    this.box.textContent = "";
    if (!history) return;
    // One path for some 200 ticks; as wide as the box, whatever that is.
    const svg = element("svg", { viewBox: `0 0 ${span} 1`, preserveAspectRatio: "none" }, this.box);
    const d = history.changes
      .filter((change) => change[0] >= first && change[0] <= last)
      .map((change) => `M${change[0] - first},0v1`)
      .join("");
    element("path", { d: d, "vector-effect": "non-scaling-stroke" }, svg);
    rankedKeys(history, first, last).forEach((item) => {
      const mark = L.DomUtil.create("i", "", this.box);
      mark.style.left = `${(100 * (item[0] - first)) / span}%`;
      L.DomUtil.create("span", "", mark).textContent = `${yearOf(item[0])} ${item[2]}`;
    });
    this.fit();
  }

  /* Show the words of a mark where they have room, to its right or else to its left. */
  fit() {
    const marks = Array.from(this.box.querySelectorAll("i"));
    const sides = sidesOf(
      marks.map((mark) => [mark.offsetLeft, mark.querySelector("span")?.offsetWidth ?? 0]),
      this.box.clientWidth,
    );
    marks.forEach((mark, n) => {
      mark.className = sides[n] === "right" ? "is-said" : sides[n] === "left" ? "is-said is-left" : "";
    });
  }
}

/**
 * Return the key days between two days in the order in which their words get room: those on which the treaty itself
 * changed before what happened beside it, and the latest first.
 *
 * @param {StatusHistory} history
 * @param {number} first
 * @param {number} last
 * @returns {Wire.KeyDayRow[]}
 */
export function rankedKeys(history, first, last) {
  /** @param {Wire.KeyDayRow} item */
  function isTurn(item) {
    return history.changes[history.lastChange(item[0])]?.[0] === item[0] ? 1 : 0;
  }
  return history.keys
    .filter((item) => item[0] >= first && item[0] <= last)
    .sort((a, b) => isTurn(b) - isTurn(a) || b[0] - a[0]);
}

/**
 * Return on which side of each mark its words have room, "" where on neither: on the right, or else on the left of it,
 * without touching those of a mark before it in the list. A mark is its place and the width of its words in pixels.
 *
 * @param {[at: number, width: number][]} marks
 * @param {number} wide
 * @returns {("right" | "left" | "")[]}
 */
export function sidesOf(marks, wide) {
  /** @type {[from: number, to: number][]} */
  const taken = [];
  /**
   * @param {number} from
   * @param {number} to
   */
  function isFree(from, to) {
    return from >= 0 && to <= wide && taken.every((one) => to + GAP <= one[0] || from >= one[1] + GAP);
  }
  return marks.map(([at, width]) => {
    if (isFree(at, at + width)) {
      taken.push([at, at + width]);
      return "right";
    }
    if (!isFree(at - width, at)) return "";
    taken.push([at - width, at]);
    return "left";
  });
}
