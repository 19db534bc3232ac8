/* The table of status periods, looked up. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber } from "../../dashboard/assets/map/days.js";
import { StatusHistory, symbolsOf } from "../../dashboard/assets/map/status-history.js";

/** @type {Wire.PeriodTable} */
const TABLE = {
  name: "t",
  title: "A treaty",
  first: "1992-01-01",
  start: 5,
  before: "Before the treaty",
  classes: ["party", "signed", "left"],
  areas: { AAA: [10, 1, 30, 0], BBB: [20, 0, 50, 2] },
  texts: [
    [0, "Party since {}"],
    [1, "Signed on {}"],
    [2, "Left on {}"],
  ],
  follows: { TTT: "AAA" },
  tails: { AAA: ", as A, which administers it" },
  changes: [
    [10, "A signs"],
    [20, "B joins"],
    [30, "A joins"],
    [50, "B leaves"],
  ],
  keys: [[30, "In force", "in force"]],
};

/** @type {(id: string) => ClassLook} */
const look = (id) => [id, "#000000", "#000000", "none", "#000000", "#000000", 0, id];
const CLASSES = ["left", "party", "signed"].map(look); // a message numbers them in its own order
const history = new StatusHistory(TABLE);

test("what holds on a day holds from that day until the next period", () => {
  assert.deepEqual(
    [9, 10, 29, 30, 1000].map((day) => history.textNumber("AAA", day)),
    [-1, 1, 1, 0, 0],
  );
  assert.equal(history.textNumber("ZZZ", 100), -1);
});

test("a territory has what its state has, and says so", () => {
  assert.equal(history.textNumber("TTT", 30), history.textNumber("AAA", 30));
  assert.equal(history.sentence("TTT", 35), "Party since 31 January 1992, as A, which administers it");
  assert.equal(history.sentence("AAA", 35), "Party since 31 January 1992");
  assert.equal(history.sentence("BBB", 3), "");
});

test("a fill has one digit for each area of a frame, in the classes of the message", () => {
  assert.equal(history.fill(["AAA", "BBB", "QQQ", "TTT"], 30, CLASSES), "11.1");
  assert.equal(history.fill(["AAA", "BBB", "QQQ", "TTT"], 15, CLASSES), "2..2");
  assert.equal(history.fill(["AAA", "BBB", "QQQ", "TTT"], 60, CLASSES), "10.1");
});

test("a message without one of the classes cannot be played", () => {
  assert.equal(history.fits(CLASSES), true);
  assert.equal(history.fits(CLASSES.slice(1)), false);
});

test("counts are of states alone, without those that a filter leaves out", () => {
  assert.deepEqual(history.counts([0, 1, 2], 30, CLASSES, {}), [0, 2, 0]);
  assert.deepEqual(history.counts([0, 1, 2], 60, CLASSES, { AAA: true }), [1, 0, 0]);
});

test("a table of a layer has counts and what a filter leaves out, and ends with today", () => {
  /** @type {Wire.PeriodTable} */
  const table = {
    ...TABLE,
    counts: [
      [0, [0, 0, 0]],
      [20, [7, 8, 9]],
    ],
    titles: [
      [0, "In 1991"],
      [20, "In 1992"],
    ],
    out: { AAA: [10, 30], BBB: [0] },
  };
  const played = new StatusHistory(table);
  assert.deepEqual(played.counts([0, 1, 2], 19, CLASSES, {}), [0, 0, 0]);
  assert.deepEqual(played.counts([0, 1, 2], 20, CLASSES, { AAA: true }), [9, 7, 8]);
  assert.deepEqual(
    [9, 10, 29, 30].map((day) => played.out(day)),
    ["BBB", "AAA BBB", "AAA BBB", "BBB"],
  );
  assert.deepEqual(
    [19, 20].map((day) => played.title(day)),
    ["In 1991", "In 1992"],
  );
  assert.deepEqual([history.title(30), history.out(30)], [undefined, undefined]);
  const changes = (/** @type {StatusHistory} */ one) => one.changes.map(([day]) => day);
  assert.deepEqual(changes(new StatusHistory(table, 30)), [5, 10, 20, 30]);
  assert.deepEqual(changes(new StatusHistory(TABLE, 30)), [5, 10, 20, 30, 50]);
});

test("symbols are drawn from their day until another, with the counts of their legends", () => {
  /** @type {(id: string) => Wire.SymbolRow} */
  const symbol = (id) => [0, 0, 5, 0, "", id];
  /** @type {Wire.SymbolTable} */
  const table = {
    symbols: [
      [3, 7, symbol("a")],
      [5, null, symbol("b")],
    ],
    counts: {
      events: [
        [0, [0, 0]],
        [5, [1, 2]],
      ],
    },
    out: { AAA: [0, 5], BBB: [3] },
    shapes: [
      [4, [[7, "One", "", "", 4]]],
      [
        6,
        [
          [7, "Of two", "", "", 4],
          [8, "Two", "", "", 6],
        ],
      ],
    ],
  };
  const captions = (/** @type {number} */ day) => symbolsOf(table, day).shapes?.map((shape) => shape[1]);
  assert.deepEqual([3, 4, 6].map(captions), [[], ["One"], ["Of two", "Two"]]);
  assert.equal(symbolsOf({ ...table, shapes: undefined }, 4).shapes, undefined);
  const ids = (/** @type {number} */ day) => symbolsOf(table, day).rows.map((row) => row[5]);
  assert.deepEqual([2, 3, 5, 7].map(ids), [[], ["a"], ["a", "b"], ["b"]]);
  assert.deepEqual(symbolsOf(table, 4).counts, { events: [0, 0] });
  assert.deepEqual(
    [2, 4, 5].map((day) => symbolsOf(table, day).out),
    ["AAA", "AAA BBB", "BBB"],
  );
  assert.equal(symbolsOf({ ...table, out: undefined }, 4).out, undefined);
  assert.deepEqual(symbolsOf(table, 6).counts, { events: [1, 2] });
});

test("the last change is found on its day and between two days; the first row stands for the time before the treaty", () => {
  assert.deepEqual(history.changes[0], [5, "Before the treaty"]);
  for (let day = -5; day < 60; day += 1) {
    const before = history.changes.filter(([change]) => change <= day).length - 1;
    assert.equal(history.lastChange(day), before, `day ${day}`);
  }
});

test("the neighbour of a day is the nearest day of change before or after it", () => {
  assert.deepEqual(
    [20, 25].map((day) => [history.neighbour(day, -1), history.neighbour(day, 1)]),
    [
      [10, 30],
      [20, 30],
    ],
  );
  assert.equal(history.neighbour(5, -1), null);
  assert.equal(history.neighbour(50, 1), null);
});

test("a table that counts from another day says the same", () => {
  const later = new StatusHistory({ ...TABLE, first: "1992-01-11" });
  assert.equal(later.textNumber("AAA", dayNumber("1992-01-20")), -1);
  assert.equal(later.sentence("AAA", 45), "Party since 10 February 1992");
  assert.deepEqual(
    later.keys.map(([day]) => day),
    [40],
  );
});
