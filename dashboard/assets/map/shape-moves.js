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

/* One shape of a message on its way: drawn paths, how far it was moved, and its line in the key. */
export class ShapeMove {
  /**
   * @param {Atlas} atlas
   * @param {number} index
   * @param {L.Polygon[]} paths
   */
  constructor(atlas, index, paths) {
    this.atlas = atlas;
    this.index = index;
    this.paths = paths;
    this.rings = paths.map((path) => /** @type {L.LatLng[][]} */ (path.getLatLngs())[0]);
    /** @type {[number, number]} */
    this.by = [0, 0];
  }

  /** @param {[number, number]} by */
  show(by) {
    this.by = by;
    this.paths.forEach((path, i) => {
      path.setLatLngs(this.rings[i].map((at) => L.latLng(at.lat + by[1], at.lng + by[0])));
    });
  }

  /* Leave the shape where it is; the answer brings it drawn anew. */
  leave() {
    const [x, y] = this.by;
    if (!x && !y) return;
    this.by = [0, 0];
    this.atlas.outlinesAndSymbols.drawn = ""; // the answer draws it anew, though it may say that it stays
    this.atlas.sendAct("move", [this.index, x, y]);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const way = WAYS[event.key];
    if (way) {
      const step = (event.shiftKey ? FAR : STEP) / scaleOf(this.atlas.map);
      this.show([this.by[0] + way[0] * step, this.by[1] + way[1] * step]);
    } else if (event.key === "Escape") this.show([0, 0]);
    else if (event.key === "Enter") return this.leave();
    else return;
    event.preventDefault();
    this.atlas.say(moveText(this.by));
  }

  /** @param {PointerEvent} event */
  drag(event) {
    const map = this.atlas.map;
    const grip = /** @type {Element} */ (event.currentTarget);
    const from = map.mouseEventToLatLng(event);
    event.stopPropagation(); // the map stays where it is
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const move = (/** @type {PointerEvent} */ now) => {
      const at = map.mouseEventToLatLng(now);
      this.show([at.lng - from.lng, at.lat - from.lat]);
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
