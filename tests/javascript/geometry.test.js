/* How drawn areas look, which lines over them are dark, what is under the pointer, and answers kept in memory. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInThisContext } from "node:vm";
import { Atlas } from "../../dashboard/assets/map/atlas.js";
import { isInView } from "../../dashboard/assets/map/boundary-notes.js";
import { Cells } from "../../dashboard/assets/map/cells.js";
import { withDay } from "../../dashboard/assets/map/comparison.js";
import { className, DrawnFrame } from "../../dashboard/assets/map/geometry.js";
import { Pointer } from "../../dashboard/assets/map/hover-and-click.js";

const TOPOJSON = "../../dashboard/assets/vendor/topojson-client/topojson-client.min.js";

/** @type {(fills: Record<string, number>, muted?: string[], follows?: Record<string, string>) => any} */
const picture = (fills, muted = [], follows = {}) => ({
  number: (/** @type {string} */ code) => fills[code] ?? Number.NaN,
  muted: (/** @type {string} */ code) => muted.includes(code),
  follows,
});

test("the class of a path says fill, filter and whether a territory follows its state", () => {
  const shown = picture({ FRA: 3, GRL: 0 }, ["CHE"], { GRL: "DNK", CHE: "FRA" });
  assert.equal(className("atlas-area", "FRA", shown), "leaflet-interactive atlas-area atlas-k3");
  assert.equal(className("atlas-point", "GRL", shown), "leaflet-interactive atlas-point atlas-k0 is-following");
  assert.equal(className("atlas-area", "CHE", shown), "leaflet-interactive atlas-area is-muted");
  assert.equal(className("atlas-area", "ATA", shown), "leaflet-interactive atlas-area is-unknown");
});

/* Two squares side by side, A and B: arc 0 between them, arc 1 around A, arc 2 around B. */
const TOPOLOGY = {
  type: "Topology",
  arcs: [
    [
      [1, 0],
      [1, 1],
    ],
    [
      [1, 1],
      [0, 1],
      [0, 0],
      [1, 0],
    ],
    [
      [1, 1],
      [2, 1],
      [2, 0],
      [1, 0],
    ],
  ],
  objects: {
    areas: {
      type: "GeometryCollection",
      geometries: [
        { type: "Polygon", id: "A", arcs: [[0, 1]] },
        { type: "Polygon", id: "B", arcs: [[0, 2]] },
      ],
    },
  },
};

/** @param {import("node:test").TestContext} t */
function withTopojson(t) {
  runInThisContext(readFileSync(new URL(TOPOJSON, import.meta.url), "utf-8")); // a script that sets a global
  /** @type {any} */ (globalThis).L = {
    GeoJSON: { coordsToLatLngs: (/** @type {unknown} */ coordinates) => coordinates },
  };
  t.after(() => {
    delete (/** @type {any} */ (globalThis).topojson);
    delete (/** @type {any} */ (globalThis).L);
  });
}

/** @param {DarkEdges} dark @returns {{ coasts: number[][][], borders: number[][][] }} */
function darkened(dark) {
  /** @type {any} */
  const drawn = { dark: "", answer: { topology: TOPOLOGY }, lines: {} };
  for (const [name, key] of /** @type {const} */ ([
    ["faintCoast", "coasts"],
    ["paleBorder", "borders"],
  ])) {
    drawn[name] = { setLatLngs: (/** @type {unknown} */ lines) => Object.assign(drawn.lines, { [key]: lines }) };
  }
  DrawnFrame.prototype.darken.call(drawn, dark);
  return drawn.lines;
}

test("the coasts of an area that asks for it are dark, and a border where both of its areas do", (t) => {
  withTopojson(t);
  const [, aroundA, aroundB] = TOPOLOGY.arcs;
  assert.deepEqual(darkened({ coast: { A: true }, border: {} }), { coasts: [aroundA], borders: [] });
  const both = darkened({ coast: { A: true, B: true }, border: { A: true, B: true } });
  assert.deepEqual(new Set(both.coasts.flat().map(String)), new Set([...aroundA, ...aroundB].map(String)));
  assert.deepEqual(both.borders, [TOPOLOGY.arcs[0]]);
  assert.deepEqual(darkened({ coast: {}, border: { A: true } }), { coasts: [], borders: [] });
});

test("a note is in view where its box and the view meet, at an edge as well", () => {
  /** @type {(west: number, south: number, east: number, north: number) => any} */
  const view = (west, south, east, north) => ({
    getWest: () => west,
    getSouth: () => south,
    getEast: () => east,
    getNorth: () => north,
  });
  /** @type {Wire.NoteRow} */
  const note = [0, 0, 10, 5, "A note"];
  assert.equal(isInView(note, view(2, 1, 3, 2)), true);
  assert.equal(isInView(note, view(-9, -9, 90, 90)), true);
  assert.equal(isInView(note, view(10, 5, 20, 20)), true);
  for (const away of [view(11, 0, 20, 5), view(-5, 0, -1, 5), view(0, 6, 10, 9), view(0, -9, 10, -1)])
    assert.equal(isInView(note, away), false);
});

test("a text of the server takes the day that is shown, and keeps every other day", () => {
  assert.equal(
    withDay("On 1 March 2020, and 2 May 1999", "2020-03-01", "2021-12-27"),
    "On 27 December 2021, and 2 May 1999",
  );
  assert.equal(withDay("On 1 March 2020", "2020-03-01", "2020-03-01"), "On 1 March 2020");
});

/* A pointer over a map on which one unit is one pixel. */
/** @param {{ points?: Record<string, [number, number]>, hidden?: string[], symbols?: [string, number, number, number][], units?: [string, string][] }} what */
function pointerOver({ points = {}, hidden = [], symbols = [], units = [] }) {
  /** @type {(x: number, y: number) => any} */
  const marker = (x, y) => ({ getLatLng: () => ({ x, y }) });
  const shown = [
    ...symbols.map(([area, x, y, radius]) => ({ area, radius, marker: marker(x, y) })),
    ...units.map(([area, id]) => ({ area, id, isUnit: true })),
  ];
  const drawn = Object.entries(points).map(([code, [x, y]]) => [
    code,
    Object.assign(marker(x, y), { isShown: !hidden.includes(code) }),
  ]);
  const fake = {
    map: { latLngToContainerPoint: (/** @type {unknown} */ at) => at },
    atlas: { frame: { points: Object.fromEntries(drawn) }, outlinesAndSymbols: { shown: () => shown } },
  };
  /** @type {(x: number, y: number, under?: string, unit?: string) => string} */
  return (x, y, under, unit) => {
    class Path {
      dataset = { code: under, symbol: unit };
    }
    /** @type {any} */ (globalThis).SVGElement = Path;
    const at = { distanceTo: (/** @type {Position} */ to) => Math.hypot(x - to.x, y - to.y) };
    const hit = Pointer.prototype.hit.call(
      /** @type {any} */ (fake),
      /** @type {any} */ (at),
      under ? /** @type {any} */ (new Path()) : null,
    );
    return hit.code + (hit.symbol ? "!" : "");
  };
}

test("a small state is hit within 12 pixels at sea and within 6 over the land of another", () => {
  const hit = pointerOver({ points: { MLT: [0, 0], SMR: [100, 0] } });
  assert.deepEqual([hit(12, 0), hit(12.1, 0), hit(0, 0)], ["MLT", "", "MLT"]);
  assert.deepEqual([hit(105, 0, "ITA"), hit(107, 0, "ITA")], ["SMR", "ITA"]);
});

test("of two points in reach the nearer one is hit, and none that is not shown", () => {
  const hit = pointerOver({ points: { KNA: [0, 0], ATG: [10, 0], DMA: [4, 0] }, hidden: ["DMA"] });
  assert.deepEqual([hit(4, 0), hit(6, 0)], ["KNA", "ATG"]);
});

test("a symbol is hit before what lies under it, a small one on a large one as well", () => {
  const hit = pointerOver({
    points: { UKR: [0, 0] },
    symbols: [
      ["UKR", 0, 0, 40],
      ["POL", 10, 0, 5],
    ],
  });
  assert.deepEqual([hit(9, 0, "UKR"), hit(-20, 0, "UKR"), hit(60, 0, "RUS")], ["POL!", "UKR!", "RUS"]);
});

test("an area of the reader is hit where it is drawn, and a circle before it", () => {
  const hit = pointerOver({ symbols: [["UKR", 0, 0, 5]], units: [["BIH", "own-3"]] });
  assert.deepEqual([hit(50, 0, "BIH", "own-3"), hit(2, 0, "BIH", "own-3"), hit(50, 0, "BIH")], ["BIH!", "UKR!", "BIH"]);
});

/** @param {import("node:test").TestContext} t @param {(url: string) => object} answer */
function withFetch(t, answer) {
  /** @type {string[]} */
  const requests = [];
  const before = globalThis.fetch;
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ url) => {
      requests.push(url);
      return answer(url);
    }
  );
  t.after(() => {
    globalThis.fetch = before;
  });
  return requests;
}

test("a cell is fetched once, and again where it did not come", async (t) => {
  let isThere = false;
  const requests = withFetch(t, () => ({ ok: isThere, status: 503, json: () => "cell" }));
  const cells = new Cells("./geometry/world-0");
  await assert.rejects(cells.load("1-2-3"), /HTTP 503/);
  isThere = true;
  assert.equal(await cells.load("1-2-3"), "cell");
  assert.equal(await cells.load("1-2-3"), "cell");
  assert.deepEqual(requests, Array(2).fill("./geometry/world-0/1-2-3.json"));
});

test("forty-eight cells are kept, and the oldest one goes first", async (t) => {
  const requests = withFetch(t, () => ({ ok: true, json: () => "cell" }));
  const cells = new Cells("");
  for (let n = 0; n < 49; n += 1) await cells.load(String(n));
  await cells.load("48");
  await cells.load("1");
  assert.equal(requests.length, 49);
  await cells.load("0");
  assert.equal(requests.length, 50);
});

test("an answer is kept, a failed one is asked for again, and one that the page began is taken over once", async (t) => {
  let isThere = true;
  const requests = withFetch(t, () => ({ ok: isThere, status: 500, json: () => "fetched" }));
  /** @type {any} */ (globalThis).window = {
    location: { href: "http://atlas/" },
    atlasPrefetched: { "http://atlas/begun": Promise.resolve("begun") },
  };
  t.after(() => {
    delete (/** @type {any} */ (globalThis).window);
  });
  const atlas = new Atlas();
  assert.deepEqual([await atlas.load("begun"), requests.length], ["begun", 0]);
  assert.deepEqual([await atlas.load("x"), await atlas.load("x"), requests.length], ["fetched", "fetched", 1]);
  isThere = false;
  await assert.rejects(atlas.load("y"), /HTTP 500/);
  await assert.rejects(atlas.load("y"), /HTTP 500/);
  assert.equal(requests.length, 3);
  isThere = true;
  for (const url of ["a", "b", "c", "d", "e", "f", "g"]) await atlas.load(url); // eight are kept
  assert.equal(await atlas.load("begun"), "fetched");
});
