/* A second map beside the first: another day or another treaty in the same classes. Both move as one, and what the
   reader points at or chooses on either is outlined on both. The earlier day stands first. */
import { tag } from "../tag.js";
import { dayNumber, dayWords } from "./days.js";
import { DisplayState } from "./display-state.js";
import { DrawnFrame, PANES, renderer } from "./geometry.js";
import { Pointer } from "./hover-and-click.js";
import { OutlinesAndSymbols } from "./outlines-and-symbols.js";
import { StatusHistory } from "./status-history.js";
import { MapSync } from "./synced-maps.js";

/** @import { Atlas } from "./atlas.js" */

// Options that the second map has to share, or it would not move like the first.
/** @type {(keyof L.MapOptions)[]} */
const SHARED = ["crs", "zoomSnap", "zoomDelta", "wheelPxPerZoomLevel", "maxBoundsViscosity"];
/** @type {(keyof L.MapOptions)[]} */
const OFF = ["zoomControl", "attributionControl", "scrollWheelZoom", "doubleClickZoom", "keyboard"];

const PLACES = ["is-first", "is-second"];

function addTitle() {
  const node = L.DomUtil.create("div", "atlas-side-title", document.body);
  node.hidden = true;
  return node;
}

/**
 * Put a map and its title into the first or the second place.
 *
 * @param {HTMLElement} box
 * @param {HTMLElement} title
 * @param {number} number
 */
function place(box, title, number) {
  PLACES.forEach((name, n) => {
    box.classList.toggle(name, n === number);
    title.classList.toggle(name, n === number);
  });
}

/**
 * Return a text of the server with another day in place of the one that it names.
 *
 * @param {string} text
 * @param {string} from the day (ISO 8601) of the message
 * @param {string} to the day shown, which a preview may have changed
 */
export function withDay(text, from, to) {
  return from === to ? text : text.replace(dayWords(dayNumber(from)), dayWords(dayNumber(to)));
}

/** @param {Atlas} atlas */
export function plug(atlas) {
  /** @type {SideMap | null} the second map while there is one */
  let side = null;
  const mainTitle = addTitle();
  const home = atlas.home;
  const choose = atlas.choose;
  /** @type {Record<string, StatusHistory | true>} of the treaty beside, by address: true while it comes */
  const histories = {};

  atlas.home = () => {
    home.call(atlas);
    if (side) side.link.match();
  };

  /** @param {string} code */
  atlas.choose = (code) => {
    choose.call(atlas, code);
    if (side) side.outlinesAndSymbols.outline("chosen", code || "", side.frame);
  };

  /* Return the second map while there is one: print-copy.js lays both out anew. */
  atlas.beside = () => side;

  function build() {
    const box = L.DomUtil.create("div", "atlas atlas-beside");
    const shared = SHARED.map((key) => [key, atlas.map.options[key]]);
    const options = Object.fromEntries([...shared, ...OFF.map((key) => [key, false])]);
    box.setAttribute("role", "img");
    atlas.box.after(box);
    document.body.classList.add("is-compared");
    atlas.fit();
    const map = L.map(box, options).setView(atlas.map.getCenter(), atlas.map.getZoom());
    PANES.forEach((pane) => {
      renderer(map, pane);
    });
    const link = new MapSync(atlas.map, map);
    const outlinesAndSymbols = new OutlinesAndSymbols(map);
    const watch = new ResizeObserver(() => {
      if (!side) return;
      fitTitles(side);
      link.match();
    });
    const title = addTitle();
    const parts = { map, box, title, mainTitle, frame: null, outlinesAndSymbols, link, watch };
    side = { ...parts, pointer: new Pointer(twin(map, box, outlinesAndSymbols)) };
    map.on("dragstart zoomstart", () => {
      if (!link.isBusy) atlas.isHome = false;
    });
    map.on("zoomend", () => {
      if (!side?.frame) return;
      side.frame.fitPoints();
      outlinesAndSymbols.refresh();
    });
    watch.observe(box);
    settle();
    return side;
  }

  /* The first map has another size now. */
  function settle() {
    if (atlas.isHome && atlas.bounds) atlas.home();
    else atlas.map.invalidateSize({ animate: false });
  }

  /** @param {SideMap} old */
  function remove(old) {
    side = null;
    old.watch.disconnect();
    old.link.cut();
    if (atlas.pointed) atlas.point(null);
    old.map.remove();
    old.box.remove();
    old.title.remove();
    mainTitle.hidden = true;
    place(atlas.box, mainTitle, -1);
    document.body.classList.remove("is-compared");
    atlas.fit();
    settle();
  }

  /**
   * Return the atlas as the pointer over the second map knows it: the same but for the map that it looks at.
   *
   * @param {L.Map} map
   * @param {HTMLElement} box
   * @param {OutlinesAndSymbols} outlinesAndSymbols
   * @returns {Atlas}
   */
  function twin(map, box, outlinesAndSymbols) {
    const own = Object.create(atlas);
    own.map = map;
    own.outlinesAndSymbols = outlinesAndSymbols;
    Object.defineProperty(own, "frame", { get: () => side?.frame });
    Object.defineProperty(own, "pointed", { get: () => atlas.pointed });
    /** @param {string} code */
    own.choose = (code) => atlas.choose(code);
    /**
     * @param {Wire.ActKind} kind
     * @param {unknown} value
     */
    own.sendAct = (kind, value) => atlas.sendAct(kind, value);
    /** @param {Pointed | null} what */
    own.point = (what) => {
      if (what) {
        what.box = box;
        what.picture = side?.picture;
      }
      atlas.point(what);
    };
    return own;
  }

  /**
   * @param {string} text
   * @param {DisplayState} picture
   */
  function dated(text, picture) {
    return withDay(text, atlas.message.day, picture.day);
  }

  /**
   * Return what the second map shows: its own classes, or those of the day played where it has no day of its own.
   *
   * @param {Wire.BesidePart} part
   * @param {DisplayState} picture
   */
  function beside(part, picture) {
    const shown = { fill: part.fill, counts: part.counts };
    if (!part.periods || picture.day === atlas.message.day) return shown;
    const history = histories[part.periods];
    if (!history) fetchHistory(part.periods);
    if (!(history instanceof StatusHistory)) return shown;
    const day = dayNumber(picture.day);
    const classes = atlas.message.classes;
    const numbers = atlas.message.legends[0][3].map((item) => item[0]);
    return {
      fill: history.fill(atlas.frame.answer.order, day, classes),
      counts: history.counts(numbers, day, classes, picture.out),
    };
  }

  /** @param {string} url */
  function fetchHistory(url) {
    histories[url] = true;
    atlas
      .load(url)
      .then((/** @type {Wire.PeriodTable} */ table) => {
        histories[url] = new StatusHistory(table);
        atlas.restyle();
      })
      .catch(() => {
        delete histories[url]; // the map beside waits for the server, as without a history
      });
  }

  /**
   * Write the counts of both maps into the legend, in the order in which the maps stand.
   *
   * @param {number[]} counts
   * @param {DisplayState} picture
   * @param {boolean} isFirst whether the first map stands first
   */
  function count(counts, picture, isFirst) {
    const box = atlas.place("legend").firstElementChild;
    const title = box?.querySelector("h2");
    if (!box || !title) return;
    title.textContent = dated(atlas.message.legends[0][1], picture);
    box.querySelectorAll(".atlas-legend-item").forEach((key, i) => {
      const last = /** @type {HTMLElement} */ (key.lastChild);
      const main = last.textContent;
      last.textContent = (isFirst ? [counts[i], main] : [main, counts[i]]).join(" · ");
      key.classList.toggle("is-empty", !counts[i] && main === "0");
    });
  }

  /**
   * @param {HTMLElement} title
   * @param {string} text
   * @param {string} note
   */
  function name(title, text, note) {
    title.replaceChildren(text, ...(note ? [tag("small", note)] : []));
    title.hidden = false;
  }

  /**
   * Give both titles the room that the taller one needs.
   *
   * @param {SideMap} two
   */
  function fitTitles(two) {
    const high = `${Math.max(mainTitle.offsetHeight, two.title.offsetHeight)}px`;
    if (document.body.style.getPropertyValue("--title") !== high) document.body.style.setProperty("--title", high);
  }

  atlas.on("drawn", () => {
    if (side) atlas.fit(); // two maps are as high as the extent asks for
  });

  atlas.on("restyled", (picture) => {
    const message = atlas.message;
    const part = message.beside;
    if (!part) {
      if (side) remove(side);
      return;
    }
    const two = side ?? build();
    place(atlas.box, mainTitle, part.isFirst ? 1 : 0);
    place(two.box, two.title, part.isFirst ? 0 : 1);
    two.box.classList.toggle("is-world", atlas.frame.answer.isWorld);
    if (!two.frame || two.frame.answer !== atlas.frame.answer) {
      if (two.frame) two.frame.remove();
      two.outlinesAndSymbols.clear();
      two.link.match();
      two.frame = new DrawnFrame(two.map, atlas.frame.answer);
    }
    const own = beside(part, picture);
    const shown = {
      fill: own.fill,
      keep: picture.keep,
      out: message.out,
      follows: message.follows,
      day: part.periods ? picture.day : message.day, // with a day of its own it stays while the first map is played
    };
    two.picture = new DisplayState(shown, {}, two.frame);
    two.frame.restyle(two.picture, message);
    two.outlinesAndSymbols.outline("chosen", message.chosen, two.frame);
    name(mainTitle, dated(part.mainTitle, picture), "");
    name(two.title, part.periods ? dated(part.title, picture) : part.title, part.note);
    fitTitles(two);
    two.box.setAttribute("aria-label", two.title.textContent);
    count(own.counts, picture, part.isFirst);
  });

  // The card stands on the map that the pointer is over.
  atlas.on("pointed", (what) => {
    const card = document.querySelector(".atlas-card");
    const at = what?.box || atlas.box;
    if (card && card.parentNode !== at) at.appendChild(card);
    if (!side) return;
    side.outlinesAndSymbols.outline("hover", what?.code || "", side.frame);
    side.box.classList.toggle("is-on-area", !!what?.code);
  });
}
