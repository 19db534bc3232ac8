/* The map by keyboard: one stop of the Tab key. Arrows go to the neighbour, letters to a name, Enter opens the panel,
   Esc takes the card away and then leaves; a voice says what the card says. */
import { nearestPlace, nextPlace, placesOf, placesOnScreen } from "./area-centres.js";

/** @import { Atlas } from "./atlas.js" */

const HOW =
  "Arrow keys go to the next country in that direction, letters to a country by its name. Enter opens its " +
  "panel, and Enter again goes there. Plus and minus zoom, 0 shows the whole map. Escape leaves the map.";
/** @type {Record<string, string>} */
const WAYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "to the left", ArrowRight: "to the right" };
const TOGETHER = 1200; // ms within which letters belong to one name
const MOST_ASIDE = 70; // pixels between the middle of the focused area and its card
const INSIDE = 48; // pixels that the middle of the focused area keeps from the edge of the map

/**
 * Return a name as it is typed: lower case, no accents, one kind of apostrophe, as geodata/collation.py folds it.
 *
 * @param {string} name
 */
export function typed(name) {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[‘’‚‛ʹʻʼʽʾʿˈ´`′＇]/g, "'")
    .toLowerCase();
}

/**
 * Return the code that letters mean in a list of [name, code] by name. One letter goes to the next name that begins
 * with it, again and again; more letters stay where they are as long as the name fits.
 *
 * @param {string} text
 * @param {[string, string][]} list
 * @param {string} code
 * @returns {string}
 */
export function named(text, list, code) {
  /** @param {string} start */
  function fits(start) {
    return list.filter((item) => item[0].indexOf(start) === 0);
  }
  const isOne = text.split("").every((c) => c === text[0]);
  const isNext = isOne && (text.length === 1 || !fits(text).length);
  const matches = fits(isNext ? text[0] : text);
  const now = matches.findIndex((item) => item[1] === code);
  if (now >= 0) return isNext ? matches[(now + 1) % matches.length][1] : code;
  return matches.length ? matches[0][1] : "";
}

export class Keyboard {
  /** @param {Atlas} atlas */
  constructor(atlas) {
    this.atlas = atlas;
    this.map = atlas.map;
    this.box = atlas.box;
    this.code = "";
    this.text = "";
    this.at = 0;
    this.describe();
    this.map.keyboard.disable();
    this.box.tabIndex = 0;
    this.box.addEventListener("keydown", this.press.bind(this));
    this.box.addEventListener("focus", this.enter.bind(this));
    this.box.addEventListener("blur", this.leave.bind(this));
    this.box.addEventListener("pointerdown", this.outline.bind(this, false));
    /** @type {[name: string, code: string][]} of every area, by name, once they have been asked for */
    this.list = [];
    this.listen();
  }

  /** Return every area and where it lies on the screen. */
  places() {
    return placesOnScreen(this.atlas);
  }

  describe() {
    const how = L.DomUtil.create("div", "atlas-hidden", this.box);
    how.id = "atlas-how";
    how.textContent = HOW;
    // An application, because arrows and letters are its own; what it shows is in the table under it as text.
    this.box.setAttribute("role", "application");
    this.box.setAttribute("aria-roledescription", "map");
    this.box.setAttribute("aria-describedby", how.id);
    this.map.getPane("mapPane")?.setAttribute("aria-hidden", "true");
  }

  listen() {
    const atlas = this.atlas;
    let chosen = "";
    atlas.on("message", (message) => {
      if (message.chosen !== chosen) this.code = chosen = message.chosen;
    });
    atlas.on("drawn", (frame) => {
      this.list = [];
      if (!(this.code in frame.index)) this.code = "";
      if (this.box.classList.contains("is-by-key")) this.outline(true);
    });
    this.map.on("moveend", () => {
      if (this.code && this.box.classList.contains("is-by-key")) this.point();
    });
  }

  isHere() {
    return document.activeElement === this.box;
  }

  /**
   * Show by a ring and a strong outline where the keyboard is; not where a click only put the focus.
   *
   * @param {boolean} isByKey
   */
  outline(isByKey) {
    this.box.classList.toggle("is-by-key", isByKey);
    this.atlas.outlinesAndSymbols.outline("focus", isByKey ? this.code : "", this.atlas.frame);
  }

  enter() {
    if (this.box.matches(":focus-visible")) this.outline(true);
  }

  leave() {
    this.outline(false);
    if (this.atlas.pointed && this.atlas.pointed.by === "key") this.atlas.point(null);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.target !== this.box || event.ctrlKey || event.metaKey || event.altKey || !this.atlas.frame) return;
    if (!this.act(event.key)) return;
    event.preventDefault();
    if (this.isHere()) this.outline(true);
  }

  /**
   * Do what a key asks for, and return whether it asked for anything.
   *
   * @param {string} key
   */
  act(key) {
    if (/^Arrow/.test(key)) this.step(key);
    else if (key === "Home") this.goTo(this.names()[0][1]);
    else if (key === "End") this.goTo(this.names().slice(-1)[0][1]);
    else if (key === "Enter" || (key === " " && !this.isTyping())) this.open();
    else if (key === "Escape") {
      if (!this.atlas.card.dismiss()) this.box.blur();
    } else if (key === "+" || key === "=") this.zoom(1);
    else if (key === "-") this.zoom(-1);
    else if (key === "0") this.atlas.home();
    else if (key.length === 1 && (/\p{L}/u.test(key) || this.isTyping())) this.spell(key);
    else return false;
    return true;
  }

  isTyping() {
    return !!this.text && Date.now() - this.at < TOGETHER;
  }

  /** @param {string} letter */
  spell(letter) {
    this.text = (this.isTyping() ? this.text : "") + typed(letter);
    this.at = Date.now();
    const code = named(this.text, this.names(), this.code);
    if (code) this.goTo(code);
    else this.atlas.say(`No country begins with ${this.text}`);
  }

  /* Return [name, code] of every area, by name. */
  names() {
    const frame = this.atlas.frame;
    if (!this.list.length) {
      this.list = Object.keys(placesOf(frame)).map((code) => [typed(frame.name(code)), code]);
      this.list.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    }
    return this.list;
  }

  /**
   * Go to the neighbour that no filter leaves out; at first to what lies in the middle of the map.
   *
   * @param {string} key
   */
  step(key) {
    const atlas = this.atlas;
    const size = this.map.getSize();
    const code = this.code;
    const limit = /** @type {L.LatLngBounds | undefined} */ (this.map.options.maxBounds);
    const at = placesOf(atlas.frame);
    const all = this.places();
    const from = all.find((item) => item.code === code);
    const list = all.filter((item) => !atlas.picture.muted(item.code) && (!limit || limit.contains(at[item.code])));
    const to = from ? nextPlace(from, list, key) : nearestPlace({ x: size.x / 2, y: size.y / 2 }, list);
    if (to) this.goTo(to.code);
    else atlas.say(`No country further ${WAYS[key]}`);
  }

  /** @param {string} code */
  goTo(code) {
    this.code = code;
    this.bringIn();
    this.point();
    if (this.atlas.pointed) this.atlas.announce(this.atlas.pointed);
  }

  /* Move the map if the area lies outside of what it shows. */
  bringIn() {
    const at = placesOf(this.atlas.frame)[this.code];
    const before = this.map.getCenter();
    this.map.panInside(at, { padding: [INSIDE, INSIDE], animate: false });
    if (!before.equals(this.map.getCenter())) this.atlas.isHome = false;
  }

  point() {
    const code = this.code;
    const here = this.places().find((item) => item.code === code);
    const area = this.atlas.frame.areas[code];
    const wide = area ? area._path.getBoundingClientRect().width : 0;
    const aside = Math.min(MOST_ASIDE, wide / 2 + 8); // the card leaves what has the focus in sight
    if (here) this.atlas.point({ code: code, by: "key", at: L.point(here.x, here.y), aside: aside });
  }

  open() {
    if (!this.code) return;
    // The page's own script (streamlit-fixes.js) knows where the panel is.
    if (this.code === this.atlas.message.chosen) return parent.document.dispatchEvent(new Event("atlas:read"));
    this.atlas.pointer.take(this.code);
    this.atlas.say("The panel opens beside the map. Enter again goes there.");
  }

  /** @param {number} step */
  zoom(step) {
    const map = this.map;
    const at = (this.code && placesOf(this.atlas.frame)[this.code]) || map.getCenter();
    map.setZoomAround(at, map.getZoom() + step * (map.options.zoomDelta ?? 1), { animate: !this.atlas.isCalm() });
  }
}

/** @param {Atlas} atlas */
export function plug(atlas) {
  atlas.keys = new Keyboard(atlas);
}
