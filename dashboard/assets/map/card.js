/* The card beside what the reader points at: name, class, the lines of the layers, sources. It can be dismissed with Esc,
   entered with the pointer, and stays until the reader points elsewhere (WCAG 1.4.13). */
import { tag } from "../tag.js";
import { placesOnScreen } from "./area-centres.js";
import { swatch } from "./class-styles.js";

/** @import { Atlas } from "./atlas.js" */

const MARGIN = 14; // pixels between what is pointed at and the card
const EDGE = 6; // pixels between the card and the edge of the map
const REST = 250; // ms of a still pointer after which the card stays where it is, so that it can be entered
const CALM = 200; // ms after a change of the page, which is drawn meanwhile, until other numbers of sources are fetched
const CROSSING = 500; // ms that the pointer may take for the way into the card
const NARROW = 520; // pixels of a map on which the card lies along the edge and not beside the finger
const LOYALTY = 3; // areas that another place must leave free before the card changes sides
const MOST_SOURCES = 4;
// Right or left of what is pointed at, and below or above it.
const SIDES = [
  [1, 1],
  [1, -1],
  [-1, 1],
  [-1, -1],
];

/**
 * Return a sentence and, raised behind it, the numbers of its sources.
 *
 * @param {CardSentence} sentence
 * @returns {(string | Node)[]}
 */
export function cited({ text, numbers }) {
  return numbers.length ? [text, tag("sup", numbers.join(","))] : [text];
}

/**
 * @param {Position} p
 * @param {Edges} box
 */
export function isInside(p, box) {
  return p.x >= box.left && p.x <= box.right && p.y >= box.top && p.y <= box.bottom;
}

/**
 * Return whether `p` lies between the place `a` and the rectangle `box`: on the way from one into the other.
 *
 * @param {Position} p
 * @param {Position} a
 * @param {Edges} box
 */
export function isBetween(p, a, box) {
  for (let t = 0; t <= 1; t += 0.05) {
    const left = a.x + (box.left - a.x) * t;
    const right = a.x + (box.right - a.x) * t;
    const top = a.y + (box.top - a.y) * t;
    const bottom = a.y + (box.bottom - a.y) * t;
    if (isInside(p, { left: left - 3, right: right + 3, top: top - 3, bottom: bottom + 3 })) return true;
  }
  return false;
}

/**
 * Return the four places of a card beside a point, all within the map: its left top corner, on which side it lies, and a
 * cost, the pixels by which the edge of the map pushes it back over the point, twice.
 *
 * @param {Position} at
 * @param {number} aside pixels between point and card, to the left and right
 * @param {Position} size of the map
 * @param {number} wide
 * @param {number} high
 */
export function placesBeside(at, aside, size, wide, high) {
  return SIDES.map((side) => {
    const x = side[0] > 0 ? at.x + aside : at.x - aside - wide;
    const y = side[1] > 0 ? at.y + MARGIN : at.y - MARGIN - high;
    const kept = {
      x: Math.max(EDGE, Math.min(x, size.x - wide - EDGE)),
      y: Math.max(EDGE, Math.min(y, size.y - high - EDGE)),
    };
    return { ...kept, side, cost: 2 * (Math.abs(kept.x - x) + Math.abs(kept.y - y)) };
  });
}

export class Card {
  /** @param {Atlas} atlas */
  constructor(atlas) {
    this.atlas = atlas;
    /** @type {Pointed & { at: L.Point } | null} what the card is about */
    this.shown = null;
    this.dismissed = false;
    this.isEntered = false; // by the pointer
    this.crossing = 0; // since when the pointer is on its way into the card
    this.resting = 0;
    this.numbering = 0;
    /** @type {Edges} where the card lies */
    this.edges = { left: 0, top: 0, right: 0, bottom: 0 };
    this.side = [1, 1]; // where it lies: to the right of and below what is pointed at
    this.box = L.DomUtil.create("div", "atlas-card", atlas.box);
    this.box.setAttribute("aria-hidden", "true"); // a voice says the same (card-content.js)
    L.DomEvent.disableClickPropagation(this.box);
    this.box.addEventListener("pointerenter", this.enter.bind(this));
    this.box.addEventListener("click", this.click.bind(this));
    this.listen();
  }

  listen() {
    /** @param {KeyboardEvent} event */
    const dismiss = (event) => {
      if (event.key === "Escape") this.dismiss();
    };
    this.atlas.on("pointed", (what) => {
      this.show(what);
    });
    this.atlas.on("cards", () => {
      this.renew();
    });
    this.atlas.on("restyled", () => {
      this.renew();
    });
    document.addEventListener("keydown", dismiss);
    try {
      // the pointer may be here while the focus is on the page around
      window.parent.document.addEventListener("keydown", dismiss);
      window.addEventListener("pagehide", () => {
        window.parent.document.removeEventListener("keydown", dismiss);
      });
    } catch {
      /* the page around has another origin, whose document cannot be reached */
    }
  }

  /** @param {Pointed | null} what */
  show(what) {
    this.yield();
    const isSame = this.isOn(what);
    if (!isSame) this.dismissed = false;
    this.shown = what?.at ? /** @type {Pointed & { at: L.Point }} */ (what) : null;
    this.box.classList.toggle("is-shown", !!this.shown && !this.dismissed);
    if (!this.shown || this.dismissed) return;
    if (!isSame) {
      this.fill();
      this.atlas.fetchCards();
    }
    this.place(!isSame);
    if (this.shown.by === "pointer") this.resting = window.setTimeout(this.rest.bind(this), REST);
    else if (this.shown.by === "touch") this.rest();
  }

  /* Let the pointer through to what lies under the card. */
  yield() {
    clearTimeout(this.resting);
    this.isEntered = false;
    this.box.classList.remove("is-still");
  }

  /** @param {Pointed | null} what */
  isOn(what) {
    const old = this.shown;
    return !!(old && what && old.code === what.code && old.symbol === what.symbol && old.by === what.by);
  }

  rest() {
    if (!this.shown) return;
    this.crossing = 0;
    // On a small map the card may lie over the pointer itself: then it must stay out of its way.
    this.box.classList.toggle("is-still", this.shown.by === "touch" || !isInside(this.shown.at, this.edges));
  }

  /* Write the card again: its cards have loaded, or the picture has changed, and with it the address of its cards. */
  renew() {
    if (!this.shown || this.dismissed) return;
    if (this.shown.code && !(this.shown.code in this.atlas.frame.index)) return this.atlas.point(null);
    this.fill();
    this.place(false);
    clearTimeout(this.numbering);
    if (this.atlas.hasCardTexts()) this.numbering = window.setTimeout(this.atlas.fetchCards, CALM);
    else this.atlas.fetchCards();
  }

  /* Take the card away and say whether there was one; it comes back for another area. */
  dismiss() {
    const was = this.isOpen();
    this.dismissed = true;
    this.box.classList.remove("is-shown", "is-still");
    return was;
  }

  isOpen() {
    return this.box.classList.contains("is-shown");
  }

  /**
   * Return whether the pointer is in the card or on its way there, and means nothing that it passes.
   *
   * @param {L.Point} at
   * @param {Element} target
   */
  holds(at, target) {
    if (this.box.contains(target)) return this.isEntered;
    this.isEntered = false;
    if (!this.shown || !this.box.classList.contains("is-still")) return false;
    if (!isBetween(at, this.shown.at, this.edges)) return false;
    if (at.distanceTo(this.shown.at) <= 2) return false;
    this.crossing = this.crossing || Date.now();
    return Date.now() - this.crossing < CROSSING;
  }

  /* Only who came by the gap between the two means the card; others mean what lies under it. */
  enter() {
    this.isEntered = Date.now() - this.crossing < CROSSING;
    if (!this.isEntered && this.shown && this.shown.by === "pointer") this.yield();
  }

  /**
   * @param {string} name
   * @param {(string | Node)[]} content
   */
  line(name, ...content) {
    L.DomUtil.create("div", name, this.box).append(...content);
  }

  fill() {
    if (!this.shown) return;
    const about = this.atlas.about(this.shown);
    const ofClass = about.lines.find((line) => line.isClass);
    this.box.textContent = "";
    const isTouch = this.shown.by === "touch" && this.shown.code;
    if (about.name) this.line("atlas-card-name", about.name, ...(isTouch ? [tag("i", "Tap again to open")] : []));
    const first = ofClass ? cited(ofClass) : about.label ? [about.label] : [];
    if (first.length) this.line("atlas-card-class", swatch(`atlas-k${about.number}`), tag("span", ...first));
    if (about.isLeftOut) this.line("atlas-card-quiet", "Left out by the filter");
    if (about.follows) this.line("atlas-card-quiet", about.follows);
    if (about.symbolSentence) this.line("atlas-card-said", ...cited(about.symbolSentence));
    for (const line of about.lines) if (line !== ofClass) this.fillLine(line);
    // On a narrow page the numbers lead to the list under the map; a story has a list of its own, numbered otherwise.
    if (!this.isNarrow() || this.atlas.message.isStory) this.fillSources(about.sources);
  }

  /**
   * Draw one line under its heading, the figure before its dash in bold; a line that cites nothing stands alone.
   *
   * @param {CardLineShown} line
   */
  fillLine({ heading, text, numbers }) {
    if (!numbers.length) return this.line("atlas-card-of", text);
    if (heading) this.line("atlas-card-of", heading);
    const dash = text.indexOf(" — ");
    const figure = dash < 0 ? [] : [tag("b", text.slice(0, dash))];
    this.line("", ...figure, ...cited({ text: text.slice(Math.max(dash, 0)), numbers }));
  }

  /** @param {About["sources"]} sources */
  fillSources(sources) {
    if (!sources.length) return;
    const rest = sources.length - MOST_SOURCES;
    const list = sources
      .slice(0, MOST_SOURCES)
      .flatMap(([number, text], i) => [i ? " · " : "", tag("b", String(number)), `\u00a0${text}`]);
    this.line("atlas-card-sources", ...list, rest > 0 ? ` · and ${rest} more` : "");
  }

  isNarrow() {
    return this.atlas.map.getSize().x < NARROW;
  }

  /**
   * Lay the card where it hides the fewest areas, inside the map; on a narrow map along the far edge.
   *
   * @param {boolean} isNew
   */
  place(isNew) {
    if (!this.shown) return;
    const at = this.shown.at;
    const aside = Math.max(MARGIN, this.shown.aside || 0);
    const size = this.atlas.map.getSize();
    this.box.style.maxHeight = `${size.y - 2 * EDGE}px`;
    this.box.classList.toggle("is-narrow", this.isNarrow());
    const wide = this.box.offsetWidth;
    const high = this.box.offsetHeight;
    if (this.isNarrow()) {
      return this.moveTo(size.x - wide - EDGE, at.y > size.y / 2 ? EDGE : size.y - high - EDGE, wide, high);
    }
    const sides = placesBeside(at, aside, size, wide, high);
    if (isNew) {
      sides.forEach((kept) => {
        kept.cost += this.hidden(kept, wide, high) - (`${kept.side}` === `${this.side}` ? LOYALTY : 0);
      });
    }
    const best = sides.reduce((one, other) => {
      if (!isNew) return `${other.side}` === `${this.side}` ? other : one;
      return other.cost < one.cost ? other : one;
    });
    this.side = best.side;
    this.moveTo(best.x, best.y, wide, high);
  }

  /**
   * Return how many areas that a reader could point at lie under a card at the given place.
   *
   * @param {Position} at
   * @param {number} wide
   * @param {number} high
   */
  hidden(at, wide, high) {
    return placesOnScreen(this.atlas).filter(
      (c) => c.x > at.x - 4 && c.x < at.x + wide + 4 && c.y > at.y - 4 && c.y < at.y + high + 4,
    ).length;
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} wide
   * @param {number} high
   */
  moveTo(x, y, wide, high) {
    this.edges = { left: x, top: y, right: x + wide, bottom: y + high };
    this.box.style.transform = `translate(${Math.round(x)}px,${Math.round(y)}px)`;
  }

  /* A finger on the card opens the panel, as a second tap on the area does. */
  click() {
    if (this.shown && this.shown.by === "touch" && this.shown.code) this.atlas.pointer.take(this.shown.code);
  }
}

/** @param {Atlas} atlas */
export function plug(atlas) {
  atlas.card = new Card(atlas);
}
