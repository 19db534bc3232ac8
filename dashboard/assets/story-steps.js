/* The ways from step to step of a story. The steps are a radio group of Streamlit's, so that several presses in a hurry
   end where the last one led; the buttons beside the caption press it. */
import { closest } from "./event-target.js";

const OPTIONS = ".st-key-story-steps input[type=radio]";
const WAIT_MS = 4000; // after which a step that was never drawn is given up
let pending = 0; // the step whose radio button was pressed and that has not been drawn
let pendingSince = 0;
let focus = "";
/** @type {HTMLElement | null} what a screen reader reads */
let voice = null;
let announced = "";

/** @returns {HTMLElement | null} */
export function article() {
  return document.querySelector(".story-step");
}
/** @param {"step" | "count"} name */
function number(name) {
  const shown = article();
  return shown ? Number(shown.dataset[name]) : 0;
}
export function count() {
  return number("count");
}

/* Return the step that is shown, or the one that is on its way; they count from 1. */
export function step() {
  return pending && Date.now() - pendingSince < WAIT_MS ? pending : number("step");
}

/** @param {number} to */
export function go(to) {
  /** @type {NodeListOf<HTMLInputElement>} */
  const options = document.querySelectorAll(OPTIONS);
  const target = Math.max(1, Math.min(to, count()));
  if (!options[target - 1] || target === step()) return;
  pending = target;
  pendingSince = Date.now();
  options[target - 1].click();
}

/* Announce the step in a live region that stays while Streamlit draws the page anew. */
function say() {
  const shown = article();
  const text = shown ? `Step ${number("step")} of ${number("count")}: ${shown.querySelector("h1")?.textContent}` : "";
  if (text === announced) return;
  announced = text;
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
  if (pending && number("step") === pending) {
    pending = 0;
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
