/* Days as numbers, ISO text and words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber, dayWords, isoDay, shortDay, yearOf } from "../../dashboard/assets/map/days.js";

test("days are counted from the first day of 1992", () => {
  assert.equal(dayNumber("1992-01-01"), 0);
  assert.equal(dayNumber("1991-12-31"), -1);
  assert.equal(isoDay(60), "1992-03-01");
});

test("a day comes back from its number, over leap years and the turn of a century", () => {
  for (let number = -400; number < 20000; number += 13) assert.equal(dayNumber(isoDay(number)), number);
  assert.equal(dayNumber("2000-03-01") - dayNumber("2000-02-28"), 2);
});

test("a day is written as the server writes it, wherever the reader is", () => {
  const number = dayNumber("2025-12-27");
  assert.equal(dayWords(number), "27 December 2025");
  assert.equal(shortDay(number), "27 Dec 2025");
  assert.equal(yearOf(number), 2025);
  assert.equal(dayWords(dayNumber("2026-01-01")), "1 January 2026");
});
