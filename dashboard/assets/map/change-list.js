/* The list of changes under the slider of time: it scrolls with the day shown, and each line leads to its day. */
import { dayWords, isoDay, shortDay } from "./days.js";
/** @import { StatusHistory } from "./status-history.js" */

/* A list in `box`; `go` is called with the day of a line that the reader chooses. */

export class Changes {
  /**
   * @param {HTMLElement} box
   * @param {(day: number) => void} go
   */
  constructor(box, go) {
    this.list = L.DomUtil.create("ol", "atlas-changes", box);
    this.list.setAttribute("aria-label", "Changes");
    this.list.setAttribute("role", "list"); // Safari forgets that a list without numbers is one
    this.go = go;
    /** @type {StatusHistory | null} */
    this.history = null;
    this.today = 0;
    /** @type {HTMLButtonElement[]} */
    this.lines = [];
    this.at = -2;
    this.list.addEventListener("keydown", this.move.bind(this));
    new ResizeObserver(this.scroll.bind(this)).observe(this.list);
  }

  /**
   * List the changes of a history; those after today have only been announced.
   *
   * @param {StatusHistory | null} history
   * @param {number} today
   */
  fill(history, today) {
    if (history === this.history && today === this.today) return;
    this.history = history;
    this.today = today;
    this.at = -2;
    this.list.textContent = "";
    this.lines = (history ? history.changes : []).map((change) => {
      const button = L.DomUtil.create(
        "button",
        change[0] > today ? "is-ahead" : "",
        L.DomUtil.create("li", "", this.list),
      );
      button.type = "button";
      button.tabIndex = -1;
      const time = L.DomUtil.create("time", "", button);
      time.dateTime = isoDay(change[0]);
      time.textContent = shortDay(change[0]);
      L.DomUtil.create("span", "", button).textContent = change[1] + (change[0] > today ? " (announced)" : "");
      button.addEventListener("click", this.go.bind(null, change[0]));
      return button;
    });
  }

  /**
   * Mark the last change on or before a day and bring it into sight.
   *
   * @param {number} day
   */
  show(day) {
    const at = this.history ? this.history.lastChange(day) : -1;
    if (at === this.at) return;
    const old = this.lines[this.at];
    const now = this.lines[at];
    if (old) old.removeAttribute("aria-current");
    const before = old ?? this.lines[0];
    if (before && (old || this.at === -1)) before.tabIndex = -1;
    if (now) now.setAttribute("aria-current", "true");
    // One tab stop for the list; arrows go on from there.
    const stop = now ?? this.lines[0];
    if (stop) stop.tabIndex = 0;
    this.at = at;
    this.scroll();
  }

  /**
   * What the list says of a day: the change of that day, or the last one before it.
   *
   * @param {number} day
   */
  caption(day) {
    const at = this.history ? this.history.lastChange(day) : -1;
    if (!this.history || at < 0) return "";
    const change = this.history.changes[at];
    const text = this.lines[at].querySelector("span")?.textContent ?? "";
    return change[0] === day ? text : `last change ${dayWords(change[0])}, ${text}`;
  }

  /* The current line stands on top, so that what comes next is in sight; the page around it must not move. */
  scroll() {
    const line = this.lines[Math.max(this.at, 0)];
    if (line) this.list.scrollTop = /** @type {HTMLElement} */ (line.parentNode).offsetTop;
  }

  /** @param {KeyboardEvent} event */
  move(event) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const at = this.lines.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    if (!step || at < 0) return;
    event.preventDefault();
    const next = this.lines[at + step];
    if (next) next.focus();
  }
}
