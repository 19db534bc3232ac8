/* The ways from step to step of a story. The steps are a radio group of Streamlit's, so that several presses in a hurry
   end where the last one led; the buttons beside the caption press it. */
import { closest } from "./event-target.js";

const OPTIONS = ".st-key-story-steps input[type=radio]";
const WAIT_MS = 4000; // after which a step that was asked for and never came is given up
let asked = 0;
let askedAt = 0;
let focus = "";
/** @type {HTMLElement | null} what a screen reader reads */
let voice = null;
let said = "";

/** @returns {HTMLElement | null} */
export function article() {
  return document.querySelector(".story-step");
}
/** @param {"step" | "count"} name */
function number(name) {
  const found = article();
  return found ? Number(found.dataset[name]) : 0;
}
export function count() {
  return number("count");
}

/* Return the step that is shown, or the one that is on its way; they count from 1. */
export function step() {
  return asked && Date.now() - askedAt < WAIT_MS ? asked : number("step");
}

/** @param {number} to */
export function go(to) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const options = document.querySelectorAll(OPTIONS);
  const wanted = Math.max(1, Math.min(to, count()));
  if (!options[wanted - 1] || wanted === step()) return;
  asked = wanted;
  askedAt = Date.now();
  options[wanted - 1].click();
}

/* Say the step to who does not see it change, in an element that stays while the page is drawn anew. */
function say() {
  const found = article();
  const text = found ? `Step ${number("step")} of ${number("count")}: ${found.querySelector("h1")?.textContent}` : "";
  if (text === said) return;
  said = text;
  if (!voice) {
    voice = document.body.appendChild(document.createElement("div"));
    voice.className = "unseen";
    voice.setAttribute("role", "status");
    return; // the first step is the page that was just opened
  }
  voice.textContent = text;
}

/* The buttons are drawn anew with each step: give the focus back to the one that was pressed. */
function refocus() {
  if (!focus || (document.activeElement && document.activeElement !== document.body)) return;
  /** @type {NodeListOf<HTMLElement>} */
  const ways = document.querySelectorAll(".story-go");
  const way = ways[focus === "on" ? 1 : 0];
  if (way) way.focus();
}

function changed() {
  if (asked && number("step") === asked) {
    asked = 0;
    refocus();
    focus = "";
  }
  say();
  document.dispatchEvent(new Event("atlas:story"));
}

let isSeen = false;
new MutationObserver(() => {
  if (isSeen) return;
  isSeen = true;
  requestAnimationFrame(() => {
    isSeen = false;
    changed();
  });
}).observe(document.body, { childList: true, subtree: true });

document.addEventListener("click", (event) => {
  const way = closest(event, ".story-go");
  if (!way || way.getAttribute("aria-disabled") === "true") return;
  focus = Number(way.dataset.go) > number("step") ? "on" : "back";
  go(step() + (focus === "on" ? 1 : -1));
});
