/* Goes from step to step of a story: arrow keys, page keys, Home, End, buttons; N shows the notes, F fills the screen. */
import { closest } from "../event-target.js";

/** @typedef {"back" | "on" | "first" | "last" | "notes" | "full"} Act */

/** @type {string[]} the map of each step as a page */
const pages = JSON.parse(document.getElementById("pages")?.textContent ?? "[]");
/** @type {NodeListOf<HTMLElement>} */
const steps = document.querySelectorAll(".step");
const nav = /** @type {HTMLElement} */ (document.querySelector("nav"));
const where = /** @type {HTMLElement} */ (nav.querySelector(".where"));
let at = -1;

/** @param {Act} act */
function buttonOf(act) {
  return /** @type {HTMLButtonElement} */ (nav.querySelector(`[data-do=${act}]`));
}

/** @param {number} to */
function go(to) {
  const target = Math.max(0, Math.min(steps.length - 1, to));
  if (target === at) return;
  at = target;
  steps.forEach((step, number) => {
    step.hidden = number !== at;
    const frame = step.querySelector("iframe");
    if (Math.abs(number - at) <= 1 && frame && !frame.srcdoc) frame.srcdoc = pages[number]; // the next one is ready in time
  });
  where.textContent = `${at + 1} of ${steps.length}`;
  buttonOf("back").disabled = at === 0;
  buttonOf("on").disabled = at === steps.length - 1;
  try {
    history.replaceState(null, "", `#${at + 1}`);
  } catch {
    /* a page inside a page has no address */
  }
}

/** @type {Record<Act, () => void>} */
const ACTS = {
  back: () => {
    go(at - 1);
  },
  on: () => {
    go(at + 1);
  },
  first: () => {
    go(0);
  },
  last: () => {
    go(steps.length - 1);
  },
  notes: () => {
    buttonOf("notes").setAttribute("aria-pressed", String(document.body.classList.toggle("has-notes")));
  },
  full: () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => {});
  },
};
/** @type {Record<string, Act>} */
const KEYS = {
  ArrowRight: "on",
  ArrowDown: "on",
  PageDown: "on",
  " ": "on",
  ArrowLeft: "back",
  ArrowUp: "back",
  PageUp: "back",
  Home: "first",
  End: "last",
  n: "notes",
  N: "notes",
  f: "full",
  F: "full",
};

/** @param {string} name */
function key(name) {
  if (!KEYS[name]) return false;
  ACTS[KEYS[name]]();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === " " && closest(event, "button")) return;
  if (key(event.key)) event.preventDefault();
});
// A map that has the keyboard passes on what it does not use itself.
window.addEventListener("message", (event) => {
  const name = event.data?.["mine-ban-atlas-key"];
  if (typeof name === "string") key(name);
});
nav.addEventListener("click", (event) => {
  const act = closest(event, "button")?.dataset.do;
  if (act) ACTS[/** @type {Act} */ (act)]();
});
if (!document.documentElement.requestFullscreen) buttonOf("full").hidden = true;
go(parseInt(location.hash.slice(1), 10) - 1 || 0);
