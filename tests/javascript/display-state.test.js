/* What the map shows, and what the reader has done that Python has not answered yet. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Atlas, lookup } from "../../dashboard/assets/map/atlas.js";
import { DisplayState, plug } from "../../dashboard/assets/map/display-state.js";

const frame = /** @type {any} */ ({ index: { AAA: 0, BBB: 1, CCC: 2 }, answer: { follows: { CCC: "AAA" } } });
const message = { fill: "0.a", keep: [], day: "2026-01-01", out: "BBB", follows: true };

test("a lookup table has the codes of a list and nothing else", () => {
  assert.deepEqual(lookup("AAA BBB", 1), { AAA: 1, BBB: 1 });
  assert.deepEqual(lookup("", 1), {});
  assert.deepEqual(lookup("BBB", 2, { AAA: 1 }), { AAA: 1, BBB: 2 });
});

test("an area has the class of its digit, and none where nothing is known", () => {
  const picture = new DisplayState(message, {}, frame);
  assert.deepEqual([picture.number("AAA"), picture.number("BBB"), picture.number("CCC")], [0, Number.NaN, 10]);
});

test("a filter leaves out by area and by class", () => {
  const picture = new DisplayState({ ...message, keep: [0] }, {}, frame);
  assert.deepEqual([picture.muted("AAA"), picture.muted("BBB"), picture.muted("CCC")], [false, true, true]);
  assert.equal(new DisplayState(message, {}, frame).muted("CCC"), false);
});

test("what is shown ahead of the answer takes the place of the message", () => {
  const picture = new DisplayState(message, { fill: "111", keep: [1], day: "2020-01-01", counts: [3] }, frame);
  assert.deepEqual([picture.fill, picture.keep, picture.day, picture.counts], ["111", [1], "2020-01-01", [3]]);
});

test("territories follow only where the message says that they do", () => {
  assert.deepEqual(new DisplayState(message, {}, frame).follows, { CCC: "AAA" });
  assert.deepEqual(new DisplayState({ ...message, follows: false }, {}, frame).follows, {});
});

/** An atlas without a page, with what it has sent to Python. */
function atlasWithout() {
  /** @type {Wire.ActsSent[]} */
  const sent = [];
  const streamlit = { setComponentValue: (/** @type {any} */ value) => sent.push(value) };
  /** @type {any} */ (globalThis).window = { Streamlit: streamlit };
  const atlas = new Atlas();
  atlas.restyle = () => {};
  atlas.frame = frame;
  plug(atlas);
  /** @param {Partial<Wire.SentMessage>} changes */
  function hear(changes) {
    atlas.message = /** @type {any} */ ({ ...message, lastAct: 0, session: "one", ...changes });
    atlas.emit("message", atlas.message);
    return atlas.look();
  }
  hear({});
  return { atlas, sent, hear };
}

test("every act is sent with those that no answer has confirmed", () => {
  const { atlas, sent, hear } = atlasWithout();
  atlas.sendAct("choose", "AAA");
  atlas.sendAct("keep", ["party"]);
  assert.deepEqual(
    sent.map((one) => one.acts.map(([, kind]) => kind)),
    [["choose"], ["choose", "keep"]],
  );
  const [first, second] = sent[1].acts.map(([number]) => number);
  assert.ok(second > first);
  hear({ lastAct: first });
  assert.deepEqual(
    atlas.acts.map(([number]) => number),
    [second],
  );
});

test("another session is told the acts without an answer again, the same one is not", () => {
  const { atlas, sent, hear } = atlasWithout();
  atlas.sendAct("choose", "AAA");
  hear({});
  assert.equal(sent.length, 1);
  hear({ session: "two" });
  assert.deepEqual([sent.length, sent[1].session, sent[1].acts], [2, "two", sent[0].acts]);
  hear({ session: "two", lastAct: atlas.lastAct });
  assert.deepEqual([atlas.acts, sent.length], [[], 2]);
});

test("no more than twelve acts wait for an answer", () => {
  const { atlas } = atlasWithout();
  for (let i = 0; i < 20; i += 1) atlas.sendAct("choose", i);
  assert.deepEqual(
    atlas.acts.map(([, , value]) => value),
    [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
  );
});

test("a preview is shown until the answer to its own act and no longer", () => {
  const { atlas, hear } = atlasWithout();
  atlas.preview({ keep: [1] });
  atlas.sendAct("keep", ["party"]);
  const keep = atlas.lastAct;
  atlas.sendAct("choose", "AAA");
  assert.deepEqual(hear({ lastAct: keep - 1 }).keep, [1]);
  assert.deepEqual(hear({ lastAct: keep, keep: [2] }).keep, [2]);
});

test("the answer to another act leaves a preview alone", () => {
  const { atlas, hear } = atlasWithout();
  atlas.preview({ day: "2020-01-01" });
  atlas.sendAct("choose", "AAA");
  assert.equal(hear({ lastAct: atlas.lastAct }).day, "2020-01-01");
  atlas.sendAct("day", "2020-01-01");
  assert.equal(hear({ lastAct: atlas.lastAct }).day, "2026-01-01");
});

test("a preview can be taken back", () => {
  const { atlas } = atlasWithout();
  atlas.preview({ fill: "111", day: "2020-01-01" });
  atlas.preview({ fill: undefined });
  assert.deepEqual([atlas.look().fill, atlas.look().day], ["0.a", "2020-01-01"]);
  atlas.preview(null);
  assert.equal(atlas.look().day, "2026-01-01");
});
