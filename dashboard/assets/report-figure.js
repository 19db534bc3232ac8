/* "Report this figure": the note of a line in a panel names the rows of the tables that the line states, that of an
   entry of the bibliography the row of its document, that of a fact under the entry the row of the fact. It links to the issue form or mail address of the setting
   ATLAS_REPORT_TO. The ids come with the page as `data-record`; the rest is made when a note is opened, because a panel
   is sent anew with each click on the map. Nothing is sent: the link opens a form, or a mail, that the reader can
   change before sending it. */
import { closest } from "./event-target.js";
import { pageOrigin } from "./page-origin.js";

const MOST_RECORDS = 12;
const MOST_SHOWN = 400; // characters; what is longer makes addresses that forms and mail programs refuse
const MOST_SOURCES = 900;

/** @param {string} text @param {number} most */
function cut(text, most) {
  const letters = [...text.replace(/\s+/g, " ").trim()]; // by code points: half a surrogate pair cannot be encoded
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : letters.join("");
}

/**
 * Return the address that a report of a figure is written at.
 *
 * @param {string} template An address with {title}, {reference}, {shown}, {source} or {body}, from the server.
 * @param {{ records: string[], shown: string, sources: string[], link: string, release: string }} figure
 */
export function reportAddress(template, { records, shown, sources, link, release }) {
  const more = records.length - MOST_RECORDS;
  const ids = records.slice(0, MOST_RECORDS).join(", ") + (more > 0 ? ` and ${more} more` : "");
  const words = cut(shown, MOST_SHOWN);
  const cited = cut(sources.join(" "), MOST_SOURCES);
  const from = release ? `data release ${release}` : "";
  /** @type {Record<string, string>} */
  const values = {
    title: `Fact: ${records[0]}`,
    reference: [ids, from, link].filter(Boolean).join(" · "),
    shown: words,
    source: cited,
    body: [
      `Record: ${ids}`,
      ...(release ? [`Release: ${release}`] : []),
      `View: ${link}`,
      `The atlas says: ${words}`,
      ...(cited ? [`Cited: ${cited}`] : []),
      "",
      "",
    ].join("\r\n"),
  };
  return template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name] ?? ""));
}

/* Return the text of an element without what is folded, raised, said of an address, gives reasons or lists places. */
/** @param {Element | null | undefined} element */
function textOf(element) {
  const copy = /** @type {Element | undefined} */ (element?.cloneNode(true));
  for (const part of copy?.querySelectorAll("details, sup, .quiet, .computed, .why, .places") ?? []) part.remove();
  copy?.querySelector(".is, .line > b:has(+ span)")?.append(": ");
  copy?.querySelector(".address")?.prepend(" ");
  return copy?.textContent ?? "";
}

/** @param {Element} line */
function sourcesOf(line) {
  return [...line.querySelectorAll("sup.refs a")].map((mark) => {
    const item = document.getElementById(mark.getAttribute("href")?.slice(1) ?? "");
    const address = item?.querySelector("a[href^=http]")?.getAttribute("href") ?? "";
    return `[${mark.textContent}] ${textOf(item)} ${address}`;
  });
}

/** @param {HTMLElement} note */
function addReport(note) {
  const records = (note.dataset.record ?? "").split(" ");
  const line = note.closest(".line, .status, .bibliography li");
  const entry = line?.closest(".bibliography > li");
  const isDocument = Boolean(line) && line === entry;
  /** @type {HTMLMetaElement | null} */
  const setting = document.querySelector('meta[name="atlas-report"]');
  const paragraph = document.createElement("p");
  const id = document.createElement("code");
  if (!line) return;
  paragraph.className = "record";
  id.textContent = records.join(" ");
  paragraph.append(id);
  if (setting) {
    const link = document.createElement("a");
    const shown = textOf(line);
    const sources = entry ? [textOf(entry)] : sourcesOf(line);
    link.href = reportAddress(setting.content, { records, shown, sources, ...pageOrigin() });
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.textContent = isDocument ? "Report this document" : "Report this figure";
    paragraph.append(" ", link);
  }
  note.append(paragraph);
}

/* A toggle does not bubble. The address is made anew at each opening: the view may have changed under the same line. */
globalThis.document?.addEventListener(
  "toggle",
  (event) => {
    const note = closest(event, "details[data-record]");
    if (!note || document.documentElement.classList.contains("is-on-paper")) return; // print.js opens all of them
    note.querySelector(".record")?.remove();
    if (/** @type {HTMLDetailsElement} */ (note).open) addReport(note);
  },
  true,
);
