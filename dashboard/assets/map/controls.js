/* The small things in the corners: zoom buttons, back to the whole extent, the scale of close-ups, the credit. */
import { tag } from "../tag.js";
import { element, swatch } from "./class-styles.js";
import { scaleOf } from "./geometry.js";
import { ShapeMove } from "./shape-moves.js";
import { stretch } from "./street-map.js";

/** @import { Atlas } from "./atlas.js" */

const WIDEST = 110; // pixels of the scale bar at most
const UNIT_KM = 100; // one unit of the map
export const CREDIT = "Made with Natural Earth · Leaflet";
const HONEST = 85; // units

/**
 * @param {HTMLElement} box
 * @param {string} label
 * @param {string} path
 * @param {() => void} act
 */
function button(box, label, path, act) {
  const button = L.DomUtil.create("button", "", box);
  button.type = "button";
  button.title = label;
  button.setAttribute("aria-label", label);
  const svg = element("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, button);
  element("path", { d: path, class: "atlas-icon" }, svg);
  button.addEventListener("click", act);
}

/**
 * @param {L.Map} map
 * @param {L.ControlPosition} position
 * @param {string} name
 * @returns {HTMLElement}
 */
function corner(map, position, name) {
  const Control = L.Control.extend({
    onAdd: () => {
      const box = L.DomUtil.create("div", name);
      L.DomEvent.disableClickPropagation(box);
      return box;
    },
  });
  return /** @type {HTMLElement} */ (new Control({ position: position }).addTo(map).getContainer());
}

/**
 * Return the longest of 1, 2, 5, 10, 20 … km that fits into the given number of km.
 *
 * @param {number} km
 * @returns {number}
 */
export function roundKm(km) {
  const power = 10 ** Math.floor(Math.log10(km));
  return power * ([5, 2].find((n) => n * power <= km) ?? 1);
}

/** @param {Atlas} atlas */
export function addControls(atlas) {
  const map = atlas.map;
  const zoom = corner(map, "topleft", "atlas-zoom");
  button(zoom, "Zoom in", "M8 3v10M3 8h10", () => {
    map.zoomIn();
  });
  button(zoom, "Zoom out", "M3 8h10", () => {
    map.zoomOut();
  });
  button(zoom, "Show the whole extent", "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3", () => {
    atlas.home();
  });
  L.DomUtil.create("span", "atlas-credit-own", corner(map, "bottomright", "atlas-credit")).textContent = CREDIT;
  atlas.scale = corner(map, "bottomleft", "atlas-scale");
  atlas.scale.setAttribute("aria-hidden", "true");
  atlas.key = corner(map, "bottomleft", "atlas-key"); // Leaflet puts it above the scale
  map.on("zoom zoomend moveend", () => {
    measureScale(atlas);
  });
}

/**
 * Say in a corner what the shapes are; a label beside a shape would cover land. While one is held, its line stays.
 *
 * @param {Atlas} atlas
 */
export function explainShapes(atlas) {
  if (atlas.outlinesAndSymbols.held) return;
  const key = atlas.key;
  const zone = atlas.frame.answer.topology.objects.dmz;
  const focused = [...key.children].indexOf(/** @type {Element} */ (document.activeElement));
  key.textContent = "";
  atlas.outlinesAndSymbols.shapeRows.forEach((shape, i) => {
    const line = L.DomUtil.create("div", "", key);
    line.hidden = !atlas.outlinesAndSymbols.isStated(i, atlas.picture.day);
    line.append(swatch(`atlas-over atlas-k${shape[0]}`), tag("span", shape[1]));
    const paths = atlas.outlinesAndSymbols.shapes[i];
    line.title = shape[3]; // the panel says it too
    const move = new ShapeMove(atlas, atlas.message.classes[shape[0]][7], paths);
    move.listen(line, [shape[1], shape[3]].filter(Boolean).join(". "));
    paths[2]._path.onpointerdown = move.drag.bind(move); // in place of that of the last message
    if (i === focused) line.focus();
  });
  if (zone && atlas.message.overlays.indexOf("dmz") >= 0) {
    const line = L.DomUtil.create("div", "", key);
    const label = `Demilitarized zone, ${zone.geometries[0].properties?.label}`;
    line.append(swatch("atlas-zone"), tag("span", label));
  }
  key.hidden = ![.../** @type {HTMLCollectionOf<HTMLElement>} */ (key.children)].some((line) => !line.hidden);
}

/**
 * Show the scale where one bar is honest: up to HONEST units across, distances at the edge are within 6 % of those
 * in the middle; on a continent or the world they are not.
 *
 * @param {Atlas} atlas
 */
export function showScale(atlas) {
  const bounds = atlas.frame.answer.bounds;
  atlas.scale.hidden = atlas.frame.answer.isWorld || bounds[2] - bounds[0] > HONEST;
  measureScale(atlas);
}

/** @param {Atlas} atlas */
export function measureScale(atlas) {
  if (atlas.scale.hidden) return;
  const pixelsPerKm = (scaleOf(atlas.map) * stretch(atlas.map)) / UNIT_KM;
  const km = roundKm(WIDEST / pixelsPerKm);
  atlas.scale.textContent = `${km.toLocaleString("en")} km`;
  L.DomUtil.create("i", "", atlas.scale).style.width = `${Math.round(km * pixelsPerKm)}px`;
}
