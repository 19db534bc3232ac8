/* What is said and how classes look: cards, legends, styles, the first picture. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { arcsOf, linesOf, mannersOf } from "../../dashboard/assets/first-picture-canvas.js";
import { cardLinesOf, numbersOf, sentenceOf, textsOf } from "../../dashboard/assets/map/card-content.js";
import {
  cornersOf,
  darkEdges,
  fillOf,
  inkOf,
  isEdgeDark,
  markerPath,
  rules,
} from "../../dashboard/assets/map/class-styles.js";
import { DisplayState } from "../../dashboard/assets/map/display-state.js";
import { keptAfter, keptFrom, keptOf, legendsOf, replacedBy } from "../../dashboard/assets/map/legend.js";
import { EDGES } from "../../dashboard/assets/map/shared-constants.js";

test("a sentence of the cards is text and the numbers of its sources, and brackets in it are text", () => {
  assert.deepEqual(sentenceOf(["Party since 1 March 1999", [2, 11]]), {
    text: "Party since 1 March 1999",
    numbers: [2, 11],
  });
  assert.deepEqual(sentenceOf(["Article 5 [9]", []]), { text: "Article 5 [9]", numbers: [] });
  assert.equal(sentenceOf(undefined), null);
  assert.equal(sentenceOf(["", []]), null);
});

test("a card has the lines that say something, in their order, each with its heading", () => {
  /** @type {Wire.CardLine[]} */
  const kinds = [
    ["A treaty", true],
    ["Schools", false],
    ["Mines", false],
  ];
  /** @type {Wire.CitedRow[]} */
  const rows = [
    ["Party", [2]],
    ["", []],
    ["No claim", []],
  ];
  assert.deepEqual(cardLinesOf(kinds, rows), [
    { text: "Party", numbers: [2], heading: "A treaty", isClass: true },
    { text: "No claim", numbers: [], heading: "Mines", isClass: false },
  ]);
  assert.deepEqual(cardLinesOf(kinds, []), []);
});

test("the sources of several sentences are listed once, by number and not by letter", () => {
  assert.deepEqual(
    numbersOf([{ text: "A", numbers: [11, 2] }, { text: "B", numbers: [2, 3] }, { text: "C", numbers: [] }, null]),
    [2, 3, 11],
  );
});

test("a chosen country changes the numbers of the sources on cards, anything else of a view their texts", () => {
  const cards = "../../cards/2026.11.30-1.json";
  for (const query of ["?v=1&country=BRA", "?v=1&country=SAU", "?country=SAU&v=1"])
    assert.equal(textsOf(cards + query), textsOf(`${cards}?v=1`));
  assert.notEqual(textsOf(`${cards}?v=1&day=2001-01-01&country=BRA`), textsOf(`${cards}?v=1&country=BRA`));
});

test("a click keeps a class alone, with Shift more or less, and all of them are no filter", () => {
  assert.deepEqual(keptAfter([], 1, 3, false), [1]);
  assert.deepEqual(keptAfter([0, 1], 1, 3, false), [1]);
  assert.deepEqual(keptAfter([1], 1, 3, false), []);
  assert.deepEqual(keptAfter([0], 1, 3, true), [0, 1]);
  assert.deepEqual(keptAfter([0, 1], 0, 3, true), [1]);
  assert.deepEqual(keptAfter([0, 1], 2, 3, true), []);
});

test("a legend of circles keeps what its message says, or what a click has kept since", () => {
  const items = [0, 1, 2].map((number) => ({ number, isKept: number < 2 }));
  const circles = { act: /** @type {const} */ ("circles"), items };
  assert.deepEqual(keptOf(circles, { keep: [7] }), [0, 1]);
  assert.deepEqual(keptOf(circles, { keep: [7], circles: [2] }), [2]);
  assert.deepEqual(keptOf({ ...circles, items: items.slice(0, 2) }, { keep: [7] }), []);
  assert.deepEqual(
    [keptOf({ act: "keep", items }, { keep: [7] }), keptOf({ act: "", items }, { keep: [7] })],
    [[7], []],
  );
});

test("a choice in one legend of classes replaces that in another, but never kinds of treaty status", () => {
  const items = [0, 1, 2].map((number) => ({
    number,
    isKept: true,
    count: 0,
    isFilter: true,
    label: "",
    id: "",
    corners: undefined,
  }));
  const votes = { layer: "votes", title: "Votes", symbol: "fill", act: /** @type {const} */ ("keep"), items };
  const circles = { ...votes, layer: "own", title: "Own", symbol: "circle", act: /** @type {const} */ ("circles") };
  const status = { ...votes, layer: "status", title: "Status" };
  assert.equal(replacedBy(circles, [votes, circles], { keep: [1] }), "Votes");
  assert.equal(replacedBy(votes, [votes, circles], { keep: [], circles: [2] }), "Own");
  assert.equal(replacedBy(circles, [votes, circles], { keep: [] }), "");
  assert.equal(replacedBy(circles, [status, circles], { keep: [1] }), "");
  assert.equal(replacedBy(status, [status, circles], { keep: [], circles: [2] }), "");
});

/** @type {Wire.ClassRow} */
const PLAIN = ["Party", "#1B6DC4", "#2B7DD4", "none", "#000000", "#FFFFFF", 2 * EDGES.dot + EDGES.border, "party"];
/** @type {Wire.ClassRow} */
const HATCHED = ["Left", "#F9C329", "#E9B319", "dots", "#111111", "#EEEEEE", EDGES.coast, "left"];
/** @type {Wire.MarkerClassRow} */
const MARKER = [
  "Event",
  "#000000",
  "#FFFFFF",
  "none",
  "#000000",
  "#FFFFFF",
  0,
  "event",
  [0, -100, 100, 100, -100, 100],
];

test("a click on a class of claims keeps it and those above it, and the same click again keeps all", () => {
  assert.deepEqual(keptFrom([], 1, [0, 1, 2, 3]), [0, 1]);
  assert.deepEqual(keptFrom([0], 1, [0, 1, 2, 3]), [0, 1]);
  assert.deepEqual(keptFrom([0, 1, 2], 1, [0, 1, 2, 3]), [0, 1]);
  assert.deepEqual(keptFrom([1, 0], 1, [0, 1, 2, 3]), []);
  assert.deepEqual(keptFrom([0], 0, [0, 1, 2, 3]), []);
  assert.deepEqual(keptFrom([0, 1], 3, [0, 1, 2, 3]), []);
});

test("a legend names what its lists hold", () => {
  const legends = legendsOf({
    classes: [PLAIN, MARKER],
    legends: [["events", "Events", "circle", [[1, 3, 1]], ""]],
  });
  assert.deepEqual(legends[0].items, [
    { number: 1, count: 3, isKept: true, isFilter: false, label: "Event", id: "event", corners: MARKER[8] },
  ]);
  assert.equal(cornersOf(PLAIN), undefined);
});

test("every class of a legend that filters is a filter but what a map of changes leaves grey", () => {
  /** @type {Wire.ClassRow} */
  const grey = ["No change", "#ECEEF0", "#2C343A", "none", "#000000", "#FFFFFF", 0, "no-change"];
  const [legend] = legendsOf({
    classes: [PLAIN, grey],
    legends: [
      [
        "status",
        "Changes",
        "fill",
        [
          [0, 9, 1],
          [1, 188, 1],
        ],
        "keep",
      ],
    ],
  });
  assert.deepEqual(
    legend.items.map((item) => item.isFilter),
    [true, false],
  );
});

test("a class has a colour, an ink and dark edges of its own in each theme", () => {
  assert.deepEqual([fillOf(PLAIN, false), fillOf(PLAIN, true)], ["#1B6DC4", "#2B7DD4"]);
  assert.deepEqual([inkOf(HATCHED, false), inkOf(HATCHED, true)], ["#111111", "#EEEEEE"]);
  assert.deepEqual([isEdgeDark(PLAIN, "dot", false), isEdgeDark(PLAIN, "dot", true)], [false, true]);
  assert.deepEqual([isEdgeDark(PLAIN, "border", false), isEdgeDark(PLAIN, "border", true)], [true, false]);
  assert.deepEqual([isEdgeDark(HATCHED, "coast", false), isEdgeDark(HATCHED, "border", false)], [true, false]);
});

test("dark edges are those of the theme that is on, without areas that a filter leaves out", () => {
  const page = { documentElement: { dataset: { theme: "light" } } };
  /** @type {any} */ (globalThis).document = page;
  const frame = /** @type {any} */ ({ index: { AAA: 0, BBB: 1, CCC: 2, DDD: 3 }, answer: { follows: {} } });
  const picture = new DisplayState({ fill: "011.", keep: [], day: "", out: "CCC", follows: false }, {}, frame);
  const message = { classes: [PLAIN, HATCHED] };
  const codes = ["AAA", "BBB", "CCC", "DDD"];
  assert.deepEqual(darkEdges(codes, picture, message), { coast: { BBB: true }, border: { AAA: true } });
  page.documentElement.dataset.theme = "dark";
  assert.deepEqual(darkEdges(codes, picture, message), { coast: {}, border: {} });
});

test("a plain class is a colour in both themes, faint points have an edge where they need one", () => {
  assert.equal(
    rules(PLAIN, 0),
    "[data-theme=light] .atlas-k0{--fill:#1B6DC4;fill:#1B6DC4}[data-theme=light] .atlas-over.atlas-k0{fill:#1B6DC4}\n" +
      "[data-theme=dark] .atlas-k0{--fill:#2B7DD4;fill:#2B7DD4}[data-theme=dark] .atlas-over.atlas-k0{fill:#2B7DD4}" +
      "[data-theme=dark] .atlas-point.atlas-k0{stroke:var(--faint-edge);stroke-width:.8px}",
  );
});

test("a hatched class is a pattern, of its own colours in each theme", () => {
  const [light, dark] = rules(HATCHED, 7).split("\n");
  assert.match(light, /^\[data-theme=light\] \.atlas-k7\{--fill:#F9C329;fill:url\(#atlas-p7\)\}/);
  assert.match(light, /\.atlas-over\.atlas-k7\{fill:url\(#atlas-o7\)\}/);
  assert.match(dark, /\.atlas-tile7 rect\{fill:#E9B319\}\[data-theme=dark\] \.atlas-tile7 path\{stroke:#EEEEEE\}/);
});

test("a marker is drawn around its place", () => {
  assert.equal(markerPath([0, -100, 100, 100], 10, 20, 5), "M10,15 15,25 Z");
});

test("arcs are steps where the topology has a transform, and positions where it has none", () => {
  /** @type {Topology} */
  const topology = {
    type: "Topology",
    transform: { scale: [0.5, 2], translate: [10, -1] },
    arcs: [
      [
        [2, 1],
        [2, 1],
      ],
    ],
    objects: { areas: { type: "GeometryCollection", geometries: [] } },
  };
  assert.deepEqual(arcsOf(topology), [
    [
      [11, 1],
      [12, 3],
    ],
  ]);
  assert.equal(arcsOf({ ...topology, transform: undefined }), topology.arcs);
});

test("the lines of a geometry are its rings, however deep they lie", () => {
  /** @type {(arcs: any) => number[][]} */
  const lines = (arcs) => linesOf({ type: "", id: "", arcs });
  assert.deepEqual(lines([1, ~2]), [[1, ~2]]);
  assert.deepEqual(lines([[1], [2, 3]]), [[1], [2, 3]]);
  assert.deepEqual(lines([[[1], [2]], [[3]]]), [[1], [2], [3]]);
});

test("the first picture paints an area as the map will", () => {
  const answer = { order: ["AAA", "BBB", "CCC", "DDD"], follows: { DDD: "AAA" } };
  const data = { url: "", headline: "", classes: [], fill: "01.1", keep: [1], out: ["BBB"], follows: true };
  const mannerOf = mannersOf(data, answer);
  const out = { number: -1, strength: 1 };
  assert.deepEqual(answer.order.map(mannerOf), [out, out, out, { number: 1, strength: 0.55 }]);
  const all = mannersOf({ ...data, keep: [], out: [], follows: false }, answer);
  assert.deepEqual(
    answer.order.map((code) => all(code).number),
    [0, 1, -1, 1],
  );
  assert.equal(all("DDD").strength, 1);
});
