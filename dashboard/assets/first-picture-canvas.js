/* The first picture of the map, painted on a canvas from the map's own message and shapes. */

import { fillOf, inkOf, isEdgeDark } from "./map/class-styles.js";
import { CREDIT } from "./map/controls.js";
import { PADDING } from "./map/geometry.js";
import { spread } from "./map/point-spreading.js";
import { HATCHES, POINTS, TILE } from "./map/shared-constants.js";

// As in live-map.css.
const LIGHT = {
  sea: "#F4F8FA",
  line: "#DCE2E7",
  border: "rgba(255,255,255,.9)",
  coast: "rgba(29,35,41,.28)",
  faint: "rgba(85,85,85,.9)",
  pale: "#8A949C",
  quiet: "#5B6670",
  muted: "#ECEEF0",
  casing: "#FFFFFF",
};
const DARK = {
  sea: "#0F1A22",
  line: "#24323D",
  border: "rgba(226,234,240,.56)",
  coast: "rgba(226,234,240,.38)",
  faint: "rgba(154,167,176,.9)",
  pale: "rgba(8,13,18,.6)",
  quiet: "#A9B4BE",
  muted: "#1D2933",
  casing: "#0B1116",
};
const FOLLOWING = 0.55; // how strong a territory is painted beside its state
const LEFT_OUT = -1;

/** @typedef {{ number: number, strength: number }} Manner how an area is painted: the number of its class, or LEFT_OUT */

/**
 * Return the arcs of a topology in map units.
 *
 * @param {Topology} topology
 */
export function arcsOf(topology) {
  const by = topology.transform;
  if (!by) return topology.arcs;
  return topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map((step) => {
      x += step[0];
      y += step[1];
      return [x * by.scale[0] + by.translate[0], y * by.scale[1] + by.translate[1]];
    });
  });
}

/**
 * Return every ring or line of a geometry, as a list of arc numbers; ~n is arc n backwards.
 *
 * @param {Shape} shape
 * @returns {number[][]}
 */
export function linesOf(shape) {
  /** @type {number[][]} */
  const lines = [];
  /** @param {any[]} arcs */
  function walk(arcs) {
    if (typeof arcs[0] === "number") lines.push(arcs);
    else arcs.forEach(walk);
  }
  walk(shape.arcs || []);
  return lines;
}

/**
 * Return what says how an area is painted.
 *
 * @param {Required<Wire.FirstPicture>} data
 * @param {Pick<FrameAnswer, "order" | "follows">} answer
 * @returns {(code: string) => Manner}
 */
export function mannersOf(data, answer) {
  const index = new Map(answer.order.map((code, i) => [code, i]));
  return (code) => {
    const number = parseInt(data.fill.charAt(index.get(code) ?? data.fill.length), 36);
    const isKept = data.keep.length === 0 || data.keep.includes(number);
    if (Number.isNaN(number) || data.out.includes(code) || !isKept) return { number: LEFT_OUT, strength: 1 };
    return { number, strength: data.follows && answer.follows[code] ? FOLLOWING : 1 };
  };
}

/**
 * Return the fill of a class: its colour, or the tile of its hatch.
 *
 * @param {ClassLook} look
 * @param {boolean} isDark
 * @param {number} ratio pixels of the device in one of the page
 */
function patternOf(look, isDark, ratio) {
  const hatch = HATCHES[look[3]];
  const fill = fillOf(look, isDark);
  if (!hatch) return fill;
  const side = Math.round(hatch.side * ratio);
  const tile = document.createElement("canvas");
  const pen = penOf(tile);
  tile.width = tile.height = side;
  pen.fillStyle = fill;
  pen.fillRect(0, 0, side, side);
  pen.scale(side / TILE, side / TILE);
  pen.strokeStyle = inkOf(look, isDark);
  pen.lineWidth = hatch.width;
  pen.lineCap = hatch.cap;
  pen.stroke(new Path2D(hatch.d));
  const pattern = /** @type {CanvasPattern} */ (pen.createPattern(tile, "repeat"));
  pattern.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}

/** @param {HTMLCanvasElement} canvas */
function penOf(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
}

/**
 * Paint the map.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Required<Wire.FirstPicture>} data
 * @param {FrameAnswer} answer
 * @param {boolean} isDark
 */
export function paint(canvas, data, answer, isDark) {
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  const ratio = window.devicePixelRatio || 1;
  const [xmin, ymin, xmax, ymax] = answer.bounds;
  const colours = isDark ? DARK : LIGHT;
  const pen = penOf(canvas);
  const topology = answer.topology;
  const arcs = arcsOf(topology);
  const uses = arcs.map(() => 0);
  const mannerOf = mannersOf(data, answer);
  const scale = Math.min((width - 2 * PADDING) / (xmax - xmin), (height - 2 * PADDING) / (ymax - ymin));
  const left = width / 2 - (scale * (xmin + xmax)) / 2;
  const top = height / 2 + (scale * (ymin + ymax)) / 2;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  pen.scale(ratio, ratio);

  /**
   * @param {Path2D} path
   * @param {number} arc
   * @param {boolean} isFirst
   */
  function add(path, arc, isFirst) {
    const points = arcs[arc < 0 ? ~arc : arc];
    const n = points.length;
    for (let i = isFirst ? 0 : 1; i < n; i += 1) {
      const at = points[arc < 0 ? n - 1 - i : i];
      path[isFirst && i === 0 ? "moveTo" : "lineTo"](left + scale * at[0], top - scale * at[1]);
    }
  }

  /**
   * @param {Shape[]} shapes
   * @param {boolean} isClosed
   */
  function pathOf(shapes, isClosed) {
    const path = new Path2D();
    shapes.flatMap(linesOf).forEach((line) => {
      line.forEach((arc, i) => {
        add(path, arc, i === 0);
      });
      if (isClosed) path.closePath();
    });
    return path;
  }

  /**
   * @param {Path2D} path
   * @param {string} colour
   * @param {number} thick
   */
  function stroke(path, colour, thick) {
    pen.strokeStyle = colour;
    pen.lineWidth = thick;
    pen.stroke(path);
  }

  /** @param {Manner} manner */
  function dip({ number, strength }) {
    pen.globalAlpha = strength;
    pen.fillStyle = number < 0 ? colours.muted : patternOf(data.classes[number], isDark, ratio);
  }

  const areas = topology.objects.areas.geometries.filter((shape) => shape.type);
  pen.fillStyle = colours.sea;
  if (topology.objects.sea) {
    const sea = pathOf(topology.objects.sea.geometries, true);
    pen.fill(sea);
    stroke(sea, colours.line, 1);
  } else {
    pen.fillRect(0, 0, width, height);
  }
  if (topology.objects.graticule) stroke(pathOf(topology.objects.graticule.geometries, false), colours.line, 0.8);
  /** @type {Map<string, { manner: Manner, shapes: Shape[] }>} */
  const groups = new Map();
  areas.forEach((shape) => {
    const manner = mannerOf(shape.id);
    const key = `${manner.number} ${manner.strength}`;
    const group = groups.get(key) ?? { manner, shapes: [] };
    group.shapes.push(shape);
    groups.set(key, group);
  });
  groups.forEach(({ manner, shapes }) => {
    dip(manner);
    pen.fill(pathOf(shapes, true), "evenodd");
  });
  pen.globalAlpha = 1;
  // Arcs by the sides on which they need a dark line: as a coast, and as a border, where both sides have to need it.
  const darkCoasts = arcs.map(() => 0);
  const darkBorders = arcs.map(() => 0);
  areas.forEach((shape) => {
    const look = data.classes[mannerOf(shape.id).number];
    const hasDarkCoast = !!look && isEdgeDark(look, "coast", isDark);
    const hasDarkBorder = !!look && isEdgeDark(look, "border", isDark);
    linesOf(shape)
      .flat()
      .map((arc) => (arc < 0 ? ~arc : arc))
      .forEach((arc) => {
        uses[arc] += 1;
        if (hasDarkCoast) darkCoasts[arc] += 1;
        if (hasDarkBorder) darkBorders[arc] += 1;
      });
  });

  /**
   * @param {(count: number, arc: number) => boolean} test
   * @param {string} colour
   * @param {number} thick
   */
  function strokeArcs(test, colour, thick) {
    const path = new Path2D();
    uses.forEach((count, arc) => {
      if (test(count, arc)) add(path, arc, true);
    });
    stroke(path, colour, thick);
  }
  strokeArcs((count, arc) => count === 1 && !darkCoasts[arc], colours.coast, 0.5);
  strokeArcs((count, arc) => count > 1 && darkBorders[arc] < count, colours.border, 0.7);
  strokeArcs((count, arc) => count === 1 && darkCoasts[arc] > 0, colours.faint, 0.8);
  strokeArcs((count, arc) => count > 1 && darkBorders[arc] === count, colours.pale, 0.7);
  const dots = answer.points.map(([code, x, y]) => {
    const manner = mannerOf(code);
    const isBehind = manner.number === LEFT_OUT || manner.strength < 1;
    const home = { x: left + scale * x, y: top - scale * y };
    return {
      manner,
      home,
      x: home.x,
      y: home.y,
      radius: isBehind ? POINTS.lesserRadius : POINTS.radius,
      weight: isBehind ? 1 : 4,
    };
  });
  spread(dots); // as the map moves those that would lie on one another
  dots.forEach((point) => {
    const dot = new Path2D();
    dip(point.manner);
    dot.arc(point.x, point.y, point.radius, 0, 7);
    stroke(dot, colours.casing, 1);
    pen.fill(dot);
  });
  pen.globalAlpha = 1;
  pen.fillStyle = colours.quiet;
  pen.font = '11px "Noto Sans", system-ui, sans-serif';
  pen.textAlign = "right";
  pen.fillText(CREDIT, width - 13, height - 9);
}
