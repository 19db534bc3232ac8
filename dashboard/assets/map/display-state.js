/* What the map shows now: the last message, and what the reader did since and Python has not answered yet. */
import { lookup } from "./atlas.js";

/**
 * @import { Atlas } from "./atlas.js"
 * @import { DrawnFrame } from "./geometry.js"
 */

// What the answer to each kind of act says itself: a preview is shown until then and no longer.
/** @type {Record<keyof Ahead, Wire.ActKind>} */
const SETTLED_BY = {
  keep: "keep",
  circles: "circles",
  fill: "day",
  day: "day",
  counts: "day",
  out: "day",
  symbols: "day",
  title: "day",
};

export class DisplayState {
  /**
   * @param {Shown} message
   * @param {Ahead} ahead
   * @param {Pick<DrawnFrame, "answer" | "index">} frame
   */
  constructor(message, ahead, frame) {
    this.fill = ahead.fill || message.fill;
    this.keep = ahead.keep || message.keep;
    this.circles = ahead.circles; // classes of circles that a click has kept, until the message says them
    this.day = ahead.day || message.day;
    this.counts = ahead.counts || null;
    this.title = ahead.title; // of the legend of the fill
    this.symbols = ahead.symbols; // with the counts of their legends, where another day is shown
    this.out = lookup(ahead.out ?? message.out, true);
    /** @type {Record<string, string>} */
    this.follows = message.follows ? frame.answer.follows : {};
    this.index = frame.index;
  }

  /**
   * Return the number of the class that fills an area, or NaN where nothing is known.
   *
   * @param {string} code
   */
  number(code) {
    return parseInt(this.fill.charAt(this.index[code]), 36);
  }

  /**
   * Return whether a filter leaves an area out.
   *
   * @param {string} code
   */
  muted(code) {
    return !!this.out[code] || (this.keep.length > 0 && this.keep.indexOf(this.number(code)) < 0);
  }
}

/** @param {Atlas} atlas */
export function plug(atlas) {
  /** @type {Ahead} what is previewed */
  let ahead = {};
  /** @type {Partial<Record<keyof Ahead, number>>} the number of the act that was sent for it */
  const actNumbers = {};
  const previewed = () => /** @type {(keyof Ahead)[]} */ (Object.keys(ahead));

  /**
   * Show at once what the reader asks for; null goes back to the last message.
   *
   * @param {Ahead | null} changes
   */
  atlas.preview = (changes) => {
    ahead = changes ? { ...ahead, ...changes } : {};
    /** @type {(keyof Ahead)[]} */ (Object.keys(changes ?? {})).forEach((key) => {
      delete actNumbers[key];
    });
    atlas.restyle();
  };

  atlas.on("act", (act) => {
    previewed().forEach((key) => {
      if (SETTLED_BY[key] === act.kind || (SETTLED_BY[key] === "keep" && act.kind === "least"))
        actNumbers[key] = act.number;
    });
  });

  atlas.on("message", (message) => {
    atlas.confirm(message);
    previewed().forEach((key) => {
      const number = actNumbers[key];
      if (number && number <= message.lastAct) delete ahead[key];
    });
  });

  atlas.look = () => {
    atlas.picture = new DisplayState(atlas.message, ahead, atlas.frame);
    return atlas.picture;
  };
}
