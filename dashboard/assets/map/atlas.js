/* What the parts of the map's script share: events, the way to Python, the strip of controls under the map. The other
   files of this folder each hold one part; live-map.js starts them. */
/**
 * @import { Card } from "./card.js"
 * @import { DrawnFrame } from "./geometry.js"
 * @import { OutlinesAndSymbols } from "./outlines-and-symbols.js"
 * @import { Keyboard } from "./keyboard.js"
 * @import { DisplayState } from "./display-state.js"
 * @import { Pointer } from "./hover-and-click.js"
 */

const KEPT = 8; // answers kept in memory: a reader goes back and forth between a few extents and days
const MOST_UNANSWERED = 12; // acts sent again until Python has answered them: Streamlit makes one message of two that follow closely
const PLACES = /** @type {const} */ (["time", "legend", "notes"]); // of the strip, from above
/** @type {any} what is set when the map starts, before anything asks for it */
const LATER = null;

/**
 * Return a lookup table of a list of codes separated by blanks.
 *
 * @template T
 * @param {string} codes
 * @param {T} value
 * @param {Record<string, T>} [into]
 * @returns {Record<string, T>}
 */
export function lookup(codes, value, into) {
  return codes.split(" ").reduce((out, code) => {
    if (code) out[code] = value;
    return out;
  }, into || {});
}

/**
 * Return the promise of an answer that the frame's document asked for before this script was there, once.
 *
 * @param {string} url
 */
function prefetched(url) {
  const all = window.atlasPrefetched || {};
  const address = new URL(url, window.location.href).href;
  const promise = all[address];
  delete all[address];
  return promise;
}

export class Atlas {
  constructor() {
    /** @type {L.Map} */
    this.map = LATER;
    /** @type {HTMLElement} of the map */
    this.box = LATER;
    /** @type {DrawnFrame} */
    this.frame = LATER;
    /** @type {OutlinesAndSymbols} */
    this.outlinesAndSymbols = LATER;
    /** @type {Wire.SentMessage} the newest one */
    this.message = LATER;
    this.serial = 0; // of the newest message
    /** @type {Pointed | null} */
    this.pointed = null;
    /** @type {{ [E in keyof AtlasEvents]?: ((what: AtlasEvents[E]) => void)[] }} functions by the event that they are called at */
    this.listeners = {};
    /** @type {Wire.ActRow[]} */
    this.acts = [];
    this.session = ""; // to which the acts were sent last
    this.lastAct = 0;
    /** @type {Map<string, Promise<any>>} */
    this.answers = new Map();
    this.buildParts();
  }

  /* Name what each part puts here for the others when it starts. */
  buildParts() {
    /** @type {boolean} whether the whole extent is shown */
    this.isHome = true;
    /** @type {L.LatLngBounds} of the extent */
    this.bounds = LATER;
    /** @type {number} at which the whole extent is shown */
    this.homeZoom = 0;
    /** @type {{ closer: number, farther: number } | null} zoom levels that the reader may leave the extent by */
    this.reach = null;
    /** @type {Wire.FrameDetails | null} */
    this.details = null;
    /** @type {DisplayState} */
    this.picture = LATER;
    /** @type {HTMLElement} what names the map for a screen reader */
    this.label = LATER;
    /** @type {HTMLElement} */
    this.notice = LATER;
    /** @type {HTMLElement} */
    this.scale = LATER;
    /** @type {HTMLElement} */
    this.key = LATER;
    /** @type {HTMLElement} */
    this.strip = LATER;
    /** @type {HTMLElement} */
    this.voice = LATER;
    /** @type {Record<"time" | "legend" | "notes", HTMLElement>} */
    this.places = LATER;
    /** @type {Card} */
    this.card = LATER;
    /** @type {Keyboard} */
    this.keys = LATER;
    /** @type {Pointer} */
    this.pointer = LATER;
    /** @type {{ hold(): void, sendDay(): void, isPreviewing(): boolean, sentence(code: string): string }} */
    this.time = LATER;
    /** @type {(message: Wire.SentMessage) => void} */
    this.set = LATER;
    /** @type {() => void} */
    this.restyle = LATER;
    /** @type {() => void} */
    this.home = LATER;
    /** @type {() => void} */
    this.deepen = LATER;
    /** @type {() => void} */
    this.fit = LATER;
    /** @type {() => DisplayState} */
    this.look = LATER;
    /** @type {(changes: Ahead | null) => void} */
    this.preview = LATER;
    /** @type {() => boolean} */
    this.hasCardTexts = LATER;
    /** @type {() => Promise<void>} */
    this.fetchCards = LATER;
    /** @type {(what: Pointed) => About} */
    this.about = LATER;
    /** @type {(what: Pointed) => void} */
    this.announce = LATER;
    /** @type {() => SideMap | null} */
    this.beside = LATER;
    /** @type {() => HTMLElement | null} */
    this.paper = LATER;
  }

  /**
   * @template {keyof AtlasEvents} E
   * @param {E} name
   * @param {(what: AtlasEvents[E]) => void} act
   */
  on(name, act) {
    /** @type {((what: AtlasEvents[E]) => void)[]} */
    const acts = this.listeners[name] ?? [];
    acts.push(act);
    this.listeners[name] = /** @type {any} */ (acts);
  }

  /**
   * @template {keyof AtlasEvents} E
   * @param {E} name
   * @param {AtlasEvents[E]} what
   */
  emit(name, what) {
    const acts = /** @type {((what: AtlasEvents[E]) => void)[]} */ (this.listeners[name] ?? []);
    acts.forEach((act) => {
      act(what);
    });
  }

  /**
   * Send an act of the reader to Python. Streamlit may skip a message that another one overtakes, so each carries the
   * acts that no answer has confirmed yet.
   *
   * @param {Wire.ActKind} kind
   * @param {unknown} value
   */
  sendAct(kind, value) {
    this.lastAct = Math.max(this.lastAct + 1, Date.now());
    this.acts = [...this.acts, /** @type {Wire.ActRow} */ ([this.lastAct, kind, value])].slice(-MOST_UNANSWERED);
    this.emit("act", { kind: kind, number: this.lastAct });
    this.send();
  }

  /* Send the acts without an answer to the session of the last message; another one leaves them alone. */
  send() {
    this.session = this.message.session;
    /** @type {Wire.ActsSent} */
    const sent = { acts: this.acts, session: this.session };
    window.Streamlit.setComponentValue(sent);
  }

  /**
   * Forget the acts that Python has answered; a new session, after a lost connection, gets the others again.
   *
   * @param {Wire.SentMessage} message
   */
  confirm(message) {
    this.acts = this.acts.filter((act) => act[0] > message.lastAct);
    if (this.acts.length && message.session !== this.session) this.send();
  }

  /**
   * Return a promise of the JSON at `url`; a failed one is forgotten, so that it can be tried again.
   *
   * @param {string} url
   * @returns {Promise<any>}
   */
  load(url) {
    const answers = this.answers;
    const kept = answers.get(url);
    if (kept) return kept;
    const promise =
      prefetched(url) ||
      fetch(url, { credentials: "same-origin" }).then((answer) => {
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        return answer.json();
      });
    promise.catch(() => {
      answers.delete(url);
    });
    answers.set(url, promise);
    if (answers.size > KEPT) answers.delete(answers.keys().next().value ?? "");
    return promise;
  }

  /**
   * Return the element of the strip under the map that belongs to one part.
   *
   * @param {"time" | "legend" | "notes"} name
   */
  place(name) {
    return this.places[name];
  }

  buildStrip() {
    const strip = L.DomUtil.create("div", "atlas-strip", document.body);
    const [time, legend, notes] = PLACES.map((name) =>
      L.DomUtil.create("div", `atlas-place atlas-place-${name}`, strip),
    );
    this.places = { time, legend, notes };
    this.strip = strip;
    this.voice = L.DomUtil.create("div", "atlas-hidden", strip);
    this.voice.setAttribute("aria-live", "polite");
  }

  /**
   * Have a screen reader say a sentence when it has finished the present one.
   *
   * @param {string} text
   */
  say(text) {
    this.voice.textContent = text;
  }

  isCalm() {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  /**
   * Make one thing the one that the reader points at: {code, symbol, by, at}, or null for nothing.
   *
   * @param {Pointed | null} what
   */
  point(what) {
    this.pointed = what;
    this.outlinesAndSymbols.outline("hover", what?.code || "", this.frame);
    this.box.classList.toggle("is-on-area", !!what?.code);
    this.emit("pointed", what);
  }

  /**
   * Outline the chosen area at once; the next message from Python says the same.
   *
   * @param {string} code
   */
  choose(code) {
    this.outlinesAndSymbols.outline("chosen", code || "", this.frame);
  }
}
