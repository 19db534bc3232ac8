/* The search for a country: a combobox (ARIA 1.2, list autocomplete) that finds an area by any name or code.

   Streamlit's select box matches the letters of its labels in their order, whatever lies between, so that "UK" found
   Ukraine and "Holland" the Heard Islands. The names come as one file when the field is first used; they are ranked by
   the rules of geodata/area_search.py, and a test holds the two together. Streamlit calls the function at the end on each
   run. */
import { closest } from "./event-target.js";

const MOST = 8;
const LEAST_INSIDE = 3;
const SHORT = 7;
const LEAST_NEAR = 4;
/** @type {Record<string, string>} */
const PLAIN = { ß: "ss", ς: "σ", ø: "o", đ: "d", ð: "d", ł: "l", ħ: "h", ı: "i", æ: "ae", œ: "oe", þ: "th", ŧ: "t" };
/** @type {Map<string, Promise<Entry[]>>} what has been fetched, by address */
const files = new Map();
/** @type {WeakMap<Element, Field>} */
const fields = new WeakMap();
let count = 0;

/** @typedef {[name: string, key: string, step: number]} Known a name, how it is looked up, and how far it ranks behind */
/** @typedef {{ area: string, label: string, codes: string[], names: Known[] }} Entry */
/** @typedef {{ rank: number, by: string }} Best how well an entry fits, and the name that it was found by */
/** @typedef {(query: string, key: string, step: number) => number | null} Measure */
/** @typedef {{ area: string, label: string, by: string }} Found */
/**
 * @typedef {object} Component what Streamlit calls the script with
 * @property {{ names: string, shown: string }} data
 * @property {(name: string, value: unknown) => void} setTriggerValue
 */

/**
 * Return a name as it is looked up: small letters without marks, apostrophes and punctuation.
 *
 * @param {string} text
 */
export function nameKey(text) {
  const plain = text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const letters = plain.replace(/[ßςøđðłħıæœþŧ]/g, (letter) => PLAIN[letter]);
  const words = letters.replace(/&/g, " and ").replace(/[‘’‚‛ʹʻʼʽʾʿˈ´`′＇']/g, "");
  return words
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/(^| )st(?= |$)/g, "$1saint")
    .trim();
}

/**
 * @param {string} query
 * @param {string} key
 * @param {number} step
 * @returns {number | null}
 */
function rankOf(query, key, step) {
  if (!key.includes(query)) return null;
  if (key === query) return 0;
  if (key.startsWith(query)) return 1 + step;
  if (key.includes(` ${query}`)) return 3 + step;
  return query.length >= LEAST_INSIDE ? 5 + step : null;
}

/**
 * Return how many letters were left out, put in, changed or swapped with the next.
 *
 * @param {string} one
 * @param {string} other
 */
function slipCount(one, other) {
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i += 1) {
    const line = [i];
    for (let j = 1; j <= other.length; j += 1) {
      let cost = Math.min(last[j] + 1, line[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        cost = Math.min(cost, before[j - 2] + 1);
      }
      line.push(cost);
    }
    before = last;
    last = line;
  }
  return last[other.length];
}

/**
 * @param {Entry} entry
 * @param {string} query
 * @param {Measure} measure
 * @returns {Best | null}
 */
function best(entry, query, measure) {
  if (measure === rankOf && entry.codes.includes(query)) return { rank: 0, by: "" };
  /** @type {Best | null} */
  let nearest = null;
  for (const [name, key, step] of entry.names) {
    const rank = measure(query, key, step);
    if (rank !== null && (!nearest || rank < nearest.rank)) nearest = { rank, by: name === entry.label ? "" : name };
  }
  return nearest;
}

/**
 * @param {string} query
 * @param {string} key
 * @returns {number | null}
 */
function nearness(query, key) {
  const most = query.length < SHORT ? 1 : 2;
  if (Math.abs(key.length - query.length) > most) return null;
  const slips = slipCount(query, key);
  return slips <= most ? slips : null;
}

/**
 * Return [{area, label, by}] of the areas that a search finds, best first.
 *
 * @param {Entry[]} entries
 * @param {string} words
 * @param {number} [most]
 * @returns {Found[]}
 */
export function search(entries, words, most = MOST) {
  const query = nameKey(words);
  if (!query) return [];
  /** @param {Measure} measure */
  function ranked(measure) {
    return entries.flatMap((entry) => {
      const fit = best(entry, query, measure);
      return fit ? [{ entry, fit }] : [];
    });
  }
  let matches = ranked(rankOf);
  if (!matches.length && query.length >= LEAST_NEAR) matches = ranked(nearness);
  matches.sort((a, b) => a.fit.rank - b.fit.rank); // stable: equal ranks stay in the order of the labels
  return matches.slice(0, most).map(({ entry, fit: { by } }) => ({ area: entry.area, label: entry.label, by }));
}

/**
 * Return the entries of the file: one an area, in the order of the labels.
 *
 * @param {Wire.NameRow[]} rows
 * @returns {Entry[]}
 */
export function entriesOf(rows) {
  return rows.map(([area, label, codes, first, others]) => ({
    area,
    label,
    codes: codes.map((code) => code.toLowerCase()),
    names: [first, others].flatMap((names, step) =>
      names.map((name) => /** @type {Known} */ ([name, nameKey(name), step])),
    ),
  }));
}

/**
 * @param {string} url
 * @returns {Promise<Entry[]>}
 */
function load(url) {
  const kept = files.get(url);
  if (kept) return kept;
  const promise = fetch(url)
    .then((answer) => {
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      return answer.json();
    })
    .then(entriesOf)
    .catch((error) => {
      files.delete(url); // the next use asks again
      throw error;
    });
  files.set(url, promise);
  return promise;
}

class Field {
  /** @param {HTMLElement} root */
  constructor(root) {
    count += 1;
    this.id = `country-search-${count}`;
    this.input = /** @type {HTMLInputElement} */ (root.querySelector("input"));
    this.list = /** @type {HTMLUListElement} */ (root.querySelector("ul"));
    this.clear = /** @type {HTMLButtonElement} */ (root.querySelector("button"));
    this.status = /** @type {HTMLElement} */ (root.querySelector("[role=status]"));
    this.url = ""; // of the names
    this.shown = ""; // the country that the page is about
    /** @type {(area: string) => void} */
    this.sendChoice = () => {};
    /** @type {Entry[] | null} */
    this.entries = null;
    /** @type {Found[]} */
    this.matches = [];
    this.at = -1;
    this.isAsked = false; // Enter was pressed before the names were there
    this.isWanted = false; // or the list was opened
    this.input.id = this.id;
    /** @type {HTMLLabelElement} */ (root.querySelector("label")).htmlFor = this.id;
    this.list.id = `${this.id}-list`;
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.addEventListener("focus", () => {
      this.input.select();
      this.fetch();
    });
    this.input.addEventListener("input", () => {
      this.isAsked = false;
      this.look();
    });
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("click", () => this.open());
    this.input.addEventListener("blur", () => this.leave());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => {
      const item = closest(event, "li[data-at]");
      if (item) this.choose(Number(item.dataset.at));
    });
    this.clear.addEventListener("click", () => this.empty());
  }

  /**
   * Take what the server says: the address of the names, the country that the page is about, and how to answer.
   *
   * @param {Component} options
   */
  update({ data, setTriggerValue }) {
    this.url = data.names;
    // The mark distinguishes an act that the server has answered from the same choice made again.
    this.sendChoice = (area) =>
      setTriggerValue("chosen", { area, mark: Date.now().toString(36) + Math.random().toString(36) });
    if (this.shown !== data.shown || document.activeElement !== this.input) this.input.value = data.shown;
    this.shown = data.shown;
    this.mark();
  }

  fetch() {
    return load(this.url).then(
      (entries) => {
        this.entries = entries;
        if (this.isAsked) {
          this.look();
          this.choose(0);
        } else if (document.activeElement === this.input && (this.isWanted || this.input.value !== this.shown))
          this.look();
        this.isWanted = false;
      },
      () => this.say("The names of countries did not come. Try again."),
    );
  }

  isOpen() {
    return !this.list.hidden;
  }

  open() {
    this.isWanted = !this.entries;
    if (!this.isOpen()) this.look();
  }

  /* Show what the words find; without words, or with those of the country shown, every area. */
  look() {
    const words = this.input.value;
    this.mark();
    if (!this.entries) return;
    const isAll = !words.trim() || words === this.shown;
    this.matches = isAll
      ? this.entries.map(({ area, label }) => ({ area, label, by: "" }))
      : search(this.entries, words);
    this.list.textContent = "";
    this.matches.forEach(({ label, by }, at) => {
      const item = document.createElement("li");
      item.id = `${this.id}-${at}`;
      item.dataset.at = String(at);
      item.setAttribute("role", "option");
      item.textContent = label;
      if (by) {
        const other = document.createElement("span");
        other.textContent = ` ${by}`;
        item.append(other);
      }
      this.list.append(item);
    });
    this.list.hidden = !this.matches.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.point(isAll ? -1 : 0);
    if (!this.matches.length) this.say("No country or area has this name");
    else if (!isAll) this.say(this.matches.length === 1 ? "1 result" : `${this.matches.length} results`);
  }

  /**
   * Have one of the options lead: the one that Enter chooses.
   *
   * @param {number} at
   */
  point(at) {
    this.at = this.matches.length ? at : -1;
    Array.from(this.list.children).forEach((item, number) => {
      item.setAttribute("aria-selected", String(number === this.at));
    });
    const item = this.list.children[this.at];
    if (item) item.scrollIntoView({ block: "nearest" });
    if (item && this.isOpen()) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) {
      event.preventDefault();
      if (!this.isOpen()) this.open();
      else this.point((this.at + step + this.matches.length) % this.matches.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.isOpen()) this.choose(Math.max(this.at, 0));
      else if (!this.entries && this.input.value.trim()) this.isAsked = true;
    } else if (event.key === "Escape" && this.isOpen()) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Escape") {
      this.input.value = this.shown;
      this.mark();
    }
  }

  /** @param {number} at */
  choose(at) {
    const match = this.matches[at];
    this.isAsked = false;
    if (!match) return;
    this.close();
    this.input.value = this.shown; // where the page is about a country, the next run says which
    this.mark();
    this.say(`${match.label} chosen`);
    this.sendChoice(match.area);
  }

  empty() {
    this.input.value = "";
    this.close();
    this.mark();
    this.input.focus();
    if (this.shown) this.sendChoice("");
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  leave() {
    this.close();
    this.input.value = this.shown;
    this.mark();
  }

  mark() {
    this.clear.hidden = !this.input.value;
  }

  /** @param {string} text */
  say(text) {
    this.status.textContent = text;
  }
}

/** @param {Component & { parentElement: HTMLElement }} component */
export default function (component) {
  /** @type {HTMLElement | null} */
  const root = component.parentElement.querySelector(".country-search");
  if (!root) return;
  const field = fields.get(root) ?? new Field(root);
  fields.set(root, field);
  field.update(component);
}
