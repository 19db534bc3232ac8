/* The stage: the step of a story over the whole screen, 16 to 9, led by the keys of a keyboard or of a presenter's remote
   control. The map's frame stays where it is in the page, or it would load anew; story.css lays the stage out. */
import { closest } from "./event-target.js";
import * as story from "./story-steps.js";
import { tag } from "./tag.js";

const root = document.documentElement;
const ON = "is-on-stage";
const NOTES = "is-with-notes";
const WIDE = 1280; // pixels that the frame of the map is drawn for; it is magnified to the stage
const HIGH = 720;
const LARGEST = 100; // per cent of the font size of a step
const SMALLEST = 55; // which is read from the fifth row
const REST_MS = 4000; // without a move of the pointer: then nothing lies over the step any more
/** @type {HTMLElement | null} what lies over the step while the pointer moves */
let hint = null;
/** @type {Window | null} the frame whose keys are listened to */
let frameWindow = null;
let resting = 0;
/** @type {Record<string, number | "first" | "last" | "leave" | "notes">} */
const KEYS = {
  ArrowRight: 1,
  ArrowDown: 1,
  PageDown: 1,
  " ": 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -1,
  Home: "first",
  End: "last",
  Escape: "leave",
  n: "notes",
  N: "notes",
};

function isOn() {
  return root.classList.contains(ON);
}
/** @returns {HTMLIFrameElement | null} */
function frame() {
  return document.querySelector('.st-key-story iframe[title*="st_folium"]');
}

/* Return what is inside the frame, or null while it is not there. */
function inside() {
  try {
    return frame()?.contentWindow ?? null;
  } catch {
    return null;
  }
}

function measure() {
  if (isOn()) root.style.setProperty("--stage-scale", Math.min(innerWidth / WIDE, innerHeight / HIGH).toFixed(4));
  const page = inside();
  if (!page?.document.documentElement) return;
  page.document.documentElement.classList.toggle(ON, isOn());
  page.dispatchEvent(new Event("resize"));
  fit();
}

/* Set the largest font size at which the text of the step fits its box. */
function fit() {
  const article = story.article();
  let size = LARGEST;
  if (!article || !isOn()) return;
  if (root.classList.contains(NOTES)) {
    /** @type {NodeListOf<HTMLDetailsElement>} */ (article.querySelectorAll(".story-notes")).forEach((notes) => {
      notes.open = true;
    });
  }
  do {
    root.style.setProperty("--text-size", (size / 100).toFixed(2));
    size -= 5;
  } while (article.scrollHeight > article.clientHeight + 1 && size >= SMALLEST);
}

/* The frame has keys of its own while it has the focus. */
function listen() {
  const page = inside();
  if (page === frameWindow || !page) return;
  frameWindow = page;
  page.addEventListener("keydown", pressed, true);
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  const act = KEYS[event.key];
  if (!isOn() || act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === " " && closest(event, "button, a, summary")) return;
  event.preventDefault();
  event.stopPropagation();
  if (act === "leave") leave();
  else if (act === "notes") showNotes(!root.classList.contains(NOTES));
  else story.go(act === "first" ? 1 : act === "last" ? story.count() : story.step() + act);
}

/** @param {boolean} isWanted */
function showNotes(isWanted) {
  root.classList.toggle(NOTES, isWanted);
  fit();
}

function buildHint() {
  hint = document.body.appendChild(document.createElement("div"));
  hint.className = "story-hint";
  hint.setAttribute("role", "region");
  hint.setAttribute("aria-label", "Stage");
  const button = tag("button", "Leave");
  button.type = "button";
  button.className = "story-leave";
  button.addEventListener("click", leave);
  hint.append(button, tag("p", "Arrow keys or Page Up and Page Down: steps · Home, End · N: notes · Esc: leave"));
}

function stir() {
  root.classList.remove("is-at-rest");
  clearTimeout(resting);
  resting = window.setTimeout(() => {
    root.classList.add("is-at-rest");
  }, REST_MS);
}

function enter() {
  if (isOn() || !story.article()) return;
  if (!hint) buildHint();
  root.classList.add(ON);
  if (root.requestFullscreen)
    root.requestFullscreen().catch(() => {
      /* then the window is the stage */
    });
  measure();
  listen();
  fit();
  // Or the blank key would press what was pressed last.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  stir();
}

function leave() {
  if (!isOn()) return;
  root.classList.remove(ON, NOTES, "is-at-rest");
  if (document.fullscreenElement)
    document.exitFullscreen().catch(() => {
      /* it has ended by itself */
    });
  measure();
  /** @type {HTMLElement | null} */
  const button = document.querySelector(".story-present");
  if (button) button.focus();
}

document.addEventListener("click", (event) => {
  if (closest(event, ".story-present")) enter();
});
document.addEventListener("keydown", pressed, true);
document.addEventListener("fullscreenchange", () => {
  if (!document.fullscreenElement) leave(); // browsers leave the full screen at Esc without telling of the key
  measure();
});
window.addEventListener("resize", measure);
document.addEventListener("pointermove", () => {
  if (isOn()) stir();
});
document.addEventListener("atlas:story", () => {
  if (!isOn()) return;
  if (!story.article()) leave();
  listen();
  fit();
});
