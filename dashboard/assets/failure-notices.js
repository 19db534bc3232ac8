/* Written into the page by the server, before every other script: says in a sentence what keeps the page from working,
   and what can be done. It must need nothing that could fail to come itself, no style sheet either. */

const MISSING =
  "A part of this page could not be loaded; the atlas may have been updated since the page was opened. " +
  "Loading it again helps, and the view is kept in the address.";
// How Chromium, Firefox and Safari say that a script that was imported later did not come.
const NO_MODULE = /dynamically imported module|[Ii]mporting a module script failed/;
const BOX =
  "position:fixed;z-index:2000000;left:12px;right:12px;bottom:12px;max-width:64rem;margin:0 auto;" +
  "box-sizing:border-box;max-height:60vh;overflow:auto;padding:14px 18px;border:1px solid;border-radius:6px;" +
  "font:15px/1.5 'Noto Sans',system-ui,sans-serif;background:Canvas;color:CanvasText;" +
  "box-shadow:0 4px 24px rgba(0,0,0,.25)";
const KEY =
  "font:inherit;color:inherit;background:none;border:1px solid;border-radius:4px;min-height:32px;" +
  "padding:4px 14px;cursor:pointer";
/** @type {Record<string, HTMLElement>} notices that are shown, by kind */
const boxes = {};

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Element} parent
 * @param {Name} name
 * @param {string} text
 * @param {string} [style]
 * @returns {HTMLElementTagNameMap[Name]}
 */
function add(parent, name, text, style) {
  const node = parent.appendChild(document.createElement(name));
  node.textContent = text;
  if (style) node.style.cssText = style;
  return node;
}

/**
 * Return the notice of a kind, shown with its sentence; callers add links and buttons to it.
 *
 * @param {string} kind
 * @param {string} sentence
 */
function notice(kind, sentence) {
  if (boxes[kind]) return boxes[kind];
  const app = document.querySelector(".stApp");
  const box = document.createElement("div");
  box.className = "atlas-trouble";
  box.setAttribute("role", "alert");
  box.style.cssText = BOX;
  if (app) box.style.colorScheme = getComputedStyle(app).colorScheme;
  boxes[kind] = (document.body || document.documentElement).appendChild(box);
  add(box, "p", sentence, "margin:0 0 10px;max-width:80ch"); // after the box is there, or no voice would read it
  return box;
}

/** @param {string} kind */
function end(kind) {
  if (boxes[kind]) boxes[kind].remove();
  delete boxes[kind];
}

function missing() {
  if (boxes.missing) return;
  if (window.atlasFirst) window.atlasFirst.end();
  const button = add(notice("missing", MISSING), "button", "Reload", KEY);
  button.type = "button";
  button.addEventListener("click", () => {
    location.reload();
  });
}

// A script or style sheet that fails sends an event that does not bubble, so it is captured. Hints to fetch early may fail.
window.addEventListener(
  "error",
  (event) => {
    const element = /** @type {Partial<HTMLLinkElement>} */ (event.target); // or the window, which has none of these
    if (element.tagName === "SCRIPT" || (element.tagName === "LINK" && element.rel === "stylesheet")) missing();
  },
  true,
);
window.addEventListener("unhandledrejection", (event) => {
  if (NO_MODULE.test(event.reason?.message)) missing();
});
// Streamlit catches it and writes the error where the element belongs, where it helps no reader.
new MutationObserver(() => {
  document.querySelectorAll('[data-testid="stAlertContentError"]').forEach((element) => {
    if (!NO_MODULE.test(element.textContent)) return;
    /** @type {HTMLElement | null} */
    const box = element.closest('[data-testid="stElementContainer"], [data-testid="stAlertContainer"]');
    if (box) box.style.display = "none";
    missing();
  });
}).observe(document, { childList: true, subtree: true });

window.atlasTrouble = { add: add, notice: notice, end: end };
