/* The search for a country, the stories that a browser keeps, and where an event happened. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { entriesOf, nameKey, search } from "../../dashboard/assets/country-search.js";
import { closest } from "../../dashboard/assets/event-target.js";

const ENTRIES = entriesOf([
  ["AUT", "Austria", ["AT", "AUT"], ["Austria"], []],
  ["CIV", "Côte d’Ivoire", ["CI", "CIV"], ["Côte d’Ivoire"], ["Ivory Coast"]],
  ["GBR", "United Kingdom", ["GB", "GBR"], ["United Kingdom"], ["UK", "Britain"]],
  ["KNA", "St. Kitts and Nevis", ["KN", "KNA"], ["St. Kitts and Nevis", "Saint Kitts & Nevis"], []],
  ["UKR", "Ukraine", ["UA", "UKR"], ["Ukraine"], []],
]);

/** @param {string} words */
const matches = (words) => search(ENTRIES, words).map(({ area, by }) => (by ? `${area} by ${by}` : area));

test("a name is looked up without case, marks and punctuation", () => {
  assert.equal(nameKey("  CÔTE d’Ivoire "), "cote divoire");
  assert.equal(nameKey("St. Kitts & Nevis"), "saint kitts and nevis");
  assert.equal(nameKey("Þórshöfn"), "thorshofn");
  assert.equal(nameKey("…"), "");
});

test("whole names and codes come first, then beginnings of names and of words", () => {
  assert.deepEqual(matches("uk"), ["GBR by UK", "UKR"]);
  assert.deepEqual(matches("UKR"), ["UKR"]);
  assert.deepEqual(matches("kingdom"), ["GBR"]);
  assert.deepEqual(matches("ivory"), ["CIV by Ivory Coast"]);
});

test("letters inside a word count from the third on", () => {
  assert.deepEqual(matches("st"), ["KNA"]); // "saint" begins its name; inside "Austria" two letters say too little
  assert.deepEqual(matches("ustri"), ["AUT"]);
});

test("a slip is forgiven where nothing else fits", () => {
  assert.deepEqual(matches("ukrain"), ["UKR"]);
  assert.deepEqual(matches("ukrianie"), ["UKR"]);
  assert.deepEqual(matches("asutria"), ["AUT"]);
  assert.deepEqual(matches("xyz"), []);
});

test("no words find nothing, and no more than asked for are found", () => {
  assert.deepEqual(matches("  "), []);
  assert.equal(search(ENTRIES, "a", 1).length, 1);
});

/** @type {{ dataset: Record<string, string> }[]} */
const drafts = []; // the elements of a page that hold a draft
const inserted = [() => {}];
const store = new Map([["", ""]]);
const storage = {
  getItem: (/** @type {string} */ key) => store.get(key) ?? null,
  setItem: (/** @type {string} */ key, /** @type {string} */ value) => store.set(key, value),
};
Object.assign(globalThis, {
  document: Object.assign(new EventTarget(), { body: {}, getElementsByClassName: () => drafts }),
  MutationObserver: class {
    constructor(/** @type {() => void} */ changed) {
      inserted[0] = changed;
    }
    observe() {}
  },
  localStorage: storage,
  sessionStorage: storage,
});
const { withDraft } = await import("../../dashboard/assets/story-drafts.js");

test("a draft is kept as soon as the page has it, and once", () => {
  const stories = () => JSON.parse(store.get("atlas-stories") ?? "[]");
  inserted[0]();
  assert.deepEqual(stories(), []);
  drafts.push({ dataset: { title: "Mine", story: "1abc" } });
  inserted[0]();
  const [first] = stories();
  assert.deepEqual([first.title, first.story], ["Mine", "1abc"]);
  store.delete("atlas-stories");
  inserted[0](); // another change of the page
  assert.deepEqual(stories(), []);
});

test("a story takes the place of the older one of its tab, and five are kept", () => {
  /** @type {(tab: string, story: string) => { tab: string, title: string, story: string, at: number }} */
  const draft = (tab, story) => ({ tab, title: story, story, at: 0 });
  const kept = ["a", "b", "c", "d", "e"].map((tab) => draft(tab, `story ${tab}`));
  assert.deepEqual(
    withDraft(kept, draft("c", "another")).map(({ story }) => story),
    ["another", "story a", "story b", "story d", "story e"],
  );
  assert.deepEqual(
    withDraft(kept, draft("f", "new")).map(({ tab }) => tab),
    ["f", "a", "b", "c", "d"],
  );
  assert.equal(withDraft(kept, draft("f", "story a")).length, 5); // the same story once
});

test("an event happens inside an element or inside none", () => {
  const inside = { closest: (/** @type {string} */ selector) => (selector === "button" ? "the button" : null) };
  assert.equal(closest(/** @type {any} */ ({ target: inside }), "button"), "the button");
  assert.equal(closest(/** @type {any} */ ({ target: inside }), "a"), null);
  assert.equal(closest(/** @type {any} */ ({ target: {} }), "a"), null); // the document
  assert.equal(closest(/** @type {any} */ ({ target: null }), "a"), null);
});
