/* The geometry of one extent, drawn as one path per area with borders over them. */

import { darkEdges, element } from "./class-styles.js";
import { spread } from "./point-spreading.js";
import { POINTS } from "./shared-constants.js";
/**
 * @import { DisplayState } from "./display-state.js"
 */

export const PANES = ["ground", "areas", "units", "over", "outline", "shapes", "points", "symbols"]; // from the ground up
const UNDER = ["sea", "graticule", "areas"]; // objects that are always shown; the others lie over them and are switched
const STILL = { interactive: false, smoothFactor: 0.7 };
export const PADDING = 6; // pixels between the whole extent and the edge of the map
const SHEET = 0.15; // what the frames of close-ups hold beyond their bounds, as a share of the width

/**
 * Return the renderer of a pane: each pane is one SVG; live-map.css says which lies over which.
 *
 * @param {L.Map} map
 * @param {string} pane
 * @returns {L.SVG}
 */
export function renderer(map, pane) {
  map.atlasRenderers = map.atlasRenderers || {};
  if (!map.atlasRenderers[pane]) {
    map.createPane(`atlas-${pane}`);
    map.atlasRenderers[pane] = L.svg({ pane: `atlas-${pane}`, padding: 0.3 }).addTo(map);
  }
  return map.atlasRenderers[pane];
}

/**
 * Return how many pixels a unit of the map has at the present zoom.
 *
 * @param {L.Map} map
 */
export function scaleOf(map) {
  return /** @type {L.CRS} */ (map.options.crs).scale(map.getZoom());
}

/**
 * Return groups inside the SVG of a pane, by name, the first one lowest.
 *
 * @template {string} Name
 * @param {L.Map} map
 * @param {string} pane
 * @param {Name[]} names
 * @returns {Record<Name, SVGElement>}
 */
function floors(map, pane, names) {
  const root = renderer(map, pane)._rootGroup;
  const groups = names.map((name) => {
    const floor = /** @type {SVGElement | null} */ (root.querySelector(`[data-floor=${name}]`));
    return [name, floor || element("g", { "data-floor": name }, root)];
  });
  return Object.fromEntries(groups);
}

/**
 * @param {AreaGeometry} geometry
 * @returns {any[]}
 */
export function toLatLngs(geometry) {
  const depth = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 }[geometry.type];
  return L.GeoJSON.coordsToLatLngs(geometry.coordinates, depth, (c) => L.latLng(c[1], c[0]));
}

/**
 * Return whether an arc of a topology lies between two areas.
 *
 * @param {Shape} a
 * @param {Shape} b
 */
function isInner(a, b) {
  return a !== b;
}

/**
 * Return whether it lies along one only.
 *
 * @param {Shape} a
 * @param {Shape} b
 */
function isOuter(a, b) {
  return a === b;
}

/**
 * Return the smaller side of the largest island: what must be visible before the point of a small state can go.
 *
 * @param {AreaGeometry} geometry
 * @returns {number}
 */
function islandSize(geometry) {
  const polygons = /** @type {[number, number][][][]} */ (
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates
  );
  return polygons.reduce((best, rings) => {
    const box = L.bounds(/** @type {L.BoundsLiteral} */ (rings[0])).getSize();
    return Math.max(best, Math.min(box.x, box.y));
  }, 0);
}

/**
 * Return the class attribute of the path of an area or of its point.
 *
 * @param {string} kind
 * @param {string} code
 * @param {DisplayState} picture
 */
export function className(kind, code, picture) {
  const number = picture.number(code);
  const isMuted = picture.muted(code);
  const look = isMuted ? " is-muted" : Number.isNaN(number) ? " is-unknown" : ` atlas-k${number}`;
  return `leaflet-interactive ${kind}${look}${picture.follows[code] && !isMuted ? " is-following" : ""}`;
}

/* One drawn extent. It owns its layers and knows how to restyle them; it knows nothing of messages to come. */

export class DrawnFrame {
  /**
   * @param {L.Map} map
   * @param {FrameAnswer} answer
   */
  constructor(map, answer) {
    this.map = map;
    this.answer = answer;
    this.group = L.layerGroup().addTo(map);
    this.url = ""; // where the answer came from
    /** @type {Record<string, AreaLayer>} polygons by code */
    this.areas = {};
    /** @type {Record<string, PointLayer>} circles of small states by code */
    this.points = {};
    /** @type {Record<string, number>} places in the order of a message by code */
    this.index = {};
    /** @type {Record<string, number>} of the largest island of each area */
    this.size = {};
    /** @type {Record<string, LineLayer[]>} what lies over the areas, by the name of its object */
    this.overlays = {};
    /** @type {Record<string, L.LatLng> | null} of every area, computed at the first use (area-centres.js) */
    this.places = null;
    this.dark = ""; // which areas have dark edges
    // Filled areas, then border lines, then muted areas, which have a thin outline of their own.
    this.floors = floors(map, "areas", ["filled", "lines", "muted"]);
    answer.order.forEach((code, i) => {
      this.index[code] = i;
    });
    this.drawGround();
    this.drawAreas();
    this.drawLines();
    this.drawPoints();
    this.fitPoints();
  }

  /**
   * @template {L.Path} T
   * @param {string} pane
   * @param {T} layer
   * @param {string} name
   * @returns {T}
   */
  path(pane, layer, name) {
    layer.options.renderer = renderer(this.map, pane);
    layer.addTo(this.group);
    layer._path.setAttribute("class", name + (layer.options.interactive ? " leaflet-interactive" : ""));
    return layer;
  }

  /**
   * @param {string} pane
   * @param {AreaGeometry} geometry
   * @param {string} name
   */
  line(pane, geometry, name) {
    return this.path(pane, L.polyline(toLatLngs(geometry), STILL), name);
  }

  /* The sea is where the frame has data: the world, the hemisphere, or the sheet of a close-up. */
  drawGround() {
    const t = this.answer.topology;
    const b = this.answer.bounds;
    const pad = SHEET * (b[2] - b[0]);
    /** @type {[number, number][]} */
    const sheet = [
      [b[1] - pad, b[0] - pad],
      [b[3] + pad, b[2] + pad],
    ];
    if (!t.objects.sea) this.path("ground", L.rectangle(sheet, STILL), "atlas-sea");
    else
      topojson.feature(t, t.objects.sea).features.forEach((sea) => {
        this.path("ground", L.polygon(toLatLngs(sea.geometry), STILL), "atlas-sea");
      });
    if (t.objects.graticule) this.line("ground", topojson.mesh(t, t.objects.graticule), "atlas-graticule");
  }

  drawAreas() {
    const t = this.answer.topology;
    t.objects.areas.geometries.forEach((shape) => {
      if (!shape.type) return; // too small at this level of detail: only its point is drawn
      const geometry = topojson.feature(t, shape).geometry;
      const polygon = L.polygon(toLatLngs(geometry), { stroke: false, smoothFactor: 0.7 });
      this.path("areas", polygon, "atlas-area");
      polygon._path.dataset.code = shape.id;
      this.areas[shape.id] = polygon;
      this.size[shape.id] = islandSize(geometry);
    });
  }

  drawLines() {
    const t = this.answer.topology;
    const areas = t.objects.areas;
    const self = this;
    /**
     * @template {L.Path} T
     * @param {T} layer
     * @returns {T}
     */
    function onFloor(layer) {
      self.floors.lines.appendChild(layer._path);
      return layer;
    }
    onFloor(this.line("areas", topojson.mesh(t, areas, isOuter), "atlas-coast"));
    onFloor(this.line("areas", topojson.mesh(t, areas, isInner), "atlas-border"));
    this.dark = "";
    this.faintCoast = onFloor(this.line("areas", { type: "MultiLineString", coordinates: [] }, "atlas-faint-coast"));
    this.paleBorder = onFloor(this.line("areas", { type: "MultiLineString", coordinates: [] }, "atlas-pale-border"));
    Object.keys(t.objects).forEach((name) => {
      if (UNDER.indexOf(name) < 0) this.overlays[name] = this.drawOverlay(name, t.objects[name].geometries);
    });
  }

  /**
   * Return the layers of what lies over the areas: inner borders of oblasts, the demilitarized zone, or disputed
   * lines on a pale casing that hides the border below.
   *
   * @param {string} name
   * @param {Shape[]} shapes
   * @returns {LineLayer[]}
   */
  drawOverlay(name, shapes) {
    /** @type {LineLayer[]} */
    const layers = [];
    const t = this.answer.topology;
    if (name === "oblasts") return [this.line("over", topojson.mesh(t, t.objects[name], isInner), "atlas-oblasts")];
    shapes
      .filter((shape) => shape.type)
      .forEach((shape) => {
        const geometry = topojson.feature(t, shape).geometry;
        if (/Polygon$/.test(geometry.type)) {
          ["atlas-zone-casing", "atlas-zone"].forEach((manner) => {
            layers.push(this.path("over", L.polygon(toLatLngs(geometry), STILL), manner));
          });
          return;
        }
        const style = shape.properties?.style || "dashed";
        const casing = this.line("over", geometry, "atlas-dispute-casing");
        /** @type {LineLayer} */
        const line = this.line("over", geometry, `atlas-dispute is-${style}`);
        line.lineStyle = style;
        layers.push(casing, line);
      });
    return layers;
  }

  drawPoints() {
    this.answer.points.forEach((point) => {
      const circle = L.circleMarker([point[2], point[1]], { radius: POINTS.radius, stroke: false });
      this.path("points", circle, "atlas-point");
      circle._path.dataset.code = point[0];
      this.points[point[0]] = Object.assign(circle, { home: circle.getLatLng(), isShown: true });
    });
  }

  /* Show the point of a small state only while the state itself is too small to see, and no two on one spot. */
  fitPoints() {
    const map = this.map;
    const pixels = scaleOf(map);
    /** @type {(Spread & { circle: PointLayer })[]} */
    const shown = [];
    Object.keys(this.points)
      .sort()
      .forEach((code) => {
        const circle = this.points[code];
        const isShown = (this.size[code] || 0) * pixels < POINTS.seen;
        circle.isShown = isShown;
        circle._path.style.display = isShown ? "" : "none";
        if (!isShown) return;
        const radius = circle.getRadius();
        const home = map.project(circle.home);
        shown.push({ circle, home, x: home.x, y: home.y, radius, weight: radius > POINTS.lesserRadius ? 4 : 1 });
      });
    spread(shown);
    shown.forEach((point) => {
      point.circle.setLatLng(map.unproject([point.x, point.y]));
    });
  }

  /**
   * Draw the coasts and borders that are dark over the light ones.
   *
   * @param {DarkEdges} dark
   */
  darken({ coast, border }) {
    const key = `${Object.keys(coast)} ${Object.keys(border)}`;
    const t = this.answer.topology;
    const areas = t.objects.areas;
    if (key === this.dark) return;
    this.dark = key;
    const coasts = topojson.mesh(t, areas, (a, b) => isOuter(a, b) && coast[a.id]);
    const borders = topojson.mesh(t, areas, (a, b) => isInner(a, b) && border[a.id] && border[b.id]);
    this.faintCoast?.setLatLngs(toLatLngs(coasts));
    this.paleBorder?.setLatLngs(toLatLngs(borders));
  }

  /**
   * Return the name of an area, or its code when there is none.
   *
   * @param {string} code
   */
  name(code) {
    return this.answer.names[this.index[code]] || code;
  }

  /**
   * Give every area and point the class that a picture has for it.
   *
   * @param {DisplayState} picture
   * @param {Wire.SentMessage} message
   */
  restyle(picture, message) {
    let isResized = false;
    /**
     * Most areas keep their class while time plays, and to write the same again costs as much as to change it.
     *
     * @param {AreaLayer | PointLayer} layer
     * @param {string} name
     */
    function dress(layer, name) {
      if (layer.dressed === name) return;
      layer.dressed = name;
      layer._path.setAttribute("class", name);
    }
    Object.keys(this.areas).forEach((code) => {
      const path = this.areas[code]._path;
      const floor = this.floors[picture.muted(code) ? "muted" : "filled"];
      dress(this.areas[code], className("atlas-area", code, picture));
      if (path.parentNode !== floor) floor.appendChild(path);
    });
    this.darken(darkEdges(Object.keys(this.areas), picture, message));
    Object.keys(this.points).forEach((code) => {
      dress(this.points[code], className("atlas-point", code, picture));
      // Territories stand back behind states.
      const radius = picture.follows[code] || picture.muted(code) ? POINTS.lesserRadius : POINTS.radius;
      if (this.points[code].getRadius() === radius) return;
      this.points[code].setRadius(radius);
      isResized = true;
    });
    if (isResized) this.fitPoints();
    Object.keys(this.overlays).forEach((key) => {
      const isOn = message.overlays.indexOf(key) >= 0;
      this.overlays[key].forEach((layer) => {
        layer._path.style.display = isOn ? "" : "none";
      });
    });
  }

  remove() {
    this.group.remove();
  }
}
