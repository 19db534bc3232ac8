/* Where things are on the map: points, names, neighbours, cells, the card. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { middle, nearestPlace, nextPlace } from "../../dashboard/assets/map/area-centres.js";
import { cited, isBetween, isInside, placesBeside } from "../../dashboard/assets/map/card.js";
import { mergeCells, neededCells } from "../../dashboard/assets/map/cells.js";
import { roundKm } from "../../dashboard/assets/map/controls.js";
import { mapHeight, pairHeight, roomIn, shapeOf } from "../../dashboard/assets/map/frame-height.js";
import { Keyboard, named, typed } from "../../dashboard/assets/map/keyboard.js";
import { around, touches, waysToWrite } from "../../dashboard/assets/map/label-lines.js";
import { roomiest } from "../../dashboard/assets/map/label-room.js";
import { numbersOf, ringOf } from "../../dashboard/assets/map/outlines-and-symbols.js";
import { spread } from "../../dashboard/assets/map/point-spreading.js";
import { credited, scaleAt, stretchAt, zoomAt } from "../../dashboard/assets/map/street-map.js";
import { rankedKeys, sidesOf } from "../../dashboard/assets/map/ticks.js";
import { tag } from "../../dashboard/assets/tag.js";
import { fakeDocument, markup } from "./fake-document.js";

/** @type {(x: number, y: number, radius?: number, weight?: number) => Spread} */
const point = (x, y, radius = 4, weight = 4) => ({ home: { x, y }, x, y, radius, weight });
/** @type {(a: Position, b: Position) => number} */
const away = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

test("points that lie on one another are moved apart, no further than they may", () => {
  const points = [point(0, 0), point(0, 0), point(3, 1), point(100, 0)];
  spread(points);
  for (const one of points) {
    assert.ok(away(one, one.home) <= 16);
    for (const other of points) if (one !== other) assert.ok(away(one, other) > 8.9);
  }
  assert.deepEqual([points[3].x, points[3].y], [100, 0]);
});

test("the heavier of two points moves less, and the same points always come to lie alike", () => {
  const lay = () => {
    const points = [point(0, 0, 4, 4), point(1, 0, 3, 1)];
    spread(points);
    return points.map(({ x, y }) => [x, y]);
  };
  const [state, territory] = lay();
  assert.ok(Math.abs(state[0]) < Math.abs(territory[0] - 1));
  assert.deepEqual(lay(), [state, territory]);
});

test("more points than there is room for stay within reach of their places", () => {
  const points = Array.from({ length: 40 }, (_, i) => point(i % 3, i % 2));
  spread(points);
  assert.ok(points.every((one) => away(one, one.home) <= 16.0001));
});

const PLACES = [
  { code: "here", x: 0, y: 0 },
  { code: "near", x: 10, y: 4 },
  { code: "far", x: 30, y: 0 },
  { code: "aside", x: 5, y: 9 },
  { code: "behind", x: -3, y: 0 },
];

test("the next place lies ahead, nearer before farther, and not aside", () => {
  const reached = ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"].map((key) => nextPlace(PLACES[0], PLACES, key));
  assert.deepEqual(
    reached.map((place) => place?.code),
    ["near", "aside", "behind", undefined],
  );
});

test("the nearest place is found, and none among none", () => {
  assert.equal(nearestPlace({ x: 6, y: 8 }, PLACES)?.code, "aside");
  assert.equal(nearestPlace({ x: 0, y: 0 }, []), null);
});

test("the middle of a ring is weighted by its area, whichever way it goes", () => {
  const ring = [
    { lat: 0, lng: 0 },
    { lat: 0, lng: 4 },
    { lat: 2, lng: 4 },
    { lat: 2, lng: 0 },
  ];
  for (const one of [ring, ring.slice().reverse()]) {
    assert.deepEqual(middle(one), { area: 8, at: { lat: 1, lng: 2 } });
  }
  assert.equal(middle([ring[0], ring[0]]).at, ring[0]); // a ring without an area is where it begins
});

/** @type {[string, string][]} */
const NAMES = [
  ["cote d'ivoire", "CIV"],
  ["cuba", "CUB"],
  ["turkiye", "TUR"],
  ["uganda", "UGA"],
  ["ukraine", "UKR"],
];

test("arrows pass over what a filter leaves out and what the map cannot be moved to", () => {
  /** @type {Record<string, [number, number]>} */
  const at = { FRA: [0, 0], CHE: [10, 0], AUT: [20, 0], HUN: [30, 0], FJI: [40, 0] };
  /** @type {string[]} */
  const texts = [];
  /** @type {any} */
  const keys = {
    code: "",
    map: {
      getSize: () => ({ x: 0, y: 0 }),
      options: { maxBounds: { contains: (/** @type {Position} */ place) => place.x < 40 } },
    },
    atlas: {
      frame: { places: Object.fromEntries(Object.entries(at).map(([code, [x, y]]) => [code, { x, y }])) },
      picture: { muted: (/** @type {string} */ code) => code === "CHE" },
      say: (/** @type {string} */ text) => texts.push(text),
    },
    places: () => Object.entries(at).map(([code, [x, y]]) => ({ code, x, y })),
    goTo(/** @type {string} */ code) {
      this.code = code;
    },
  };
  const seen = Array.from({ length: 4 }, () => {
    Keyboard.prototype.step.call(keys, "ArrowRight");
    return keys.code;
  });
  assert.deepEqual(seen, ["FRA", "AUT", "HUN", "HUN"]); // first of all what lies nearest to the middle of the map
  assert.deepEqual(texts, ["No country further to the right"]);
});

test("letters find a name whatever its accents and apostrophes", () => {
  assert.equal(typed("Côte d’Ivoire"), "cote d'ivoire");
  assert.equal(typed("Türkiye"), "turkiye");
});

test("one letter goes from name to name, more letters stay where they fit", () => {
  assert.equal(named("cu", NAMES, ""), "CUB");
  assert.deepEqual(
    [named("u", NAMES, ""), named("u", NAMES, "UGA"), named("uu", NAMES, "UKR"), named("uk", NAMES, "UKR")],
    ["UGA", "UKR", "UGA", "UKR"],
  );
  assert.equal(named("x", NAMES, "CUB"), "");
});

/** @param {string} text */
const widthOf = (text) => 10 * text.length;

test("a name of several words is also written in two lines, as narrow as they can be", () => {
  const [one, two] = waysToWrite("Bosnia and Herzegovina", 10, widthOf);
  assert.deepEqual([one.lines, one.width], [["Bosnia and Herzegovina"], 220]);
  assert.deepEqual([two.lines, two.width], [["Bosnia and", "Herzegovina"], 110]);
  assert.equal(two.height, 2 * one.height);
  assert.equal(two.letters - one.letters, one.height);
  assert.equal(waysToWrite("Kenya", 10, widthOf).length, 1);
});

test("names touch where their boxes lie on one another, with air at their sides", () => {
  const [way] = waysToWrite("Kenya", 10, widthOf);
  const box = around(100, 50, way);
  assert.deepEqual(box, [72, 44.25, 128, 55.75]);
  assert.equal(touches(box, around(155, 50, way)), true);
  assert.equal(touches(box, around(156, 50, way)), false);
  assert.equal(touches(box, around(100, 61.5, way)), false);
});

test("the roomiest point of a grid is the middle of what lies inside", () => {
  const rows = ["........", ".#####..", ".#####..", ".#####..", "........"];
  const inside = [...rows.join("")].map((sign) => sign === "#");
  assert.deepEqual(roomiest(inside, 8, 10, 10, 2), { at: 19, across: 25, up: 15, score: 25 });
  assert.equal(
    roomiest(
      inside.map(() => false),
      8,
      10,
      10,
      1,
    ),
    null,
  );
});

test("a line of points has room to both sides and none up", () => {
  const inside = [...".........###....."].map((sign) => sign === "#");
  assert.deepEqual(roomiest(inside, 17, 2, 4, 10), { at: 10, across: 3, up: 2, score: 3 });
});

/** @type {Wire.TierRow[]} */
const TIERS = [
  [10, 4, 0, 0, 5, 5],
  [40, 1, 0, 0, 20, 20],
];

test("a view takes the cells of the finest tier that holds at its scale", () => {
  assert.equal(neededCells(TIERS, 9, [1, 1, 2, 2]), null);
  assert.deepEqual(neededCells(TIERS, 10, [1, 1, 5, 2]), { names: ["0-0-0", "0-1-0"], box: [0, 0, 8, 4] });
  assert.deepEqual(neededCells(TIERS, 40, [1, 1, 1.5, 2.5]), { names: ["1-1-1", "1-1-2"], box: [1, 1, 2, 3] });
});

test("a view beyond the grid takes the cells at its edge, and one that is too wide none", () => {
  assert.deepEqual(neededCells(TIERS, 10, [-9, -9, -8, -8])?.names, ["0-0-0"]);
  assert.deepEqual(neededCells(TIERS, 10, [90, 90, 99, 99])?.names, ["0-4-4"]);
  assert.equal(neededCells(TIERS, 40, [0, 0, 10, 10]), null);
});

/** @type {(id: string, arcs: any, type?: string) => Shape} */
const shape = (id, arcs, type = "Polygon") => ({ type, id, arcs });

test("cells become one topology, in which an area of several cells is one", () => {
  /** @type {(areas: Shape[], lines: Shape[], arcs: number) => Topology} */
  const cell = (areas, lines, arcs) => ({
    type: "Topology",
    arcs: Array.from({ length: arcs }, (_, i) => [[i, 0]]),
    objects: {
      areas: { type: "GeometryCollection", geometries: areas },
      lines: { type: "GeometryCollection", geometries: lines },
    },
  });
  const merged = mergeCells([
    cell([shape("AAA", [[0, 1]]), shape("BBB", [], /** @type {any} */ (null))], [], 3),
    cell([shape("AAA", [[[~0, 1]], [[2]]], "MultiPolygon"), shape("CCC", [[1]])], [shape("l", [2], "LineString")], 3),
  ]);
  assert.equal(merged.arcs.length, 6);
  assert.deepEqual(merged.objects.areas, [
    shape("AAA", [[[0, 1]], [[~3, 4]], [[5]]], "MultiPolygon"),
    shape("CCC", [[[4]]], "MultiPolygon"),
  ]);
  assert.deepEqual(merged.objects.lines, [{ ...shape("l", [5], "LineString"), properties: undefined }]);
  assert.deepEqual(merged.objects.oblasts, []);
});

/* test_street_part.py writes the same numbers as the same text. */
test("numbers in base64 VLQ are read as source maps write them", () => {
  assert.deepEqual(numbersOf("AACDgBhB+/////BvorrC"), [0, 0, 1, -1, 16, -16, 2 ** 30 - 1, -1234567]);
  assert.deepEqual(numbersOf(""), []);
});

test("the turns of a ring lead back to its corners", () => {
  // from corner to corner (1000, 2000), (500, 250), (-600, -2350): each as it differs from the one before it
  assert.deepEqual(ringOf("w+Bg9DpfttD5kCxiF5Sk5E"), [
    [2, 1],
    [2.25, 1.5],
    [-0.1, 0.9],
    [0, 0],
  ]);
});

test("the way from a place into the card is between the two", () => {
  const card = { left: 50, top: -10, right: 90, bottom: 30 };
  assert.equal(isInside({ x: 60, y: 0 }, card), true);
  assert.equal(isInside({ x: 49, y: 0 }, card), false);
  assert.equal(isBetween({ x: 25, y: 3 }, { x: 0, y: 0 }, card), true);
  assert.equal(isBetween({ x: 25, y: 40 }, { x: 0, y: 0 }, card), false);
  assert.equal(isBetween({ x: -10, y: 0 }, { x: 0, y: 0 }, card), false);
});

test("a card lies within the map wherever it is asked for, and costs what the edge pushes it back", () => {
  const size = { x: 800, y: 400 };
  for (let x = 0; x <= size.x; x += 40) {
    for (let y = 0; y <= size.y; y += 40) {
      for (const place of placesBeside({ x, y }, 14, size, 300, 180)) {
        assert.ok(place.x >= 6 && place.x + 300 <= size.x - 6, `${x},${y}`);
        assert.ok(place.y >= 6 && place.y + 180 <= size.y - 6, `${x},${y}`);
      }
    }
  }
  const [beside] = placesBeside({ x: 100, y: 100 }, 14, size, 300, 180);
  assert.deepEqual(beside, { x: 114, y: 114, side: [1, 1], cost: 0 });
  const costs = placesBeside({ x: 790, y: 10 }, 14, size, 300, 180).map((place) => Math.sign(place.cost));
  assert.deepEqual(costs, [1, 1, 0, 1]); // beside the right edge at the top, left of the point and below it is free
});

test("the numbers of the sources of a sentence are raised behind it", (t) => {
  fakeDocument(t);
  assert.equal(markup(cited({ text: "Party since 1999", numbers: [1, 4] })), "Party since 1999<sup>1,4</sup>");
  assert.equal(markup(cited({ text: "No claim", numbers: [] })), "No claim");
});

test("text that looks like markup stays text", (t) => {
  fakeDocument(t);
  assert.equal(markup(cited({ text: "<img src=x> & co", numbers: [2] })), "&lt;img src=x&gt; &amp; co<sup>2</sup>");
  assert.equal(markup([tag("p", "<b>", tag("b", "a & b"), " — c")]), "<p>&lt;b&gt;<b>a &amp; b</b> — c</p>");
});

test("an attribution is text, and a link where it has an address", (t) => {
  fakeDocument(t);
  assert.equal(
    markup([credited(["© <i>", ""]), credited(["OSM & co", "https://a.org/?x&y"])]),
    '© &lt;i&gt;<a href="https://a.org/?x&amp;y" target="_blank" rel="noopener">OSM &amp; co</a>',
  );
});

test("the scale has a round number of kilometres", () => {
  assert.deepEqual([999, 500, 499, 20, 19, 1, 0.3].map(roundKm), [500, 500, 200, 20, 10, 1, 0.2]);
});

test("a map is as high as the window has room for, within bounds", () => {
  assert.equal(roomIn(900, 269), 381);
  assert.equal(mapHeight(1400, 381), 381);
  assert.equal(mapHeight(1400, 2000), 720);
  assert.equal(mapHeight(1400, -50), 340);
  assert.equal(mapHeight(760, 2000), 400); // the world is not higher
  assert.equal(mapHeight(617, 2000), 340); // beside the panel of a window 1,280 pixels wide
  assert.equal(mapHeight(580, 2000), 377);
  assert.equal(mapHeight(300, 2000), 240);
});

test("two maps stand side by side, or one above the other on a narrow page", () => {
  assert.equal(pairHeight(1400, 2000, 1.9), 392);
  assert.equal(pairHeight(1400, 100, 1.9), 240);
  assert.equal(pairHeight(400, 2000, 1.9), 520);
  assert.deepEqual([shapeOf(10, 1), shapeOf(1, 10), shapeOf(3, 2)], [1.9, 0.9, 1.5]);
});

test("zoom levels of street maps and pixels a unit are the same told twice", () => {
  for (const zoom of [0, 3, 10.5]) assert.ok(Math.abs(zoomAt(scaleAt(zoom)) - zoom) < 1e-9);
  assert.ok(Math.abs(scaleAt(1) / scaleAt(0) - 2) < 1e-12);
  assert.equal(stretchAt(0), 1);
  assert.ok(Math.abs(stretchAt(63.78137 * Math.log(Math.tan(Math.PI / 4 + Math.PI / 6))) - 2) < 1e-9); // 60° north
});

test("words beside marks go to the right, else to the left, else nowhere", () => {
  assert.deepEqual(
    sidesOf(
      [
        [10, 50],
        [12, 50],
        [190, 40],
        [70, 20],
      ],
      200,
    ),
    ["right", "", "left", "right"],
  );
  assert.deepEqual(
    sidesOf(
      [
        [60, 50],
        [52, 50],
      ],
      200,
    ),
    ["right", "left"],
  );
});

test("key days on which the treaty changed have words before others, later ones before earlier ones", () => {
  const history = /** @type {any} */ ({
    changes: [[5], [10], [20]],
    keys: [
      [5, "", "a"],
      [12, "", "b"],
      [20, "", "c"],
      [30, "", "d"],
    ],
    lastChange: (/** @type {number} */ day) => [5, 10, 20].filter((change) => change <= day).length - 1,
  });
  assert.deepEqual(
    rankedKeys(history, 0, 25).map(([, , mark]) => mark),
    ["c", "a", "b"],
  );
});
