/* Stories that a reader writes are kept in the reader's own browser: a page may be left or loaded anew at any time. They
   go nowhere else, and the reader can have them forgotten. */
import { closest } from "./event-target.js";

const KEPT = 5;
const STORE = "atlas-stories";
const TAB = "atlas-tab";

/** @typedef {{ tab: string, title: string, story: string, at: number }} Draft a story as it is kept */

/** @returns {Draft[]} */
function read() {
  try {
    const stories = JSON.parse(localStorage.getItem(STORE) ?? "null");
    return Array.isArray(stories) ? stories.filter((item) => item && typeof item.story === "string") : [];
  } catch {
    return []; // a browser that keeps nothing, or something else under our name
  }
}

/** @param {Draft[]} stories */
function write(stories) {
  try {
    if (stories.length) localStorage.setItem(STORE, JSON.stringify(stories));
    else localStorage.removeItem(STORE);
  } catch {
    /* full, or not allowed: the link still holds the story */
  }
}

/* Return the key of this tab, which separates its stories from those of another. */
function tab() {
  try {
    const id = sessionStorage.getItem(TAB) || Date.now().toString(36) + Math.random().toString(36).slice(2, 6);
    sessionStorage.setItem(TAB, id);
    return id;
  } catch {
    return "";
  }
}

/** @param {HTMLElement} draft */
function keep(draft) {
  if (draft.dataset.isKept) return;
  draft.dataset.isKept = "true";
  const { title = "", story = "" } = draft.dataset;
  write(withDraft(read(), { tab: tab(), title, story, at: Date.now() }));
}

/**
 * Return the stories that are kept once a draft is written: it first, in place of an older one of its tab.
 *
 * @param {Draft[]} stories
 * @param {Draft} draft
 */
export function withDraft(stories, draft) {
  return [draft, ...stories.filter((item) => item.tab !== draft.tab && item.story !== draft.story)].slice(0, KEPT);
}

/** @param {HTMLElement} place */
function list(place) {
  const drafts = read().filter((item) => item.story !== place.dataset.but);
  const key = drafts.map((item) => item.story).join(" ");
  if (place.dataset.listed === key && place.hidden === !drafts.length) return;
  place.dataset.listed = key;
  place.hidden = !drafts.length;
  const items = place.querySelector("ul");
  if (!items) return;
  items.textContent = "";
  drafts.forEach((item) => {
    const link = items.appendChild(document.createElement("li")).appendChild(document.createElement("a"));
    link.href = `./story?v=1&story=${encodeURIComponent(item.story)}`;
    link.textContent = `${item.title || "My story"}, ${new Date(item.at).toLocaleDateString()}`;
  });
}

// Kept in the microtask after the draft was inserted: an animation frame comes later, and in a hidden tab not at all.
const drafts = document.getElementsByClassName("story-draft"); // a live list: to look at it costs nothing
new MutationObserver(() => {
  for (const draft of drafts) keep(/** @type {HTMLElement} */ (draft));
}).observe(document.body, { childList: true, subtree: true });

function look() {
  /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".story-drafts")).forEach(list);
}

document.addEventListener("atlas:story", look);
document.addEventListener("click", (event) => {
  if (!closest(event, ".story-forget")) return;
  write([]);
  look();
});
