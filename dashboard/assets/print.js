/* Gets the page ready for paper, and puts it back afterwards: what is folded is opened, and the map, whose frame keeps
   the width of the window, lends a picture of itself (map/print-copy.js). print.css arranges what is printed. */
import { pageOrigin } from "./page-origin.js";

const root = document.documentElement;
const ON = "is-on-paper";
const STAGE = "is-on-stage";
/** @type {(() => void)[]} what puts the page back, in the order in which it was changed */
const undo = [];

/** @param {() => void} act */
function until(act) {
  undo.push(act);
}

function unfold() {
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const folded = document.querySelectorAll("main details:not([open])");
  folded.forEach((box) => {
    box.open = true;
    until(() => {
      box.open = false;
    });
  });
}

/* Put the picture of each map beside its frame; where there is none the frame itself is printed. */
function layMaps() {
  /** @type {NodeListOf<HTMLIFrameElement>} */
  const frames = document.querySelectorAll('iframe[title*="st_folium"]');
  frames.forEach((frame) => {
    /** @type {HTMLElement | null | undefined} */
    let sheet = null;
    try {
      sheet = frame.contentWindow?.__atlas.paper();
    } catch {
      /* the frame has not started, or failed, and says so itself */
    }
    if (!sheet) return;
    frame.after(document.adoptNode(sheet));
    frame.classList.add("is-off-paper");
    until(() => {
      sheet?.remove();
      frame.classList.remove("is-off-paper");
    });
  });
}

/* Say where the page is from: its data release, and its address. */
function addOrigin() {
  const main = document.querySelector('[data-testid="stMainBlockContainer"]');
  const { release, link } = pageOrigin();
  const line = document.createElement("p");
  if (!main) return;
  line.className = "paper-origin";
  line.textContent = `Mine Ban Atlas${release && `, data release ${release}`} · ${link}`;
  main.appendChild(line);
  until(() => {
    line.remove();
  });
}

window.addEventListener("beforeprint", () => {
  if (undo.length) return; // a browser may say so twice
  root.classList.add(ON);
  until(() => {
    root.classList.remove(ON);
  });
  if (root.classList.contains(STAGE)) {
    root.classList.remove(STAGE);
    until(() => {
      root.classList.add(STAGE);
    });
  }
  unfold();
  layMaps();
  addOrigin();
});
window.addEventListener("afterprint", () => {
  undo
    .splice(0)
    .reverse()
    .forEach((act) => {
      act();
    });
});
