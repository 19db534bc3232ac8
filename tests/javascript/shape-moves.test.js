/* A shape drawn to scale: moved by keys on any day, how far, in which words, and what Python is told; and from which day
   on it is shown. */
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
  const drawn = { drawn: "now", held: /** @type {ShapeMove | null} */ (null) };
  const atlas = {
    map,
    say: (/** @type {string} */ text) => spoken.push(text),
    outlinesAndSymbols: drawn,
    time: { hold: () => sent.push("hold"), sendDay: () => sent.push("day") },
    restyle: () => sent.push("restyle"),
    sendAct: (/** @type {string} */ kind, /** @type {unknown} */ value) => sent.push([kind, value]),
  };
  Object.assign(globalThis, {
    L: { latLng: (/** @type {number} */ lat, /** @type {number} */ lng) => ({ lat, lng }) },
  });
  const shapeMove = (/** @type {string} */ name) =>
    new ShapeMove(/** @type {any} */ (atlas), name, /** @type {any} */ ([path]));
  const move = shapeMove("footprint-2");
  const press = (/** @type {string} */ key, shiftKey = false) =>
    move.press(/** @type {any} */ ({ key, shiftKey, preventDefault() {} }));
  return { move, press, sent, spoken, at: () => ring[0], drawn, other: shapeMove("footprint") };
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
  assert.deepEqual(sent, ["hold", "day", ["move", ["footprint-2", 0.1, 0.5]]]);
});

test("a shape is moved on from where it was left, before the answer", () => {
  const { press, sent, at } = shape();
  press("ArrowRight");
  press("Enter");
  press("ArrowRight");
  assert.deepEqual(at(), { lat: 1, lng: 2.2 });
  press("Enter");
  assert.deepEqual(sent.at(-1), ["move", ["footprint-2", 0.1, 0]]);
});

test("a shape is moved on a day ahead of the answer: time stops, and no day or message draws it anew until it is left", () => {
  const { move, press, sent, drawn } = shape();
  press("ArrowRight");
  assert.equal(drawn.held, move);
  const over = Object.assign(Object.create(OutlinesAndSymbols.prototype), { held: move, drawn: "now", shapeRows: [] });
  over.show({ extent: "UKR", shapes: [[0, "", "", "", 0]], symbols: [] });
  assert.deepEqual([over.drawn, over.shapeRows], ["now", []]);
  press("Enter");
  assert.equal(drawn.held, null);
  assert.deepEqual(sent.slice(0, 2), ["hold", "day"], "the day goes before the move that is made on it");
});

test("taking hold of another shape leaves the first where it is", () => {
  const { press, sent, drawn, other } = shape();
  press("ArrowRight");
  other.hold();
  assert.equal(drawn.held, other);
  assert.deepEqual(sent, ["hold", "day", ["move", ["footprint-2", 0.1, 0]], "hold"]);
});

test("Escape puts a shape back, and nothing is sent", () => {
  const { press, sent, spoken, at, move } = shape();
  press("ArrowLeft");
  press("Escape");
  move.leave();
  assert.deepEqual(at(), { lat: 1, lng: 2 });
  assert.deepEqual(sent, ["hold", "day", "restyle"]);
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
