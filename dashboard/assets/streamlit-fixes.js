/* What Streamlit's page lacks, put in after Streamlit has drawn: for readers who do not see it, names that say what is
   seen, and roles for what hangs outside of every landmark; for the keyboard, a way from the map to the panel; for all,
   a way to copy the link of what they see. */
import { closest } from "./event-target.js";

/** @type {[selector: string, mend: (element: HTMLElement) => void][]} */
const MENDS = [
  // On a narrow page this button is all there is of the questions; atlas.css prints the same word beside its arrow.
  [
    '[data-testid="stExpandSidebarButton"]',
    (button) => {
      put(button, "aria-label", "Menu");
    },
  ],
  // Streamlit opens lists at the end of the body, where a reader who walks by landmarks would not come by.
  [
    '[data-testid="stSelectboxVirtualDropdown"]',
    (list) => {
      put(list, "role", "region");
      put(list, "aria-label", "Choices");
    },
  ],
  // A field of one line cuts what is chosen where it is longer; access.css prints it in as many lines as it takes.
  [
    '[data-testid="stSelectbox"] [role="group"]:has(> input)',
    (field) => {
      put(field, "data-chosen", field.querySelector("input")?.value ?? "");
    },
  ],
  // Streamlit gives its own box a color-scheme; scroll bars, dialogs and lists hang outside of it, on the document.
  [
    ".stApp:not(#atlas-first)",
    (app) => {
      const scheme = getComputedStyle(app).colorScheme;
      const root = document.documentElement;
      if (root.style.colorScheme !== scheme) root.style.colorScheme = scheme;
    },
  ],
  // Streamlit takes out ids that are properties of the document, such as timeline.
  [
    "details[data-part]",
    (part) => {
      put(part, "id", part.dataset.part ?? "");
    },
  ],
  // The place for a file says that it is nothing, and yet has a name; its button is what opens the list of files.
  [
    '[data-testid="stFileUploaderDropzone"]',
    (place) => {
      put(place, "role", "group");
      put(place.querySelector('input[type="file"]'), "aria-hidden", "true");
    },
  ],
  // The sentence of the server, where Streamlit has the words of the library by which it sends files.
  [
    '[data-testid="stFileChip"] [role="alert"], [data-testid="stTooltipErrorContent"]',
    (alert) => {
      if (refusal && LIBRARY_WORDS.test(alert.textContent)) alert.textContent = refusal;
    },
  ],
  // Browsers take a header in a dialog for the header of the page.
  [
    '[data-testid="stDateInputCalendar"] header',
    (header) => {
      put(header, "role", "presentation");
    },
  ],
  // The names of these two are "month" and "year", whatever month and year they show.
  [
    '[data-testid="stDateInputCalendar"] header button[aria-haspopup="listbox"]',
    (button) => {
      const what = button.dataset.what || button.getAttribute("aria-label") || "";
      button.dataset.what = what;
      put(button, "aria-label", `${button.textContent.trim()}, ${what}`);
    },
  ],
];

/* What the server answered to the last upload that it refused. */
const LIBRARY_WORDS = /AxiosError|status code \d{3}/;
let refusal = "";
const sendAnyRequest = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (body) {
  this.addEventListener("load", () => {
    const isPlain = (this.getResponseHeader("Content-Type") ?? "").startsWith("text/plain");
    if (this.responseURL.includes("/_stcore/upload_file/") && this.status >= 400)
      refusal = isPlain ? this.responseText : "This file was not taken. Reload the page, and choose it again.";
  });
  sendAnyRequest.call(this, body);
};

/**
 * @param {Element | null} element
 * @param {string} name
 * @param {string} value
 */
function put(element, name, value) {
  if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/* Begin another screen at its head: the document scrolls, and Streamlit changes screens without leaving it. */
let screen = location.pathname;
let isBack = false;
function rise() {
  if (location.pathname === screen) return;
  screen = location.pathname;
  if (!isBack) window.scrollTo(0, 0);
  isBack = false;
}
window.addEventListener("popstate", () => {
  isBack = location.pathname !== screen; // the browser knows where
});

/* A link can name a part of a page (#timeline), a line of its tables or a source: what is folded around it is opened. The
   page is drawn after it has loaded, and parts above grow as they are drawn, so the part is held in place until the
   reader does something. */
let isHeld = location.hash.length > 1;
function goToPart() {
  if (!isHeld) return;
  const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!part) return;
  for (let box = part.closest("details"); box; box = box.parentElement?.closest("details") ?? null) box.open = true;
  part.scrollIntoView();
}
window.addEventListener("hashchange", () => {
  isHeld = location.hash.length > 1;
  goToPart();
});
["wheel", "touchstart", "pointerdown", "keydown"].forEach((act) => {
  window.addEventListener(
    act,
    () => {
      isHeld = false;
    },
    { capture: true, passive: true },
  );
});

function mend() {
  isAsked = false;
  rise();
  MENDS.forEach(([selector, act]) => {
    /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector)).forEach((element) => {
      act(element);
    });
  });
  /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("a[data-size]")).forEach(askSize);
  goToPart();
}

// Sizes of files, by one HEAD request after the other: the server makes the file for it and keeps it for the download.
let sizes = Promise.resolve();

// Streamlit draws anew whenever it likes, so every change asks; one look a painted frame answers all of them.
let isAsked = false;
new MutationObserver(() => {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(mend);
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ["value"] });
mend();

/** @param {HTMLElement} link */
function askSize(link) {
  const place = link.parentElement?.querySelector(".size");
  const address = link.dataset.size;
  if (!place || !address || link.dataset.measured === address) return;
  link.dataset.measured = address;
  place.textContent = "· …";
  sizes = sizes.then(async () => {
    if (!link.isConnected || link.dataset.size !== address) return; // another width was chosen meanwhile
    try {
      const answer = await fetch(address, { method: "HEAD" });
      const bytes = parseInt(answer.headers.get("Atlas-File-Bytes") ?? "", 10);
      if (!answer.ok || !bytes) throw new Error(`HTTP ${answer.status}`);
      place.textContent = `· ${bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`}`;
    } catch {
      place.textContent = "· cannot be made just now";
    }
  });
}

// Who opened a panel from the map by keyboard goes there without a walk through everything between.
document.addEventListener("atlas:read", () => {
  /** @type {HTMLElement | null} */
  const title = document.querySelector(".panel h2");
  if (!title) return;
  title.tabIndex = -1;
  title.focus();
});

const COPIED_MS = 6000; // long enough to be read twice

/**
 * Copy without asking for permission: browsers keep the newer way to themselves on pages without https.
 *
 * @param {string} text
 */
function copySelected(text) {
  const field = document.createElement("textarea");
  const had = document.activeElement;
  field.value = text;
  field.style.cssText = "position:fixed;opacity:0";
  document.body.appendChild(field);
  field.select();
  let isCopied = false;
  try {
    isCopied = document.execCommand("copy");
  } catch {
    /* then the reader copies it */
  }
  field.remove();
  if (had instanceof HTMLElement) had.focus();
  return isCopied;
}

/**
 * Lay the link out, selected, for readers whose browser lets no page copy.
 *
 * @param {string} link
 * @param {Element} place
 */
function offer(link, place) {
  place.textContent = " Copy it from here: ";
  const field = place.appendChild(document.createElement("input"));
  field.className = "link-to-copy";
  field.readOnly = true;
  field.value = link;
  field.setAttribute("aria-label", "Link of this view");
  field.select();
}

document.addEventListener("click", (event) => {
  const place = closest(event, ".copy-link")?.nextElementSibling;
  if (!place) return;
  const link = location.href.split("#")[0];
  const showCopied = () => {
    place.textContent = "Link copied";
    setTimeout(() => {
      if (place.textContent === "Link copied") place.textContent = "";
    }, COPIED_MS);
  };
  const tryAgain = () => {
    if (copySelected(link)) showCopied();
    else offer(link, place);
  };
  if (navigator.clipboard) navigator.clipboard.writeText(link).then(showCopied, tryAgain);
  else tryAgain();
});
