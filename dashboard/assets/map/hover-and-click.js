/* Mouse and touch: what lies under the pointer, the click that chooses it, the wheel and the finger that scroll the page. */
/** @import { Atlas } from "./atlas.js" */

const REACH_AT_SEA = 12; // pixels around a small state that count as the state: a target of 24 px (WCAG 2.5.8)
const REACH_ON_LAND = 6; // over another country only the point itself, or Italy could not be hit for San Marino

/** @typedef {{ marker: L.CircleMarker, radius: number }} Marked */

/**
 * Return that of `markers` whose centre is nearest, among those whose edge is within reach: so a small one on a large
 * one can be hit.
 *
 * @template {Marked} T
 * @param {Pick<L.Map, "latLngToContainerPoint">} map
 * @param {L.Point} at
 * @param {T[]} markers
 * @param {number} reach
 * @returns {{ away: number, item: T } | null}
 */
export function nearest(map, at, markers, reach) {
  /** @type {{ away: number, item: T } | null} */
  let best = null;
  for (const item of markers) {
    const away = at.distanceTo(map.latLngToContainerPoint(item.marker.getLatLng()));
    if (away <= item.radius + reach && (!best || away < best.away)) best = { away, item };
  }
  return best;
}

export class Pointer {
  /** @param {Atlas} atlas */
  constructor(atlas) {
    this.atlas = atlas;
    this.map = atlas.map;
    this.box = this.map.getContainer();
    this.box.addEventListener("pointerdown", this.down.bind(this), true);
    this.box.addEventListener("pointermove", this.move.bind(this));
    this.box.addEventListener("pointerleave", this.leave.bind(this));
    this.box.addEventListener("wheel", this.pinch.bind(this), { capture: true, passive: true });
    this.isTouch = false;
    /** @type {Position | null} where the pointer was on the screen */
    this.screen = null;
    /** @type {PointerEvent | null} the newest move that no frame has drawn yet */
    this.last = null;
    this.waiting = 0;
    this.map.on("click", this.click, this);
    this.map.on("movestart", this.hide, this);
  }

  /**
   * Return what is at a place of the container: {code, symbol}.
   *
   * @param {L.Point} at
   * @param {EventTarget | null} target
   * @returns {Pointed}
   */
  hit(at, target) {
    const frame = this.atlas.frame;
    if (!frame) return { code: "" };
    const symbols = this.atlas.outlinesAndSymbols.shown();
    const circles = symbols.filter((symbol) => !symbol.isUnit);
    const symbol = nearest(this.map, at, circles, 3);
    if (symbol) return { code: symbol.item.area, symbol: symbol.item };
    const { code: under = "", symbol: id = "" } = target instanceof SVGElement ? target.dataset : {};
    const unit = id && symbols.find((symbol) => symbol.id === id);
    if (unit) return { code: unit.area, symbol: unit };
    const shown = Object.keys(frame.points).filter((code) => frame.points[code].isShown);
    const point = nearest(
      this.map,
      at,
      shown.map((code) => ({ marker: frame.points[code], radius: 0, code: code })),
      under ? REACH_ON_LAND : REACH_AT_SEA,
    );
    return { code: point ? point.item.code : under || "" };
  }

  /**
   * One finger scrolls the page, so it must not drag the map; two fingers do both, as Leaflet sees to.
   *
   * @param {PointerEvent} event
   */
  down(event) {
    this.isTouch = event.pointerType === "touch";
    this.map.dragging[this.isTouch ? "disable" : "enable"]();
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (event.pointerType === "touch" || event.buttons) return;
    // A browser also says that the pointer moved when the map did under it: the keyboard's place would be lost.
    if (this.screen && this.screen.x === event.screenX && this.screen.y === event.screenY) return;
    this.screen = { x: event.screenX, y: event.screenY };
    this.last = event;
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      if (this.last)
        this.follow(this.map.mouseEventToContainerPoint(this.last), /** @type {Element} */ (this.last.target));
    });
  }

  /**
   * @param {L.Point} at
   * @param {Element} target
   */
  follow(at, target) {
    if (target.closest?.(".leaflet-control")) return this.hide();
    if (this.atlas.card.holds(at, target)) return;
    if (this.atlas.card.box.contains(target)) target = this.under(at);
    const hit = this.hit(at, target);
    if (!hit.code && !hit.symbol) return this.hide();
    hit.by = "pointer";
    hit.at = at;
    this.atlas.point(hit);
  }

  /**
   * Return what lies under the card.
   *
   * @param {L.Point} at
   */
  under(at) {
    const outer = this.box.getBoundingClientRect();
    this.atlas.card.yield();
    return document.elementFromPoint(outer.left + at.x, outer.top + at.y) || this.box;
  }

  hide() {
    if (this.atlas.pointed) this.atlas.point(null);
  }

  /** @param {PointerEvent} event */
  leave(event) {
    if (event.pointerType === "touch") return; // a finger that is lifted leaves the card it asked for
    this.last = null;
    this.hide();
    this.map.scrollWheelZoom.disable(); // the page scrolls again
  }

  /**
   * A pinch on a touchpad arrives as a wheel with ctrl: it means the map, whether or not the map was clicked.
   *
   * @param {WheelEvent} event
   */
  pinch(event) {
    if (event.ctrlKey) this.map.scrollWheelZoom.enable();
  }

  /** @param {L.LeafletMouseEvent} event */
  click(event) {
    this.map.scrollWheelZoom.enable();
    const hit = this.hit(event.containerPoint, event.originalEvent.target);
    if (this.isTouch) this.tap(hit, event.containerPoint);
    else if (!hit.symbol || hit.code) this.take(hit.code);
  }

  /**
   * The first tap shows the card, the second on the same thing opens the panel; one on the sea takes both away.
   *
   * @param {Pointed} hit
   * @param {L.Point} at
   */
  tap(hit, at) {
    const seen = this.atlas.pointed;
    const isSame = seen && seen.code === hit.code && seen.symbol === hit.symbol;
    if (!hit.code && !hit.symbol) return seen ? this.hide() : this.take("");
    if (isSame && hit.code) {
      this.hide();
      return this.take(hit.code);
    }
    hit.by = "touch";
    hit.at = at;
    this.atlas.point(hit);
    this.atlas.announce(hit);
  }

  /**
   * Choose an area and send the act to Python; an empty code clears the choice.
   *
   * @param {string} code
   */
  take(code) {
    if (!this.atlas.frame || (!code && !this.atlas.message.chosen)) return; // nothing to choose or to let go of
    this.atlas.choose(code);
    this.atlas.sendAct("choose", code || null);
  }
}
/** @param {Atlas} atlas */
export function plug(atlas) {
  atlas.pointer = new Pointer(atlas);
}
