/* Plays what fills the areas through time: dragging the date slider, steps from change to change, and a timer that takes them
   by itself. Meanwhile no request is made; the day is sent to the server when the reader lets go. */

import { lookup } from "./atlas.js";
import { Changes } from "./change-list.js";
import { DateSlider } from "./date-slider.js";
import { dayNumber, dayWords, isoDay } from "./days.js";
import { StatusHistory, symbolsOf } from "./status-history.js";

/** @import { Atlas } from "./atlas.js" */

const SPEEDS = [0.5, 1, 2, 4];
const PACE = 500; // milliseconds from change to change at speed 1
const SETTLE = 350; // milliseconds without another step or key before the day is sent (debounce)
const DAY = 864e5;
const USUAL_START = dayNumber("1997-01-01"); // of the Mine Ban Convention: its slider keeps its place when the history comes
const MARGIN = 2000; // milliseconds; how far our clock may be ahead of the server's

/** @param {Atlas} atlas */
export function plug(atlas) {
  const box = L.DomUtil.create("section", "atlas-time", atlas.place("time"));
  box.setAttribute("aria-label", "Time");
  const bar = new DateSlider(box, {
    back: () => {
      step(-1);
    },
    next: () => {
      step(1);
    },
    now: () => {
      go(today());
    },
    play: () => {
      if (isPlaying) pause();
      else start();
    },
    fast: faster,
    again: fetchHistory,
  });
  const changes = new Changes(bar.list, go);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {StatusHistory | null} */
  let history = null;
  /** @type {Wire.SymbolTable | null} */
  let symbols = null;
  let symbolsFrom = "";
  let address = "";
  let classes = "";
  /** @type {number | null} the day shown, once there is one */
  let shown = null;
  let speed = 1;
  let isPlaying = false;
  let isByKey = false;
  let isUnsent = false; // a day is shown that the server does not know of
  let due = 0;
  let waiting = 0;
  let ending = 0;
  let ends = "";

  /* Today as the server counts it, in UTC. */
  function today() {
    return dayNumber(atlas.message.today);
  }

  /**
   * When the day that the page calls today is over, have the page run once, so that it says so and offers the new one.
   *
   * @param {string} day
   */
  function awaitMidnight(day) {
    if (day === ends) return;
    ends = day;
    window.clearTimeout(ending);
    const left = Date.parse(day) + DAY - Date.now();
    if (left > 0)
      ending = window.setTimeout(() => {
        atlas.sendAct("midnight", day);
      }, left + MARGIN);
  }

  /* Whether the map can be played; until the history has come, it is thought so. */
  function isPlayable() {
    return history ? history.fits(atlas.message.classes) : !!address;
  }

  /**
   * Show a day ahead of the answer of the server.
   *
   * @param {number} day
   */
  function show(day) {
    const message = atlas.message;
    /** @type {Ahead} */
    const ahead = {
      day: isoDay(day),
      fill: undefined,
      counts: undefined,
      out: undefined,
      symbols: undefined,
      title: undefined,
    };
    const legend = message.legends.filter((one) => one[2] === "fill")[0];
    shown = day;
    isUnsent = true;
    if (history && isPlayable()) {
      ahead.fill = history.fill(atlas.frame.answer.order, day, message.classes);
      if (legend) {
        const numbers = legend[3].map((item) => item[0]);
        ahead.symbols = symbolsOn(day);
        ahead.out = history.out(day) ?? ahead.symbols?.out;
        ahead.counts = history.counts(numbers, day, message.classes, lookup(ahead.out ?? message.out, true));
        ahead.title = history.title(day);
      }
    }
    atlas.preview(ahead);
  }

  /**
   * Return the symbols of a day, once their table has come; it is fetched when time is first played over them.
   *
   * @param {number} day
   */
  function symbolsOn(day) {
    const url = atlas.message.symbolTable;
    if (url && url !== symbolsFrom) fetchSymbols(url);
    return url && symbols ? symbolsOf(symbols, day) : undefined;
  }

  /** @param {string} url */
  function fetchSymbols(url) {
    symbolsFrom = url;
    symbols = null;
    atlas
      .load(url)
      .then((/** @type {Wire.SymbolTable} */ table) => {
        if (url !== symbolsFrom) return;
        symbols = table;
        if (isUnsent && shown !== null) show(shown); // the answer to a day that was sent has them itself
      })
      .catch(() => {
        if (url === symbolsFrom) symbolsFrom = ""; // the next step asks again
      });
  }

  function sendDay() {
    window.clearTimeout(waiting);
    if (!isUnsent || shown === null) return;
    isUnsent = false;
    atlas.sendAct("day", shown === today() ? null : isoDay(shown));
  }

  function sendDaySoon() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(sendDay, SETTLE);
  }

  function halt() {
    isPlaying = false;
    window.clearTimeout(waiting);
  }

  /** @param {number} day */
  function go(day) {
    halt();
    show(day);
    atlas.say(dayCaption(day));
    sendDaySoon();
  }

  /** @param {number} day */
  function dayCaption(day) {
    const caption = changes.caption(day);
    return dayWords(day) + (day > today() ? ", announced" : "") + (caption ? `: ${caption}` : "");
  }

  /**
   * Return the nearest day before or after a day on which something changed, or null.
   *
   * @param {number} day
   * @param {number} way
   * @returns {number | null}
   */
  function neighbour(day, way) {
    return history ? history.neighbour(day, way) : null;
  }

  /** @param {number} way */
  function step(way) {
    const day = shown === null ? null : neighbour(shown, way);
    if (day !== null) go(day);
  }

  function faster() {
    speed = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length];
    sync();
  }

  /* Play from the day shown; from today, and from the end, it plays from the beginning. */
  function start() {
    const day = shown === null || shown === today() ? null : neighbour(shown, 1);
    const first = day ?? neighbour(-1, 1);
    if (first === null) return;
    isPlaying = true;
    due = performance.now() + PACE / speed;
    show(first);
    window.requestAnimationFrame(beat);
  }

  /** @param {number} time */
  function beat(time) {
    if (!isPlaying) return;
    if (time >= due) {
      const day = shown === null ? null : neighbour(shown, 1);
      if (day === null) {
        pause();
        return;
      }
      show(day);
      due = Math.max(due + PACE / speed, time);
    }
    window.requestAnimationFrame(beat);
  }

  function pause() {
    halt();
    sync();
    if (shown !== null) atlas.say(dayCaption(shown));
    sendDay();
  }

  function sync() {
    if (shown === null) return;
    const statusChanges = history ? history.changes : [];
    const announced = statusChanges.length ? statusChanges[statusChanges.length - 1][0] : 0;
    const first = Math.min(history ? history.start : address ? USUAL_START : 0, shown);
    const last = Math.max(today(), shown, announced);
    changes.fill(history, today());
    bar.ticks.draw(history, first, last);
    bar.show({
      day: shown,
      today: today(),
      first: first,
      last: last,
      words: isPlaying ? "" : dayCaption(shown),
      speed: speed,
      isPlaying: isPlaying,
      isCalm: calm.matches,
      isPlayable: isPlayable(),
      hasHistory: !!history || !!address,
      hasBack: neighbour(shown, -1) !== null,
      hasNext: neighbour(shown, 1) !== null,
    });
    changes.show(shown); // last, because it asks for the layout
  }

  bar.slider.addEventListener("pointerdown", () => {
    isByKey = false;
  });
  bar.slider.addEventListener("keydown", (event) => {
    const way = event.key === "PageUp" ? 1 : event.key === "PageDown" ? -1 : 0;
    isByKey = true;
    if (!way || !history) return;
    event.preventDefault();
    step(way);
  });
  bar.slider.addEventListener("input", () => {
    halt();
    show(+bar.slider.value);
  });
  // A key that is held down changes the value again and again; a pointer once, when it lets go.
  bar.slider.addEventListener("change", () => {
    if (isByKey) sendDaySoon();
    else sendDay();
  });
  calm.addEventListener("change", () => {
    if (isPlaying) pause();
    else sync();
  });

  function fetchHistory() {
    const requested = address;
    bar.fail(false);
    if (!requested || history) return;
    atlas
      .load(requested)
      .then((/** @type {Wire.PeriodTable} */ table) => {
        if (requested !== address) return;
        history = new StatusHistory(table, today());
        bar.wait(false);
        sync();
      })
      .catch((error) => {
        bar.fail(requested === address);
        console.warn(`atlas: ${error.message}`);
      });
  }

  atlas.on("message", (message) => {
    awaitMidnight(message.today);
    // A story leads through time by its steps.
    atlas.place("time").hidden = !!message.isStory;
    const now = (!message.isStory && message.periods) || "";
    const ids = message.classes.map((look) => look[7]).join();
    const isSame = now === address;
    if (isSame && ids === classes) return;
    // What is shown ahead belongs to another treaty or other classes; the day stays.
    if (isPlaying) pause();
    address = now;
    classes = ids;
    atlas.preview({ fill: undefined, counts: undefined, out: undefined, symbols: undefined, title: undefined });
    if (isSame) return;
    history = null;
    bar.wait(!!now);
    bar.fail(false);
    if (atlas.frame) fetchHistory();
  });

  // A fill that was made for another frame has the order of that frame.
  atlas.on("drawn", () => {
    fetchHistory(); // not before: the map comes first
    // The picture of before is that of the last message; what counts is whether a day is shown ahead of this one.
    if (!history || atlas.look().day === atlas.message.day) return;
    const wasSent = !isUnsent;
    if (shown !== null) show(shown);
    if (wasSent) sendDay();
  });

  atlas.on("restyled", (picture) => {
    shown = dayNumber(picture.day);
    sync();
  });

  atlas.time = {
    /* Stop on the day shown, of which the server is told with what the reader does there. */
    hold: () => {
      halt();
      sync();
    },

    sendDay: sendDay,

    /* Whether a day is shown that the last message does not have. */
    isPreviewing: () => !!history && !!atlas.picture && atlas.picture.day !== atlas.message.day,

    /* Return what to say of an area on the day shown, or "" where the last message's own cards say it. */
    sentence: (code) => (history && shown !== null && atlas.time.isPreviewing() ? history.sentence(code, shown) : ""),
  };
}
