/* What the page does about its connection: when it comes back, the page runs anew, so that page, map and server agree,
   and is reloaded where the server has other scripts now; when it does not come, a sentence leads to what needs none
   (failure-notices.js writes it). */

const LATE_MS = 8000; // a first visit over a slow line takes half of it
const LOST_MS = 2000; // a page comes back after a second where a server is there
const ANSWER_MS = 6000; // for the answer to what was done on the map, before the page is loaded anew without it
const STATE = "data-test-connection-state";
const RUN_STATE = "data-test-script-state";
const RELOADED = "atlas-reloaded"; // in the session's storage: the version of the scripts for which it was last done
const UNANSWERED = "atlas-unanswered"; // there too: that the page was loaded anew before an answer to an act came
const MINE = "mine";
const NEVER =
  "The map that can be used needs a connection that stays open (a WebSocket), and none has come about. A " +
  "proxy or firewall between you and the atlas may not let it through. What needs none:";
const LOST = "The connection to the atlas is lost, and the page tries to get it back. What needs none:";
const UPDATED =
  "The atlas has been updated, and the page was loaded anew with its view. What you did last on the map did not " +
  "arrive; please do it once more.";
const source = document.getElementById("atlas-ways");
/** @type {Partial<Wire.Ways>} */
const ways = source ? JSON.parse(source.textContent) : {};
let wasThere = false;
let isLost = false;
let waiting = 0;
let updatedAt = 0; // when other scripts of the server were first seen
/** @type {Element | null} */
let app = null;

/**
 * Return the query of the files of what the address shows: a view, or the story that a link brought.
 *
 * @param {keyof Wire.Ways} kind
 */
function queryOf(kind) {
  if (kind === "map") return location.search;
  const story = new URLSearchParams(location.search).get("story");
  return story && story !== MINE ? `?${new URLSearchParams({ story: story })}` : "";
}

function offer() {
  const trouble = window.atlasTrouble;
  const kind = /\/story\/?$/.test(location.pathname) ? "story" : "map";
  const list = trouble.add(trouble.notice("connection", wasThere ? LOST : NEVER), "p", "", "margin:0;line-height:2");
  (ways[kind] || []).forEach((way, i) => {
    if (i) list.appendChild(document.createTextNode(" · "));
    trouble.add(list, "a", way[1], "color:inherit;white-space:nowrap").href = way[0] + queryOf(kind);
  });
}

/* Have the whole page run: a new session knows neither what the reader did meanwhile nor the parts of the page. R is
   Streamlit's own key for that, and does nothing while the page runs. */
function runAnew() {
  ["keydown", "keyup"].forEach((name) => {
    document.body.dispatchEvent(
      new KeyboardEvent(name, { key: "r", code: "KeyR", keyCode: 82, which: 82, bubbles: true }),
    );
  });
}

/* Whether the map has acts that the server has not answered; a new session gets them again from the frame. */
function isUnanswered() {
  /** @type {HTMLIFrameElement | null} */
  const frame = document.querySelector('iframe[title*="st_folium"]');
  try {
    return !!frame?.contentWindow?.__atlas?.acts.length;
  } catch {
    return false; // an error page stands in the frame
  }
}

/* Load the page anew, by its link, where a run was that of a server with other scripts, for which it sends what it sends;
   once for each version, since two servers behind one address may differ for a while. Acts on the map come first, because
   the link has them once they are answered. */
function checkScripts() {
  const brand = /** @type {HTMLElement | null} */ (document.querySelector(".brand"));
  const there = brand?.dataset.scripts;
  if (app?.getAttribute(RUN_STATE) !== "notRunning" || !there || there === source?.dataset.scripts) return;
  try {
    if (sessionStorage.getItem(RELOADED) === there) return;
    updatedAt = updatedAt || Date.now();
    if (isUnanswered()) {
      if (Date.now() - updatedAt < ANSWER_MS) {
        setTimeout(checkScripts, ANSWER_MS / 20);
        return;
      }
      sessionStorage.setItem(UNANSWERED, there);
    }
    sessionStorage.setItem(RELOADED, there);
  } catch {
    return; // a browser that stores nothing could reload for ever
  }
  location.reload();
}

/* After such a load say what was lost. */
function sayUnanswered() {
  try {
    if (!sessionStorage.getItem(UNANSWERED)) return;
    sessionStorage.removeItem(UNANSWERED);
  } catch {
    return;
  }
  const box = window.atlasTrouble.notice("updated", UPDATED);
  const button = window.atlasTrouble.add(box, "button", "Close", "font:inherit;min-height:32px;padding:4px 14px");
  button.addEventListener("click", () => {
    window.atlasTrouble.end("updated");
  });
}

function look() {
  const isThere = !!app && app.getAttribute(STATE) === "CONNECTED";
  if (!isThere) {
    isLost = wasThere;
    waiting = waiting || window.setTimeout(offer, wasThere ? LOST_MS : LATE_MS);
    return;
  }
  clearTimeout(waiting);
  waiting = 0;
  window.atlasTrouble.end("connection");
  if (!wasThere) sayUnanswered();
  if (isLost) setTimeout(runAnew); // after Streamlit has done what it does itself
  wasThere = true;
  isLost = false;
  checkScripts();
}

/* Close Streamlit's own dialog: it speaks of Streamlit, and lies over the page and the ways that are offered. It opens
   once until the page is connected again. */
function closeDialog() {
  const dialog = document.querySelector('[role="dialog"]');
  if (dialog?.textContent.trim().startsWith("Connection error"))
    /** @type {HTMLElement | null} */ (dialog.querySelector('button[aria-label="Close"]'))?.click();
}

new MutationObserver(() => {
  closeDialog();
  const root = document.querySelector('[data-testid="stApp"]');
  if (!root || root === app) return;
  app = root;
  new MutationObserver(look).observe(app, { attributes: true, attributeFilter: [STATE, RUN_STATE] });
  look();
}).observe(document.body, { childList: true, subtree: true });
look();
