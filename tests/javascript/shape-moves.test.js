/* A shape drawn to scale: moved by keys, how far, in which words, and what Python is told; and from which day on it is
   shown. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { OutlinesAndSymbols } from "../../dashboard/assets/map/outlines-and-symbols.js";
import { moveText, ShapeMove } from "../../dashboard/assets/map/shape-moves.js";

function shape() {
  /** @type {unknown[]} */
  const sent = [];
  /** @type {string[]} */
  const spoken = [];
  /** @type {{ lat: number, lng: number }[]} */
  let ring = [{ lat: 1, lng: 2 }];
  const path = {
    getLatLngs: () => [ring],
    setLatLngs: (/** @type {typeof ring} */ to) => {
      ring = to;
    },
  };
  const map = { options: { crs: { scale: () => 100 } }, getZoom: () => 0 };
  const atlas = {
    map,
    say: (/** @type {string} */ text) => spoken.push(text),
    outlinesAndSymbols: { drawn: "now" },
    sendAct: (/** @type {string} */ kind, /** @type {unknown} */ value) => sent.push([kind, value]),
  };
  Object.assign(globalThis, {
    L: { latLng: (/** @type {number} */ lat, /** @type {number} */ lng) => ({ lat, lng }) },
  });
  const move = new ShapeMove(/** @type {any} */ (atlas), 1, /** @type {any} */ ([path]));
  const press = (/** @type {string} */ key, shiftKey = false) =>
    move.press(/** @type {any} */ ({ key, shiftKey, preventDefault() {} }));
  return { move, press, sent, spoken, at: () => ring[0] };
}

test("a move is told in km, and none is told as none", () => {
  assert.equal(moveText([1.5, -0.2]), "150 km right, 20 km down");
  assert.equal(moveText([-12, 0]), "1,200 km left");
  assert.equal(moveText([0, 0]), "Where it stood");
});

test("keys move a shape, with Shift further, and Enter sends the move once", () => {
  const { press, sent, spoken, at, move } = shape();
  press("ArrowRight");
  press("ArrowUp", true);
  assert.deepEqual(at(), { lat: 1.5, lng: 2.1 });
  assert.equal(spoken.at(-1), "10 km right, 50 km up");
  press("Enter");
  move.leave(); // the focus leaves
  assert.deepEqual(sent, [["move", [1, 0.1, 0.5]]]);
});

test("Escape puts a shape back, and nothing is sent", () => {
  const { press, sent, spoken, at, move } = shape();
  press("ArrowLeft");
  press("Escape");
  move.leave();
  assert.deepEqual(at(), { lat: 1, lng: 2 });
  assert.deepEqual(sent, []);
  assert.equal(spoken.at(-1), "Where it stood");
});

test("a shape is shown from the day on which its figure was stated", () => {
  const path = () => ({ _path: { style: { display: "" } } });
  const drawn = Object.assign(Object.create(OutlinesAndSymbols.prototype), {
    shapes: [[path(), path()], [path()]],
    stated: ["2023-01-07", ""],
    symbols: [],
  });
  const displays = () =>
    drawn.shapes.flat().map((/** @type {ReturnType<typeof path>} */ one) => one._path.style.display);
  drawn.restyle({ day: "2023-01-06" });
  assert.deepEqual(displays(), ["none", "none", ""]);
  drawn.restyle({ day: "2023-01-07" });
  assert.deepEqual(displays(), ["", "", ""]);
});
