/* The address at which a figure is reported. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { reportAddress } from "../../dashboard/assets/report-figure.js";

const FORM = "https://example.org/new?template=a.yml&title={title}&reference={reference}&shown={shown}&source={source}";
const MAIL = "mailto:facts@example.org?subject={title}&body={body}";
const LINK = "https://atlas.example.org/?country=UKR&day=2026-11-30";
const FIGURE = {
  records: ["ukr-total-2022"],
  shown: " 174,000 km²\n Ministry &  others ",
  sources: ["[2] “Title”. Publisher. https://example.org/a?b=c&d=e"],
  link: LINK,
  release: "2026.11.29",
};

test("an issue form is filled with id, release, link, words and documents", () => {
  const fields = new URL(reportAddress(FORM, FIGURE)).searchParams;
  assert.deepEqual(Object.fromEntries(fields), {
    template: "a.yml",
    title: "Fact: ukr-total-2022",
    reference: `ukr-total-2022 · data release 2026.11.29 · ${LINK}`,
    shown: "174,000 km² Ministry & others",
    source: FIGURE.sources[0],
  });
});

test("a mail has all of it in lines of its body", () => {
  const address = reportAddress(MAIL, FIGURE);
  assert.ok(address.startsWith("mailto:facts@example.org?subject=Fact%3A%20ukr-total-2022&body=Record%3A%20"));
  const lines = decodeURIComponent(address.split("&body=")[1]).split("\r\n");
  assert.deepEqual(lines.slice(0, 3), ["Record: ukr-total-2022", "Release: 2026.11.29", `View: ${LINK}`]);
  assert.deepEqual(lines.slice(3, 5), ["The atlas says: 174,000 km² Ministry & others", `Cited: ${FIGURE.sources[0]}`]);
});

test("hostile words stay inside their field", () => {
  const hostile = '"><script>&title=x#y{source}\u2028%00';
  const address = reportAddress(FORM, {
    ...FIGURE,
    records: [hostile],
    shown: hostile,
    sources: [hostile],
    link: hostile,
  });
  assert.doesNotMatch(address, /["<>#{}\s]/);
  const fields = new URL(address).searchParams;
  assert.deepEqual([...fields.keys()], ["template", "title", "reference", "shown", "source"]);
  assert.equal(fields.get("title"), `Fact: ${hostile}`);
});

test("what is long is cut between letters, and many ids are counted", () => {
  const records = Array.from({ length: 30 }, (_, number) => `id-${number}`);
  const fields = new URL(
    reportAddress(FORM, { ...FIGURE, records, shown: "🗺".repeat(5000), sources: ["é".repeat(5000)] }),
  ).searchParams;
  assert.equal(fields.get("shown"), `${"🗺".repeat(399)}…`);
  assert.equal(fields.get("source"), `${"é".repeat(899)}…`);
  assert.match(fields.get("reference") ?? "", /^id-0, .*id-11 and 18 more · /);
});

test("a page that names no release says none", () => {
  const address = reportAddress("https://example.org/?r={reference}", { ...FIGURE, release: "" });
  assert.equal(new URL(address).searchParams.get("r"), `ukr-total-2022 · ${LINK}`);
  assert.doesNotMatch(reportAddress(MAIL, { ...FIGURE, release: "" }), /Release/);
});
