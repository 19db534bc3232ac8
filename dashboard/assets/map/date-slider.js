/* The elements of the time control: the day, the buttons, the slider over its ticks. What they do is in time-player.js. */

import { element } from "./class-styles.js";
import { dayWords, shortDay } from "./days.js";
import { Ticks } from "./ticks.js";

const CALM = "Next change. Playing is off because your device asks for less motion.";
const UNPLAYED = "A map of what changed, or of what has no days, is not played: it follows when you let go.";
const NO_STEPS = "Steps lead from change to change of what fills the areas; nothing that changes fills them here.";
const FAILED = "The history of this map could not be loaded. ";
const ICONS = {
  back: "M11.5,3.5L6,8L11.5,12.5ZM4,3.5V12.5",
  next: "M4.5,3.5L10,8L4.5,12.5ZM12,3.5V12.5",
  play: "M5,3L13,8L5,13Z",
  pause: "M5.5,3.5V12.5M10.5,3.5V12.5",
};

/** @typedef {"back" | "play" | "next" | "fast" | "now"} KeyName */

/* `acts`: what each key does (back, play, next, fast, now, again), by name. */
export class DateSlider {
  /**
   * @param {HTMLElement} box
   * @param {Record<KeyName | "again", () => void>} acts
   */
  constructor(box, acts) {
    const head = L.DomUtil.create("div", "atlas-time-head", box);
    const date = L.DomUtil.create("p", "atlas-time-date", head);
    this.long = L.DomUtil.create("span", "is-long", date);
    this.short = L.DomUtil.create("span", "is-short", date);
    this.ahead = L.DomUtil.create("small", "", date);
    this.keys = L.DomUtil.create("div", "atlas-time-keys", head);
    /** @type {Partial<Record<KeyName, string>>} the icon that each key has now */
    this.icons = {};
    /** @type {Partial<Record<KeyName, string>>} what each key is called now */
    this.names = {};
    this.speed = 0;
    this.back = this.key("back", acts.back, this.keys);
    this.play = this.key("play", acts.play, this.keys);
    this.next = this.key("next", acts.next, this.keys);
    this.fast = this.key("fast", acts.fast, this.keys);
    this.now = this.key("now", acts.now, this.keys);
    this.draw("back", "back");
    this.draw("next", "next");
    this.now.textContent = "Today";
    this.now.title = "Back to today (UTC)";
    this.list = L.DomUtil.create("div", "atlas-time-list", box);
    this.track = L.DomUtil.create("div", "atlas-time-track", box);
    this.slider = L.DomUtil.create("input", "atlas-time-slider", this.track);
    this.slider.type = "range";
    this.slider.step = "1";
    this.slider.setAttribute("aria-label", "Day shown");
    this.ticks = new Ticks(this.track);
    this.trouble = L.DomUtil.create("p", "atlas-time-trouble", this.list);
    this.trouble.setAttribute("role", "status");
    this.again = this.key("again", acts.again, this.list);
    this.again.textContent = "Try again";
    this.fail(false);
  }

  /**
   * @param {string} name
   * @param {() => void} act
   * @param {HTMLElement} box
   */
  key(name, act, box) {
    const button = L.DomUtil.create("button", `atlas-time-key atlas-time-${name}`, box);
    button.type = "button";
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") act();
    });
    return button;
  }

  /**
   * Draw an icon on a key, unless it is there already.
   *
   * @param {"back" | "next" | "play"} name
   * @param {keyof typeof ICONS} icon
   */
  draw(name, icon) {
    if (this.icons[name] === icon) return;
    this.icons[name] = icon;
    this[name].textContent = "";
    const box = { class: "atlas-icon", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" };
    element("path", { d: ICONS[icon] }, element("svg", box, this[name]));
  }

  /**
   * Name a key; one that does nothing now stays in the order of tabs, so that the focus is not lost.
   *
   * @param {KeyName} name
   * @param {string} label
   * @param {string} title
   * @param {boolean} isOff
   */
  name(name, label, title, isOff) {
    const button = this[name];
    const state = label + title + isOff;
    if (this.names[name] === state) return;
    this.names[name] = state;
    button.setAttribute("aria-label", label);
    button.setAttribute("aria-disabled", String(isOff));
    button.title = title || label;
  }

  /**
   * Keep the place of the list of changes until it comes, or all that lies under it would jump.
   *
   * @param {boolean} isWaiting
   */
  wait(isWaiting) {
    this.list.classList.toggle("is-waiting", isWaiting);
  }

  /** @param {boolean} isFailed */
  fail(isFailed) {
    this.trouble.textContent = isFailed ? FAILED : "";
    this.again.hidden = !isFailed;
  }

  /**
   * Show a state of the control: {day, today, first, last, words, speed, isPlaying, isCalm, isPlayable, hasHistory, hasBack,
   * hasNext}; `words` may be empty while playing, for a reader who listens would hear every step.
   *
   * @param {TimeState} now
   */
  show(now) {
    const slider = this.slider;
    const words = dayWords(now.day);
    const part = (/** @type {number} */ day) => (day - now.first) / Math.max(now.last - now.first, 1);
    const why = now.isPlayable ? "" : UNPLAYED;
    const steps = now.hasHistory || now.isPlayable ? "" : NO_STEPS;
    if (+slider.min !== now.first) slider.min = String(now.first);
    if (+slider.max !== now.last) slider.max = String(now.last);
    if (+slider.value !== now.day) slider.value = String(now.day);
    if (slider.title !== why) slider.title = why;
    if (now.words) slider.setAttribute("aria-valuetext", now.words);
    // On the slider, not around it: whatever is inside would be styled anew.
    slider.style.setProperty("--at", String(part(now.day)));
    slider.style.setProperty("--now", String(part(now.today)));
    // Two lengths of one date: the style shows the one that fits.
    this.long.textContent = words;
    this.short.textContent = shortDay(now.day);
    this.ahead.textContent = now.day > now.today ? "announced" : "";
    this.draw("play", now.isPlaying ? "pause" : "play");
    this.name("play", now.isPlaying ? "Pause" : "Play", why, !now.isPlayable);
    this.name("back", "Previous change", steps, !now.hasBack);
    this.name("next", "Next change", steps || (now.isCalm ? CALM : ""), !now.hasNext);
    this.name("now", "Today", "Back to today (UTC)", now.day === now.today);
    this.name("fast", `Speed ${now.speed}`, `Speed ${now.speed} times: press for another`, !now.isPlayable);
    if (this.speed !== now.speed) this.fast.textContent = `${now.speed === 0.5 ? "½" : now.speed}×`;
    this.speed = now.speed;
    // A map without a history leaves no room for one.
    this.list.parentElement?.classList.toggle("is-bare", !!steps);
    this.play.hidden = this.fast.hidden = now.isCalm;
  }
}
