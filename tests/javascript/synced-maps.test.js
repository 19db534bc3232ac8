/* Two maps that move as one: each follows the other, and no move comes back as an echo. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { MapSync } from "../../dashboard/assets/map/synced-maps.js";

/* As much of a Leaflet map as the link between two needs; setView tells of the move before it returns, as Leaflet does. */
class FakeMap {
  constructor() {
    this.center = { lat: 0, lng: 0 };
    this.zoom = 1;
    this.moves = 0;
    this.options = { maxBounds: "bounds" };
    /** @type {Record<string, ((event: object) => void)[]>} */
    this.acts = { move: [], zoomanim: [] };
  }
  getCenter() {
    return this.center;
  }
  getZoom() {
    return this.zoom;
  }
  getMinZoom() {
    return -1;
  }
  getMaxZoom() {
    return 5;
  }
  /** @param {string} name @param {(event: object) => void} act */
  on(name, act) {
    this.acts[name].push(act);
    return this;
  }
  /** @param {string} name @param {(event: object) => void} act */
  off(name, act) {
    this.acts[name] = this.acts[name].filter((one) => one !== act);
    return this;
  }
  /** @param {string} name @param {object} event */
  fire(name, event) {
    for (const act of this.acts[name]) act(event);
  }
  /** @param {{ lat: number, lng: number }} center @param {number} zoom @param {object} how */
  setView(center, zoom, how) {
    Object.assign(this, { center, zoom, how, moves: this.moves + 1 });
    this.fire("move", {});
    return this;
  }
  setMaxBounds(/** @type {unknown} */ bounds) {
    return Object.assign(this, { bounds });
  }
  setMinZoom(/** @type {number} */ least) {
    return Object.assign(this, { least });
  }
  setMaxZoom(/** @type {number} */ most) {
    return Object.assign(this, { most });
  }
  invalidateSize() {
    return this;
  }
}

/** @returns {[any, any, MapSync]} */
function linked() {
  const one = /** @type {any} */ (new FakeMap());
  const two = /** @type {any} */ (new FakeMap());
  return [one, two, new MapSync(one, two)];
}

test("either map follows the other, and the answer does not come back", () => {
  const [one, two] = linked();
  one.setView({ lat: 3, lng: 4 }, 2);
  assert.deepEqual([two.center, two.zoom], [{ lat: 3, lng: 4 }, 2]);
  two.setView({ lat: -1, lng: 0 }, 3);
  assert.deepEqual([one.center, one.zoom], [{ lat: -1, lng: 0 }, 3]);
  assert.deepEqual([one.moves, two.moves], [2, 2]); // once each by itself, once each behind the other
});

test("an animated zoom begins on both maps in the same frame, and one that only updates is left alone", () => {
  const [one, two] = linked();
  one.fire("zoomanim", { center: { lat: 1, lng: 1 }, zoom: 4 });
  assert.deepEqual([two.zoom, two.how], [4, { animate: true }]);
  one.fire("zoomanim", { center: { lat: 9, lng: 9 }, zoom: 9, noUpdate: true });
  assert.equal(two.zoom, 4);
});

test("a map that is there already is not moved again", () => {
  const [one, two] = linked();
  one.setView({ lat: 1e-8, lng: 0 }, 1);
  assert.equal(two.moves, 0);
});

test("the second map takes place and limits of the first, and says nothing of it", () => {
  const [one, two, link] = linked();
  Object.assign(one, { center: { lat: 5, lng: 6 }, zoom: 3 });
  link.match();
  assert.deepEqual([two.center, two.zoom, two.least, two.most, two.bounds], [{ lat: 5, lng: 6 }, 3, -1, 5, "bounds"]);
  assert.equal(one.moves, 0);
});

test("after the link is cut each map moves alone", () => {
  const [one, two, link] = linked();
  link.cut();
  one.setView({ lat: 3, lng: 4 }, 2);
  two.fire("zoomanim", { center: { lat: 1, lng: 1 }, zoom: 4 });
  assert.deepEqual([two.moves, one.moves], [0, 1]);
});
