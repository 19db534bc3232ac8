/* Levels of detail: what is in view of a close-up, drawn finer over the coarse shapes, which are cut out under it. */
import { Cells, cellMesh, mergeCells } from "./cells.js";
import { darkEdges, element } from "./class-styles.js";
import { className, renderer, toLatLngs } from "./geometry.js";

/**
 * @import { Atlas } from "./atlas.js"
 * @import { DrawnFrame } from "./geometry.js"
 * @import { DisplayState } from "./display-state.js"
 */

const WAIT = 120; // milliseconds without a move before cells are fetched
const STILL = { interactive: false, smoothFactor: 0.7 };
const CUT = "atlas-cut"; // id of the clip path
const FAR = 1e6; // pixels: beyond every map

export class Detail {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    this.group = L.layerGroup();
    /** @type {Record<string, L.Polygon>} by code */
    this.areas = {};
    this.shown = ""; // the key of the cells that are drawn
    this.dark = ""; // which areas have dark edges
    /** @type {L.Polyline[]} those edges */
    this.extra = [];
    /** @type {Record<"lines" | "oblasts", L.Polyline[]>} what lies over the areas */
    this.over = { lines: [], oblasts: [] };
    /** @type {L.LatLngBounds | null} of the cells */
    this.bounds = null;
    /** @type {MergedTopology | null} */
    this.topology = null;
    /** @type {DrawnFrame | null} what lies under the cells */
    this.frame = null;
    const root = renderer(map, "detail")._rootGroup;
    this.floors = ["filled", "lines", "muted", "over"].map((name) => element("g", { "data-floor": name }, root));
    const clip = element("clipPath", { id: CUT, clipPathUnits: "userSpaceOnUse" }, root);
    this.hole = element("path", { "clip-rule": "evenodd" }, clip);
    map.on("zoomend viewreset", this.cut, this);
  }

  /**
   * @template {L.Path} T
   * @param {number} floor
   * @param {T} layer
   * @param {string} name
   * @returns {T}
   */
  path(floor, layer, name) {
    layer.options.renderer = renderer(this.map, "detail");
    layer.addTo(this.group);
    layer._path.setAttribute("class", name);
    this.floors[floor].appendChild(layer._path);
    return layer;
  }

  /**
   * @param {number} floor
   * @param {AreaGeometry} geometry
   * @param {string} name
   */
  line(floor, geometry, name) {
    return this.path(floor, L.polyline(toLatLngs(geometry), STILL), name);
  }

  /**
   * @param {Shape[]} shapes
   * @param {(a: Shape, b: Shape) => boolean} test
   * @param {string} name
   */
  lines(shapes, test, name) {
    const t = /** @type {MergedTopology} */ (this.topology);
    return this.line(1, cellMesh(t, shapes, test), name);
  }

  /**
   * Draw cells in place of what was drawn before; `frame` is what lies under them.
   *
   * @param {CellsNeeded} need
   * @param {Topology[]} cells
   * @param {DrawnFrame} frame
   */
  draw(need, cells, frame) {
    const t = mergeCells(cells);
    this.erase();
    this.topology = t;
    this.shown = need.key;
    this.bounds = need.bounds;
    this.frame = frame;
    this.group.addTo(this.map);
    t.objects.areas.forEach((shape) => {
      const geometry = topojson.feature(t, shape).geometry;
      const polygon = L.polygon(toLatLngs(geometry), { stroke: false, smoothFactor: 0.7 });
      this.areas[shape.id] = this.path(0, polygon, "atlas-area");
      polygon._path.dataset.code = shape.id;
    });
    this.lines(t.objects.areas, (a, b) => a === b, "atlas-coast");
    this.lines(t.objects.areas, (a, b) => a !== b, "atlas-border");
    this.dark = "";
    this.drawOver(t);
    this.cut();
  }

  /** @param {MergedTopology} t */
  drawOver(t) {
    this.over = { lines: [], oblasts: [] };
    if (t.objects.oblasts.length) {
      const borders = cellMesh(t, t.objects.oblasts, (a, b) => a.id !== b.id);
      this.over.oblasts.push(this.line(3, borders, "atlas-oblasts"));
    }
    t.objects.lines.forEach((shape) => {
      const geometry = topojson.feature(t, shape).geometry;
      const style = shape.properties?.style || "dashed";
      this.over.lines.push(this.line(3, geometry, "atlas-dispute-casing"));
      this.over.lines.push(this.line(3, geometry, `atlas-dispute is-${style}`));
    });
  }

  /* Cut what is drawn finer out of the coarse shapes, or give them back. */
  cut() {
    const clip = this.shown ? `url(#${CUT})` : null;
    const frame = this.frame;
    if (this.shown && this.bounds) {
      const a = this.map.latLngToLayerPoint(this.bounds.getSouthWest());
      const b = this.map.latLngToLayerPoint(this.bounds.getNorthEast());
      this.hole.setAttribute("d", `M${-FAR},${-FAR}H${FAR}V${FAR}H${-FAR}zM${a.x},${a.y}H${b.x}V${b.y}H${a.x}z`);
    }
    /** @param {Element} path */
    function set(path) {
      if (clip) path.setAttribute("clip-path", clip);
      else path.removeAttribute("clip-path");
    }
    Object.values(frame?.floors ?? {}).forEach(set);
    ["lines", "oblasts"].forEach((name) => {
      (frame?.overlays[name] || []).forEach((layer) => {
        if (layer._path) set(layer._path);
      });
    });
  }

  erase() {
    if (!this.shown) return;
    this.shown = "";
    this.cut();
    this.group.clearLayers();
    this.group.remove();
    this.areas = {};
    this.topology = null;
    this.frame = null;
  }

  /**
   * @param {DisplayState} picture
   * @param {Wire.SentMessage} message
   */
  restyle(picture, message) {
    if (!this.shown) return;
    Object.keys(this.areas).forEach((code) => {
      const path = this.areas[code]._path;
      const floor = this.floors[picture.muted(code) ? 2 : 0];
      path.setAttribute("class", className("atlas-area", code, picture));
      if (path.parentNode !== floor) floor.appendChild(path);
    });
    this.darken(darkEdges(Object.keys(this.areas), picture, message));
    Object.entries(this.over).forEach(([name, layers]) => {
      const isOn = message.overlays.indexOf(name) >= 0;
      layers.forEach((layer) => {
        layer._path.style.display = isOn ? "" : "none";
      });
    });
  }

  /** @param {DarkEdges} dark */
  darken({ coast, border }) {
    const key = `${Object.keys(coast)} ${Object.keys(border)}`;
    const areas = this.topology?.objects.areas ?? [];
    if (key === this.dark) return;
    this.dark = key;
    this.extra.forEach((layer) => {
      layer.remove();
    });
    this.extra = [
      this.lines(areas, (a, b) => a === b && coast[a.id], "atlas-faint-coast"),
      this.lines(areas, (a, b) => a !== b && border[a.id] && border[b.id], "atlas-pale-border"),
    ];
  }

  /**
   * Return how an area is outlined here: its own finer lines, and the clip path for the coarse outline around them.
   *
   * @param {string} code
   * @returns {Finer | null}
   */
  outline(code) {
    if (!this.topology) return null;
    const mesh = cellMesh(this.topology, this.topology.objects.areas, (a, b) => a.id === code || b.id === code);
    return { lines: toLatLngs(mesh), clip: `url(#${CUT})` };
  }
}

/** @param {Atlas} atlas */
export function plug(atlas) {
  const detail = new Detail(atlas.map);
  /** @type {Cells | null} */
  let cells = null;
  let waiting = 0;
  atlas.outlinesAndSymbols.finer = detail;

  function stop() {
    detail.erase();
    atlas.details = null;
    cells = null;
  }

  function start() {
    cells = new Cells(atlas.frame.url.replace(/\.json.*$/, ""));
    ask();
  }

  /* Fetch the details when the browser is idle: the map is drawn without them. */
  function ask() {
    const mine = cells;
    const whenIdle = window.requestIdleCallback || setTimeout;
    whenIdle(
      () => {
        mine
          ?.load("details")
          .then((/** @type {Wire.FrameDetails} */ details) => {
            if (mine !== cells) return; // another extent came meanwhile
            atlas.details = details;
            atlas.deepen();
            atlas.emit("detailed", details);
            look();
          })
          .catch(() => {
            /* the next move asks again */
          });
      },
      /** @type {any} */ ({ timeout: 1000 }),
    );
  }

  function later() {
    clearTimeout(waiting);
    waiting = window.setTimeout(look, WAIT);
  }

  function look() {
    if (!cells || !atlas.frame) return;
    if (!atlas.details) return ask();
    // Of two maps side by side both are drawn alike: coarse.
    const isPlain = atlas.frame.answer.isStreetMap || atlas.message.beside;
    const mine = cells;
    const need = isPlain ? null : cells.needed(atlas.details.tiers, atlas.map);
    if (!need) return away();
    if (need.key === detail.shown) return;
    Promise.all(need.names.map((name) => mine.load(name)))
      .then((/** @type {Topology[]} */ topologies) => {
        const now = mine === cells && atlas.details && mine.needed(atlas.details.tiers, atlas.map);
        if (!now || now.key !== need.key) return; // the reader has moved on
        detail.draw(need, topologies, atlas.frame);
        detail.restyle(atlas.picture, atlas.message);
        atlas.outlinesAndSymbols.refresh();
      })
      .catch(() => {
        /* the coarse shapes stay; the next move tries again */
      });
  }

  function away() {
    if (!detail.shown) return;
    detail.erase();
    atlas.outlinesAndSymbols.refresh();
  }

  atlas.on("drawing", stop);
  atlas.on("drawn", start);
  atlas.on("restyled", (picture) => {
    detail.restyle(picture, atlas.message);
    later(); // a second map may have come or gone
  });
  atlas.map.on("moveend", later);
}
