/* Names on the map: of the areas that are large enough for theirs at the present zoom, and of small states beside their
   points. Never more than fit: a name that would touch another, a point or a symbol is left out. */

import { element } from "./class-styles.js";
import { renderer, scaleOf } from "./geometry.js";
import { AIR, around, LINE, touches, waysToWrite } from "./label-lines.js";
import { roomInView } from "./label-room.js";

/** @import { Atlas } from "./atlas.js" */

// The larger one where there is more than twice the room.
const FACES = [
  { size: 14, room: 2.1 },
  { size: 12, room: 1 },
];
const SMALL = 11; // pixels: names beside points
const LOOSE = 1.15; // a name may reach a little beyond the ellipse that its area has room for
const AT_HOME = 1.9; // a map of the whole world keeps its colours free: there a name needs this much more room
const FEWEST = 4; // and one name alone would look like a verdict
// Scales, in pixels for 100 km: from which small states are named, territories too, and also on the land of others.
const BESIDE = 11;
const TERRITORIES = 22;
const ON_LAND = 45;
const CLOSER = 0.5; // zoom levels from home from which areas of which only a part is in view are named there
const GAP = 3; // pixels between a point and its name

const canvas = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

/* A name, and the widths of its parts as they have been measured. */
class Name {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    /** @type {Record<string, number>} */
    this.widths = {};
  }

  /**
   * @param {string} text
   * @param {number} size
   */
  width(text, size) {
    const key = size + text;
    if (!(key in this.widths)) {
      canvas.font = `600 ${size}px 'Noto Sans', sans-serif`;
      this.widths[key] = canvas.measureText(text).width;
    }
    return this.widths[key];
  }

  /** @param {number} size */
  ways(size) {
    return waysToWrite(this.text, size, (text) => this.width(text, size));
  }
}

class Labels {
  /** @param {Atlas} atlas */
  constructor(atlas) {
    this.atlas = atlas;
    /** @type {Record<string, Name>} */
    this.names = {};
    this.done = "";
    this.root = renderer(atlas.map, "labels")._rootGroup;
    this.root.parentNode.setAttribute("aria-hidden", "true");
  }

  /** @param {string} code */
  name(code) {
    if (!this.names[code]) this.names[code] = new Name(this.atlas.frame.name(code));
    return this.names[code];
  }

  /* Return what a name must not touch: points, symbols and buttons, as boxes in pixels of the layer. */
  obstacles() {
    const map = this.atlas.map;
    const points = this.atlas.frame.points;
    /** @type {Box[]} */
    const out = [];
    /**
     * @param {L.CircleMarker} marker
     * @param {number} radius
     */
    function add(marker, radius) {
      const at = map.latLngToLayerPoint(marker.getLatLng());
      out.push([at.x - radius, at.y - radius, at.x + radius, at.y + radius]);
    }
    Object.keys(points).forEach((code) => {
      if (points[code].isShown) add(points[code], points[code].getRadius() + 1);
    });
    this.atlas.outlinesAndSymbols.shown().forEach((symbol) => {
      if (!symbol.isUnit) add(symbol.marker, symbol.radius + 1);
    });
    const box = this.atlas.box.getBoundingClientRect();
    const corner = map.containerPointToLayerPoint([0, 0]);
    this.atlas.box.querySelectorAll(".leaflet-control").forEach((control) => {
      const r = control.getBoundingClientRect();
      const x = corner.x - box.left;
      const y = corner.y - box.top;
      if (r.width) out.push([r.left + x, r.top + y, r.right + x, r.bottom + y]);
    });
    return out;
  }

  /**
   * Return whether some of a box lies on an area.
   *
   * @param {Box} box
   */
  isOnLand(box) {
    const areas = this.atlas.frame.areas;
    const middle = (box[1] + box[3]) / 2;
    /** @type {L.Point[]} */
    const samples = [];
    for (let i = 0; i <= 4; i += 1) samples.push(L.point(box[0] + ((box[2] - box[0]) * i) / 4, middle));
    return Object.values(areas).some((area) =>
      samples.some((at) => area._pxBounds?.contains(at) && area._containsPoint(at)),
    );
  }

  /**
   * Choose the names and their places, the roomiest first.
   *
   * @param {Wire.FrameDetails} details
   */
  choose(details) {
    const atlas = this.atlas;
    const map = atlas.map;
    const frame = atlas.frame;
    const picture = atlas.picture;
    /** @type {{ code: string, x: number, y: number, way: Way, manner: string }[]} */
    const chosen = [];
    const scale = scaleOf(map);
    const closer = map.getZoom() - atlas.homeZoom;
    const size = map.getSize();
    const corner = map.containerPointToLayerPoint([0, 0]);
    const taken = this.obstacles();
    /** @type {Box} */
    const view = [corner.x + 2, corner.y + 2, corner.x + size.x - 2, corner.y + size.y - 2];
    const strict = frame.answer.isWorld ? Math.max(1, AT_HOME - (AT_HOME - 1) * closer) : 1;
    /** @param {Box} box */
    function isFree(box) {
      return (
        box[0] >= view[0] &&
        box[1] >= view[1] &&
        box[2] <= view[2] &&
        box[3] <= view[3] &&
        !taken.some((other) => touches(box, other))
      );
    }
    /**
     * @param {string} code
     * @param {number} x
     * @param {number} y
     * @param {Way} way
     * @param {string} manner
     */
    function put(code, x, y, way, manner) {
      const box = around(x, y, way);
      if (!isFree(box)) return false;
      taken.push(box);
      chosen.push({ code: code, x: x, y: y, way: way, manner: manner });
      return true;
    }
    /** @type {{ code: string, place: Wire.LabelPlace }[]} */
    const roomy = [];
    frame.answer.order.forEach((code, i) => {
      const place = details.labels[i];
      if (place && !picture.muted(code) && !frame.points[code]?.isShown) roomy.push({ code, place });
    });
    /** @type {string[]} areas whose place is out of view */
    const out = [];
    roomy.sort((a, b) => b.place[2] - a.place[2]);
    roomy.forEach(({ code, place }) => {
      const wide = place[2] * scale;
      const high = wide / details.aspect;
      if (wide < 20) return;
      const at = map.latLngToLayerPoint([place[1], place[0]]);
      if (at.x < view[0] || at.x > view[2] || at.y < view[1] || at.y > view[3]) {
        out.push(code);
        return;
      }
      FACES.some((face) =>
        this.name(code)
          .ways(face.size)
          .some((way) => {
            // Above or below a symbol that stands in the middle, as far as the room goes.
            return [0, way.height / 2 + 8, -way.height / 2 - 8].some((aside) => {
              const w = way.width / wide;
              const h = (way.letters + 2 * Math.abs(aside)) / high;
              return (
                (w * w + h * h) * (strict * face.room) ** 2 <= LOOSE &&
                put(code, at.x, at.y + aside, way, face === FACES[0] ? "is-large" : "")
              );
            });
          }),
      );
    });
    out.forEach((code) => {
      const free = closer > CLOSER && roomInView(frame.areas[code], view, details.aspect);
      if (free)
        this.name(code)
          .ways(FACES[1].size)
          .some(
            (way) => way.width / 2 <= free.across && way.letters / 2 <= free.up && put(code, free.x, free.y, way, ""),
          );
    });
    if (strict > 1 && chosen.length < FEWEST) return [];
    if (scale >= BESIDE) this.besidePoints(put, scale);
    return chosen;
  }

  /**
   * Name small states beside their points: right, left, below, above.
   *
   * @param {(code: string, x: number, y: number, way: Way, manner: string) => boolean} put
   * @param {number} scale
   */
  besidePoints(put, scale) {
    const atlas = this.atlas;
    const points = atlas.frame.points;
    const map = atlas.map;
    const follows = atlas.frame.answer.follows || {};
    Object.keys(points)
      .filter((code) => points[code].isShown && !atlas.picture.muted(code) && (!follows[code] || scale >= TERRITORIES))
      .sort((a, b) => Number(!!follows[a]) - Number(!!follows[b]) || (a < b ? -1 : 1))
      .forEach((code) => {
        const at = map.latLngToLayerPoint(points[code].getLatLng());
        const way = this.name(code).ways(SMALL)[0];
        const x = points[code].getRadius() + GAP + AIR + way.width / 2;
        const y = points[code].getRadius() + 1 + way.height / 2;
        [
          [x, 0],
          [-x, 0],
          [0, y],
          [0, -y],
        ].some((aside) => {
          const isClear = scale >= ON_LAND || !this.isOnLand(around(at.x + aside[0], at.y + aside[1], way));
          return isClear && put(code, at.x + aside[0], at.y + aside[1], way, "is-small");
        });
      });
  }

  place() {
    const root = this.root;
    const atlas = this.atlas;
    const isNamed = atlas.frame && atlas.picture && !atlas.frame.answer.isStreetMap;
    const chosen = isNamed && atlas.details ? this.choose(atlas.details) : [];
    root.textContent = "";
    chosen.forEach((label) => {
      const text = element("text", { class: `atlas-name ${label.manner}`, "data-name": label.code }, root);
      label.way.lines.forEach((line, i) => {
        const y = label.y - label.way.height / 2 + (i + 0.82) * label.way.size * LINE;
        const run = element("tspan", { x: label.x.toFixed(1), y: y.toFixed(1) }, text);
        run.textContent = line;
      });
    });
  }

  /* Place the names anew only when something that matters to them has changed; playing through time does not. */
  refresh() {
    const atlas = this.atlas;
    const picture = atlas.picture;
    const message = atlas.message;
    const now = [
      atlas.frame.url,
      message.out,
      picture.keep.join(),
      picture.keep.length ? picture.fill : "",
      atlas.outlinesAndSymbols.drawn,
    ].join("|");
    if (now === this.done) return;
    this.done = now;
    this.place();
  }
}

/** @param {Atlas} atlas */
export function plug(atlas) {
  const labels = new Labels(atlas);
  atlas.on("drawn", () => {
    labels.names = {};
    labels.done = "";
    labels.root.textContent = "";
  });
  atlas.on("detailed", () => {
    labels.place();
  });
  atlas.on("restyled", () => {
    labels.refresh();
  });
  // The points move to their places at zoomend, which comes before moveend.
  atlas.map.on("moveend", () => {
    labels.place();
  });
  // Widths measured before the letters came are those of another font.
  if (document.fonts?.ready)
    document.fonts.ready.then(() => {
      labels.names = {};
      if (atlas.frame) labels.place();
    });
}
