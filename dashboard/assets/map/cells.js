/* Finer shapes for the part of an extent that is in view: which cells that takes, fetching them, and making them one. */
import { scaleOf } from "./geometry.js";

const KEPT = 48; // cells kept in memory, some 100 kB each: three times what fills a large screen
const MOST = 16; // cells that one view may need; more would be a wall of screens, which does with the coarse shapes
const MARGIN = 0.08; // of the view on each side, so that a small move shows nothing unfinished
const NAMES = /** @type {const} */ (["areas", "lines", "oblasts", "edge"]); // of the objects of a cell
const EDGE = "edge"; // the object of a cell that holds the arcs of its cut

export class Cells {
  /** @param {string} base */
  constructor(base) {
    this.base = base; // address of the frame without its ending
    this.kept = new Map();
  }

  /**
   * Return a promise of the JSON under a name; a failed one is forgotten, so that the next move tries again.
   *
   * @param {string} name
   * @returns {Promise<any>}
   */
  load(name) {
    const kept = this.kept;
    if (!kept.has(name)) {
      const promise = fetch(`${this.base}/${name}.json`, { credentials: "same-origin" }).then((answer) => {
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        return answer.json();
      });
      promise.catch(() => {
        kept.delete(name);
      });
      kept.set(name, promise);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    }
    return kept.get(name);
  }

  /**
   * Return what a view takes: {key, names, bounds}, or null where the coarse shapes will do.
   *
   * @param {Wire.TierRow[]} tiers
   * @param {L.Map} map
   */
  needed(tiers, map) {
    const view = map.getBounds().pad(MARGIN);
    const cover = neededCells(tiers, scaleOf(map), [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()]);
    if (!cover) return null;
    const [west, south, east, north] = cover.box;
    return {
      key: cover.names.join(" "),
      names: cover.names,
      bounds: L.latLngBounds(L.latLng(south, west), L.latLng(north, east)),
    };
  }
}

/**
 * Return the names of the cells that lie in `view` at a scale (pixels a unit), and the box that they fill; null where
 * there are none so coarse, or too many. Boxes are west, south, east, north in map units.
 *
 * @param {Wire.TierRow[]} tiers
 * @param {number} scale
 * @param {number[]} view
 */
export function neededCells(tiers, scale, view) {
  let number = -1;
  tiers.forEach((tier, n) => {
    if (scale >= tier[0]) number = n;
  });
  if (number < 0) return null;
  const [, size, west, south, columns, rows] = tiers[number];
  /**
   * @param {number} value
   * @param {number} origin
   * @param {number} count
   */
  function place(value, origin, count) {
    return Math.max(0, Math.min(count - 1, Math.floor((value - origin) / size)));
  }
  const left = place(view[0], west, columns);
  const right = place(view[2], west, columns);
  const low = place(view[1], south, rows);
  const high = place(view[3], south, rows);
  if ((right - left + 1) * (high - low + 1) > MOST) return null;
  const names = [];
  for (let row = low; row <= high; row += 1) {
    for (let column = left; column <= right; column += 1) names.push([number, column, row].join("-"));
  }
  const box = [west + left * size, south + low * size, west + (right + 1) * size, south + (high + 1) * size];
  return { names, box };
}

/**
 * @param {any} arcs
 * @param {number} by
 * @returns {any}
 */
function moved(arcs, by) {
  return typeof arcs === "number"
    ? arcs < 0
      ? arcs - by
      : arcs + by
    : arcs.map((/** @type {any} */ one) => moved(one, by));
}

/**
 * Return the cells of one tier as one topology: objects are lists of geometries, an area in several cells is one.
 *
 * @param {Topology[]} cells
 * @returns {MergedTopology}
 */
export function mergeCells(cells) {
  /** @type {number[][][]} */
  let arcs = [];
  /** @type {Record<string, Shape>} */
  const areas = {};
  /** @type {MergedTopology["objects"]} */
  const objects = { areas: [], lines: [], oblasts: [], edge: [] };
  cells.forEach((cell) => {
    const by = arcs.length;
    arcs = arcs.concat(cell.arcs);
    NAMES.forEach((name) => {
      (cell.objects[name]?.geometries ?? []).forEach((shape) => {
        if (!shape.type) return;
        const here = moved(shape.arcs, by);
        if (name !== "areas") {
          objects[name].push({ type: shape.type, id: shape.id, properties: shape.properties, arcs: here });
          return;
        }
        if (!areas[shape.id]) {
          areas[shape.id] = { type: "MultiPolygon", id: shape.id, arcs: [] };
          objects.areas.push(areas[shape.id]);
        }
        areas[shape.id].arcs = areas[shape.id].arcs.concat(shape.type === "Polygon" ? [here] : here);
      });
    });
  });
  return { type: "Topology", transform: cells[0].transform, arcs: arcs, objects: objects };
}

/**
 * Return the lines of a topology between two shapes, or along one, that pass `test`; never those of the cut.
 *
 * @param {MergedTopology} topology
 * @param {Shape[]} shapes
 * @param {(a: Shape, b: Shape) => boolean} test
 */
export function cellMesh(topology, shapes, test) {
  /** @type {ShapeCollection} */
  const all = { type: "GeometryCollection", geometries: shapes.concat(topology.objects.edge) };
  return topojson.mesh(topology, all, (a, b) => a.id !== EDGE && b.id !== EDGE && test(a, b));
}
