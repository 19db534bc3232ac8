/* How classes look: the palette of a message becomes style rules and SVG patterns, for both themes at once.
   A class is a class name on a path (atlas-k0, atlas-k1 …), so a change of status or of theme moves no geometry. */
import { EDGES, HATCHES, TILE } from "./shared-constants.js";

/** @import { DisplayState } from "./display-state.js" */

const SVG = "http://www.w3.org/2000/svg";
const THEMES = ["light", "dark"];
let written = ""; // the palette that the page holds now, to write it only when it changes

/**
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number>} attributes
 * @param {Element | null} [parent]
 * @returns {SVGElementTagNameMap[Name]}
 */
export function element(name, attributes, parent) {
  const node = document.createElementNS(SVG, name);
  Object.keys(attributes).forEach((key) => {
    node.setAttribute(key, String(attributes[key]));
  });
  if (parent) parent.appendChild(node);
  return node;
}

function isDark() {
  return document.documentElement.dataset.theme === "dark";
}

/**
 * @template {Element} T
 * @param {string} id
 * @param {() => T} make
 * @returns {Element}
 */
function holder(id, make) {
  return document.getElementById(id) || document.body.appendChild(make());
}

function patternSheet() {
  const svg = element("svg", { id: "atlas-patterns", width: 0, height: 0, "aria-hidden": "true" });
  svg.style.position = "absolute"; // display: none would switch the patterns off in some browsers
  return svg;
}

function ruleSheet() {
  const style = document.createElement("style");
  style.id = "atlas-rules";
  return style;
}

/**
 * Return the style rules of a class in both themes.
 *
 * @param {ClassLook} look
 * @param {number} number
 */
export function rules(look, number) {
  const hatched = HATCHES[look[3]];
  const tile = `.atlas-tile${number}`;
  return THEMES.map((theme, t) => {
    const at = `[data-theme=${theme}] `;
    const fill = fillOf(look, t === 1);
    const ink = inkOf(look, t === 1);
    const name = `.atlas-k${number}`;
    return (
      `${at}${name}{--fill:${fill};fill:${hatched ? `url(#atlas-p${number})` : fill}}` +
      `${at}.atlas-over${name}{fill:${hatched ? `url(#atlas-o${number})` : fill}}` +
      (hatched ? `${at + tile} rect{fill:${fill}}${at}${tile} path{stroke:${ink}}` : "") +
      // A white hatch would eat the rim of a small circle.
      (hatched ? `${at}.atlas-point${name}{stroke:${fill};stroke-width:1.4px;paint-order:normal}` : "") +
      (isEdgeDark(look, "dot", t === 1) ? `${at}.atlas-point${name}{stroke:var(--faint-edge);stroke-width:.8px}` : "")
    );
  }).join("\n");
}

/**
 * Return the colour of a class in one of the two themes.
 *
 * @param {ClassLook} look
 * @param {boolean} isDark
 */
export function fillOf(look, isDark) {
  return isDark ? look[2] : look[1];
}

/**
 * Return the colour of the lines of its hatch.
 *
 * @param {ClassLook} look
 * @param {boolean} isDark
 */
export function inkOf(look, isDark) {
  return isDark ? look[5] : look[4];
}

/**
 * Return whether an edge of a class is dark in one of the two themes: its coasts, its borders beside another such area,
 * or the rim of the points of its small states.
 *
 * @param {ClassLook} look
 * @param {keyof typeof EDGES} edge
 * @param {boolean} isDark
 */
export function isEdgeDark(look, edge, isDark) {
  return (look[6] & (EDGES[edge] << (isDark ? 1 : 0))) > 0;
}

/**
 * Return the corners of the marker of a class, or undefined for one that has none.
 *
 * @param {ClassLook} look
 * @returns {number[] | undefined}
 */
export function cornersOf(look) {
  return look.length === 9 ? look[8] : undefined;
}

/**
 * Draw the tile of a class: opaque for areas, and for shapes over the areas a wide one that lets them through.
 *
 * @param {Element} sheet
 * @param {string} id
 * @param {ClassLook} look
 * @param {number} number
 * @param {number} size
 * @param {number} opacity
 */
function drawPattern(sheet, id, look, number, size, opacity) {
  const hatch = HATCHES[look[3]];
  if (!hatch) return;
  const side = hatch.side * size;
  const box = `0 0 ${TILE} ${TILE}`;
  const pattern = element(
    "pattern",
    {
      id: id,
      class: `atlas-tile${number}`,
      width: side,
      height: side,
      viewBox: box,
      patternUnits: "userSpaceOnUse",
    },
    sheet,
  );
  element("rect", { width: TILE, height: TILE, "fill-opacity": opacity }, pattern);
  element(
    "path",
    { d: hatch.d, fill: "none", "stroke-width": hatch.width / size, "stroke-linecap": hatch.cap },
    pattern,
  );
}

/**
 * Make the page know the classes of a message.
 *
 * @param {ClassLook[]} classes
 */
export function applyClasses(classes) {
  const now = JSON.stringify(classes);
  if (now === written) return;
  written = now;
  holder("atlas-rules", ruleSheet).textContent = classes.map(rules).join("\n");
  const sheet = holder("atlas-patterns", patternSheet);
  sheet.textContent = "";
  classes.forEach((look, number) => {
    drawPattern(sheet, `atlas-p${number}`, look, number, 1, 1);
    drawPattern(sheet, `atlas-o${number}`, look, number, 1.5, 0.22);
  });
}

/**
 * Return, by code, which of some areas have dark coasts in the present theme, and which have dark borders beside another
 * such area.
 *
 * @param {string[]} codes
 * @param {DisplayState} picture
 * @param {Pick<Wire.MapMessage, "classes">} message
 * @returns {DarkEdges}
 */
export function darkEdges(codes, picture, message) {
  /** @type {DarkEdges} */
  const dark = { coast: {}, border: {} };
  codes.forEach((code) => {
    const look = message.classes[picture.number(code)];
    if (!look || picture.muted(code)) return;
    if (isEdgeDark(look, "coast", isDark())) dark.coast[code] = true;
    if (isEdgeDark(look, "border", isDark())) dark.border[code] = true;
  });
  return dark;
}

/**
 * Return the path of a marker, whose corners are given in hundredths of its radius, around a point.
 *
 * @param {number[]} corners
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
export function markerPath(corners, x, y, radius) {
  let path = "M";
  for (let i = 0; i < corners.length; i += 2)
    path += `${[x + (corners[i] * radius) / 100, y + (corners[i + 1] * radius) / 100]} `;
  return `${path}Z`;
}

/**
 * Return a small picture of a look, given as class names: a field, a circle, or the marker with the given corners.
 *
 * @param {string} name
 * @param {"" | "circle" | number[]} [form]
 */
export function swatch(name, form) {
  const svg = element("svg", { class: "atlas-swatch", width: 18, height: 12, "aria-hidden": "true" });
  if (form === "circle") element("circle", { class: name, cx: 9, cy: 6, r: 5.5 }, svg);
  else if (form) element("path", { class: name, d: markerPath(form, 9, 6, 6) }, svg);
  else element("rect", { class: name, x: 0.5, y: 0.5, width: 17, height: 11, rx: 2 }, svg);
  return svg;
}
