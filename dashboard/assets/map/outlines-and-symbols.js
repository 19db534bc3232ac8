/* What a message draws over the areas: the chosen and the hovered outline, the shapes and the symbols of the view. */

import { cornersOf, markerPath } from "./class-styles.js";
import { isoDay } from "./days.js";
import { renderer } from "./geometry.js";

/**
 * @import { DrawnFrame } from "./geometry.js"
 * @import { DisplayState } from "./display-state.js"
 * @import { ShapeMove } from "./shape-moves.js"
 */

/* A circle marker with the marker of its class: events, which must not be taken for graduated circles. */
function markerClass() {
  return L.CircleMarker.extend({
    _updatePath: function () {
      this._renderer._setPath(this, markerPath(this.options.corners, this._point.x, this._point.y, this._radius + 1));
    },
  });
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * Return the integers of a text in base64 VLQ, as source maps write them (ECMA-426).
 *
 * @param {string} text
 */
export function numbersOf(text) {
  /** @type {number[]} */
  const numbers = [];
  let [size, bits] = [0, 0];
  for (const character of text) {
    const group = BASE64.indexOf(character);
    size += (group & 31) << bits;
    bits += 5;
    if (group & 32) continue;
    numbers.push(size & 1 ? -(size >>> 1) : size >>> 1);
    [size, bits] = [0, 0];
  }
  return numbers;
}

/**
 * Return the corners of a shape as [y, x] in map units. They come as thousandths: by how much each way from corner to
 * corner differs from the one before it.
 *
 * @param {string} text
 */
export function ringOf(text) {
  const turns = numbersOf(text);
  /** @type {[number, number][]} */
  const ring = [];
  let [x, y, dx, dy] = [0, 0, 0, 0];
  for (let i = 0; i < turns.length; i += 2) {
    dx += turns[i];
    dy += turns[i + 1];
    x += dx;
    y += dy;
    ring.push([y / 1000, x / 1000]);
  }
  return ring;
}

export class OutlinesAndSymbols {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    this.Marker = markerClass();
    this.view = L.layerGroup().addTo(map); // shapes and symbols: drawn anew when they change
    this.drawn = "";
    /** @type {L.Polygon[][]} the paths of each shape, the one to take hold of last */
    this.shapes = [];
    /** @type {Wire.ShapeRow[]} what they are drawn from */
    this.shapeRows = [];
    /** @type {string[]} the day since when each shape can be shown (ISO 8601), or "" */
    this.stated = [];
    /** @type {ShapeMove | null} that of the shape that the reader is moving */
    this.held = null;
    /** @type {DrawnSymbol[]} */
    this.symbols = [];
    /** @type {Partial<Record<OutlineManner, { code: string, frame: DrawnFrame | null, group: L.LayerGroup }>>} */
    this.outlines = {};
    /** @type {{ outline(code: string): Finer | null } | null} what draws areas finer (cell-layer.js) */
    this.finer = null;
  }

  /**
   * @template {L.Path} T
   * @param {L.LayerGroup} group
   * @param {string} pane
   * @param {T} layer
   * @param {string} name
   * @returns {T}
   */
  path(group, pane, layer, name) {
    layer.options.renderer = renderer(this.map, pane);
    layer.addTo(group);
    layer._path.setAttribute("class", name + (layer.options.interactive ? " leaflet-interactive" : ""));
    return layer;
  }

  /**
   * Outline one area in the given manner (chosen, hover); an empty code removes the outline.
   *
   * @param {OutlineManner} manner
   * @param {string} code
   * @param {DrawnFrame | null} frame
   */
  outline(manner, code, frame) {
    const old = this.outlines[manner];
    if (old && old.code === code && old.frame === frame) return;
    if (old) old.group.remove();
    const group = L.layerGroup().addTo(this.map);
    const point = frame?.points[code];
    const area = frame?.areas[code];
    // The outline has its own path: the area itself must stay under the borders of its neighbours.
    const make = () =>
      point?.isShown
        ? L.circleMarker(point.getLatLng(), { radius: 7, fill: false, interactive: false })
        : L.polygon(area?.getLatLngs() ?? [], { fill: false, interactive: false, smoothFactor: 0.7 });
    const finer = area && !point?.isShown && this.finer?.outline(code);
    if (area || point)
      ["-casing", ""].forEach((suffix) => {
        const coarse = this.path(group, "outline", make(), `atlas-${manner}${suffix}`);
        if (!finer) return;
        coarse._path.setAttribute("clip-path", finer.clip);
        const lines = L.polyline(finer.lines, { interactive: false, smoothFactor: 0.7 });
        this.path(group, "outline", lines, `atlas-${manner}${suffix}`);
      });
    this.outlines[manner] = { code: code, frame: frame, group: group };
  }

  /* Draw the outlines again: points come and go with the zoom. */
  refresh() {
    /** @type {OutlineManner[]} */ (Object.keys(this.outlines)).forEach((manner) => {
      const old = this.outlines[manner];
      if (!old) return;
      old.group.remove();
      delete this.outlines[manner];
      this.outline(manner, old.code, old.frame);
    });
  }

  /**
   * Draw the shapes and symbols of a message, unless they are there already or a shape is held.
   *
   * @param {Wire.SentMessage} message
   */
  show(message) {
    const now = JSON.stringify([message.extent, message.shapes, message.symbols]);
    if (this.held) return;
    this.shapeRows = message.shapes;
    if (now === this.drawn) return;
    this.drawn = now;
    this.view.clearLayers();
    this.shapes = message.shapes.map((shape) => this.drawShape(shape, message));
    this.stated = message.shapes.map((shape) => isoDay(shape[4]));
    // Large circles first, so that small ones stay in reach.
    this.symbols = message.symbols
      .slice()
      .sort((a, b) => b[2] - a[2])
      .map((symbol) => {
        return this.drawSymbol(symbol, cornersOf(message.classes[symbol[3]]));
      });
  }

  clear() {
    this.view.clearLayers();
    this.drawn = "";
    this.shapes = [];
    this.held = null;
    this.stated = [];
    this.symbols = [];
    this.outline("hover", "", null);
    this.outline("chosen", "", null);
  }

  /**
   * @param {Wire.ShapeRow} shape
   * @param {Wire.SentMessage} message
   */
  drawShape(shape, message) {
    const ring = ringOf(shape[2]);
    const polygon = () => L.polygon(ring, { interactive: false, smoothFactor: 0.5 });
    const casing = this.path(this.view, "shapes", polygon(), "atlas-shape-casing");
    const shown = this.path(
      this.view,
      "shapes",
      polygon(),
      `atlas-shape atlas-over atlas-k${shape[0]} atlas-${message.classes[shape[0]][7]}`,
    );
    const grip = this.path(this.view, "shapes", polygon(), "atlas-shape-grip"); // the outline, wide enough for a finger
    return [casing, shown, grip];
  }

  /**
   * @param {Wire.SymbolRow | Wire.OwnAreaRow} symbol
   * @param {number[] | undefined} corners
   * @returns {DrawnSymbol}
   */
  drawSymbol(symbol, corners) {
    const Form = corners ? this.Marker : L.CircleMarker;
    const options = /** @type {L.CircleMarkerOptions} */ ({ radius: symbol[2], corners: corners });
    const marker = new Form([symbol[1], symbol[0]], options);
    const rings = symbol[6];
    const path = rings
      ? this.unit(rings, symbol)
      : this.path(this.view, "symbols", marker, `atlas-symbol atlas-k${symbol[3]}`);
    const [, , radius, number, area, id] = symbol;
    return { path, isUnit: !!rings, marker, radius, number, area, id };
  }

  /**
   * Draw an area of the reader under the borders; the pointer finds it by the id of its symbol.
   *
   * @param {string[]} rings
   * @param {Wire.SymbolRow | Wire.OwnAreaRow} symbol
   */
  unit(rings, symbol) {
    const polygon = L.polygon(rings.map(ringOf), { smoothFactor: 0.5 });
    this.path(this.view, "units", polygon, `atlas-unit atlas-k${symbol[3]}`);
    polygon._path.dataset.code = symbol[4];
    polygon._path.dataset.symbol = symbol[5];
    return polygon;
  }

  /**
   * Hide the circles of areas that a filter leaves out, and shapes whose figure had not been stated by the day; events
   * stay, whatever the filter.
   *
   * @param {DisplayState} picture
   */
  restyle(picture) {
    this.symbols.forEach((symbol) => {
      symbol.isHidden = symbol.marker instanceof this.Marker ? false : !!symbol.area && picture.muted(symbol.area);
      symbol.path._path.style.display = symbol.isHidden ? "none" : "";
    });
    this.shapes.forEach((paths, i) => {
      paths.forEach((path) => {
        path._path.style.display = this.isStated(i, picture.day) ? "" : "none";
      });
    });
  }

  /**
   * Return whether the figure of a shape had been stated by a day.
   *
   * @param {number} i
   * @param {string} day
   */
  isStated(i, day) {
    return this.stated[i] <= day;
  }

  /* Return the symbols that can be seen. */
  shown() {
    return this.symbols.filter((symbol) => !symbol.isHidden);
  }
}
