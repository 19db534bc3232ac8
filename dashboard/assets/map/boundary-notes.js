/* Notes on boundaries under the map: those whose area is in view; what the lines in view are and on which document each
   rests; what solid, dashed and dotted lines mean. */
import { tag } from "../tag.js";
import { element } from "./class-styles.js";

/** @import { Atlas } from "./atlas.js" */

const FEW = 2; // notes that a close-up shows open
/** @typedef {keyof typeof MEANING} LineStyle */
const MEANING = {
  solid: "Solid: limit of an area whose status is not settled",
  dashed: "Dashed: boundary not settled, or armistice line",
  dotted: "Dotted: line of control or of separation",
};
const STYLES = /** @type {LineStyle[]} */ (Object.keys(MEANING));
const DASHES = { solid: "none", dashed: "4 3", dotted: ".1 3" };

/**
 * Return whether the box of a note, xmin, ymin, xmax, ymax in map units, is in view.
 *
 * @param {Wire.NoteRow} note
 * @param {Pick<L.LatLngBounds, "getWest" | "getSouth" | "getEast" | "getNorth">} view
 */
export function isInView([west, south, east, north], view) {
  return west <= view.getEast() && east >= view.getWest() && south <= view.getNorth() && north >= view.getSouth();
}

/** @param {Atlas} atlas */
export function plug(atlas) {
  const place = atlas.place("notes");
  let shown = "";
  let isByHand = false;
  const lines = L.DomUtil.create("div", "atlas-lines", place);
  const box = L.DomUtil.create("details", "atlas-notes", place);
  const summary = L.DomUtil.create("summary", "", box);
  const list = L.DomUtil.create("ul", "", box);
  list.setAttribute("role", "list");
  lines.hidden = box.hidden = true;
  summary.addEventListener("click", () => {
    isByHand = true; // from then on the reader decides
  });

  function isOn() {
    return atlas.message.overlays.indexOf("lines") >= 0;
  }

  /**
   * Return the notes in view, and behind them the lines that are drawn there.
   *
   * @param {L.LatLngBounds} view
   */
  function notesInView(view) {
    const { notes, lines } = atlas.details ?? { notes: [], lines: [] };
    return [...notes, ...(isOn() ? lines : [])].filter((note) => isInView(note, view));
  }

  /**
   * Return the styles of the disputed lines that are drawn and in view.
   *
   * @param {L.LatLngBounds} view
   */
  function stylesInView(view) {
    const layers = (isOn() && atlas.frame.overlays.lines) || [];
    return STYLES.filter((style) =>
      layers.some((layer) => layer.lineStyle === style && layer.getBounds().intersects(view)),
    );
  }

  /** @param {LineStyle[]} styles */
  function showLines(styles) {
    lines.textContent = "";
    lines.hidden = !styles.length;
    styles.forEach((style) => {
      const item = L.DomUtil.create("span", "", lines);
      const svg = element("svg", { width: 30, height: 8, "aria-hidden": "true" }, item);
      element(
        "path",
        {
          d: "M1,4H29",
          "stroke-dasharray": DASHES[style],
          "stroke-linecap": style === "dotted" ? "round" : "butt",
        },
        svg,
      );
      L.DomUtil.create("span", "", item).textContent = MEANING[style];
    });
  }

  /**
   * Before the notes are fetched the line they fold into keeps its place, so that the map is not moved by it later.
   *
   * @param {Wire.NoteRow[]} notes
   */
  function showNotes(notes) {
    const isAwaited = !atlas.details;
    box.hidden = !notes.length && !isAwaited;
    box.classList.toggle("is-awaited", isAwaited);
    summary.textContent = `Notes on boundaries and lines in view (${notes.length})`;
    list.replaceChildren(...notes.map((note) => tag("li", note[4])));
    if (!isByHand) box.open = !atlas.frame.answer.isWorld && notes.length <= FEW;
  }

  function look() {
    if (!atlas.frame || !atlas.message || atlas.frame.url !== atlas.message.url) return;
    const view = atlas.map.getBounds();
    const styles = stylesInView(view);
    const notes = notesInView(view);
    const now = `${!atlas.details + styles.join()}|${notes.map((note) => note.slice(0, 4).join()).join(";")}`;
    if (now === shown) return;
    shown = now;
    showLines(styles);
    showNotes(notes);
  }

  atlas.on("drawn", () => {
    shown = "";
    isByHand = false;
  });
  atlas.on("restyled", look);
  atlas.on("detailed", look);
  atlas.map.on("moveend", look);
}
