/* A shape drawn to scale is moved by its outline or, from its line in the key, by the arrow keys. Every map of the atlas
   but a street map is equal-area, so what is pushed along keeps its area; Python then draws it anew where it stands. */
import { scaleOf } from "./geometry.js";

/** @import { Atlas } from "./atlas.js" */

const STEP = 10; // pixels
const FAR = 50; // with Shift
/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const HOW = "Arrow keys move it, with Shift further; Enter leaves it there, Escape puts it back.";

/**
 * Return how far a shape was moved, in words.
 *
 * @param {[number, number]} by - in map units of 100 km, to the right and up
 */
export function moveText([x, y]) {
  const km = (/** @type {number} */ units) => `${Math.round(Math.abs(units) * 100).toLocaleString("en")} km`;
  const ways = [x && `${km(x)} ${x > 0 ? "right" : "left"}`, y && `${km(y)} ${y > 0 ? "up" : "down"}`];
  return ways.filter(Boolean).join(", ") || "Where it stood";
}

/** @param {L.Polygon[]} paths */
function ringsOf(paths) {
  return paths.map((path) => /** @type {L.LatLng[][]} */ (path.getLatLngs())[0]);
}

/* One shape on its way: its class, drawn paths, how far it was moved, and its line in the key. */
export class ShapeMove {
  /**
   * @param {Atlas} atlas
   * @param {string} shape the id of its class, which it has on every day
   * @param {L.Polygon[]} paths
   */
  constructor(atlas, shape, paths) {
    this.atlas = atlas;
    this.shape = shape;
    this.paths = paths;
    this.rings = ringsOf(paths);
    /** @type {[number, number]} */
    this.by = [0, 0];
  }

  /* Take hold of it: time stops, and until it is left no message or day draws it anew. */
  hold() {
    const drawn = this.atlas.outlinesAndSymbols;
    if (drawn.held === this) return;
    drawn.held?.leave();
    this.atlas.time.hold();
    drawn.held = this;
  }

  /** @param {[number, number]} by */
  show(by) {
    this.by = by;
    this.paths.forEach((path, i) => {
      path.setLatLngs(this.rings[i].map((at) => L.latLng(at.lat + by[1], at.lng + by[0])));
    });
  }

  /* Leave the shape where it is, on the day shown; the answer brings it drawn anew. */
  leave() {
    const [x, y] = this.by;
    const drawn = this.atlas.outlinesAndSymbols;
    if (drawn.held !== this) return;
    drawn.held = null;
    this.atlas.time.sendDay();
    if (!x && !y) return this.atlas.restyle(); // what came meanwhile
    this.by = [0, 0];
    this.rings = ringsOf(this.paths); // from where it may be moved on before the answer
    drawn.drawn = ""; // the answer draws it anew, though it may say that it stays
    this.atlas.sendAct("move", [this.shape, x, y]);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const way = WAYS[event.key];
    if (way) {
      this.hold();
      const step = (event.shiftKey ? FAR : STEP) / scaleOf(this.atlas.map);
      this.show([this.by[0] + way[0] * step, this.by[1] + way[1] * step]);
    } else if (event.key === "Escape") this.show([0, 0]);
    else return event.key === "Enter" ? this.leave() : undefined;
    event.preventDefault();
    this.atlas.say(moveText(this.by));
  }

  /** @param {PointerEvent} event */
  drag(event) {
    const map = this.atlas.map;
    const grip = /** @type {Element} */ (event.currentTarget);
    const [x, y] = this.by;
    const from = map.mouseEventToLatLng(event);
    event.stopPropagation(); // the map stays where it is
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    this.hold();
    const move = (/** @type {PointerEvent} */ now) => {
      const at = map.mouseEventToLatLng(now);
      this.show([x + at.lng - from.lng, y + at.lat - from.lat]);
    };
    grip.addEventListener("pointermove", /** @type {EventListener} */ (move));
    grip.addEventListener(
      "lostpointercapture",
      () => {
        grip.removeEventListener("pointermove", /** @type {EventListener} */ (move));
        this.leave();
      },
      { once: true },
    );
  }

  /**
   * Make a line of the key the place from which keys move the shape.
   *
   * @param {HTMLElement} line
   * @param {string} caption
   */
  listen(line, caption) {
    line.tabIndex = 0;
    line.setAttribute("role", "button");
    line.setAttribute("aria-label", `${caption}. ${HOW}`);
    line.addEventListener("keydown", this.press.bind(this));
    line.addEventListener("blur", this.leave.bind(this));
  }
}
