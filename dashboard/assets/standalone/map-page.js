/* What can be done with a view that stands alone: point at a state, zoom, pick a class, walk from state to state. It
   makes no request. */
import { closest } from "../event-target.js";
import { tag } from "../tag.js";

/** @type {Record<string, Wire.CardText>[]} the cards of each map by area */
const cards = JSON.parse(document.getElementById("card-texts")?.textContent ?? "[]");
const STEP = 1.6;
const FARTHEST = 24; // zoom
const MOMENT = 150; // milliseconds
const NARROW = 480; // pixels: here a card stands below its map
/** @type {Record<string, [number, number]>} */
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** @type {NodeListOf<HTMLElement>} */
const boxes = document.querySelectorAll(".map");
const maps = Array.from(boxes, mapIn);
const voice = document.getElementById("voice");

/**
 * Let a reader use the map in a box; return what the page does with it.
 *
 * @param {HTMLElement} box
 * @param {number} number its place among the maps of the page
 */
function mapIn(box, number) {
  const texts = cards[number];
  const svg = /** @type {SVGSVGElement} */ (box.querySelector("svg"));
  const card = /** @type {HTMLElement} */ (box.querySelector(".card"));
  const home = (svg.getAttribute("viewBox") ?? "").split(" ").map(Number);
  let view = home.slice();
  let on = "";
  /** @type {[x: number, y: number] | null} where the pointer went down, or was last */
  let held = null;
  let isMoved = false;
  let soon = 0;
  /** @type {Record<string, [number, number]>} */
  const middles = {};
  /** @type {NodeListOf<SVGGraphicsElement>} */
  const drawn = svg.querySelectorAll("[data-area]");
  /** @type {Record<string, SVGGraphicsElement[]>} */
  const shapes = {};
  drawn.forEach((shape) => {
    const code = shape.dataset.area ?? "";
    shapes[code] = [...(shapes[code] ?? []), shape];
  });

  function show() {
    svg.setAttribute("viewBox", view.join(" "));
    box.classList.toggle("is-near", view[2] < home[2]);
  }

  /**
   * Zoom about a point, given as shares of width and height.
   *
   * @param {number} by
   * @param {number} x
   * @param {number} y
   */
  function zoom(by, x, y) {
    const width = Math.max(home[2] / FARTHEST, Math.min(home[2], view[2] / by));
    const height = (width * home[3]) / home[2];
    view = [view[0] + (view[2] - width) * x, view[1] + (view[3] - height) * y, width, height];
    move(0, 0);
  }

  /**
   * @param {number} dx
   * @param {number} dy
   */
  function move(dx, dy) {
    view[0] = Math.max(home[0], Math.min(home[0] + home[2] - view[2], view[0] + dx));
    view[1] = Math.max(home[1], Math.min(home[1] + home[3] - view[3], view[1] + dy));
    show();
  }

  /**
   * @param {string} code
   * @returns {[number, number]}
   */
  function middle(code) {
    if (!middles[code]) {
      const b = shapes[code][0].getBBox(); // a point stands where its state is; of a state the whole counts
      middles[code] = [b.x + b.width / 2, b.y + b.height / 2];
    }
    return middles[code];
  }

  /**
   * Point at a state, or at nothing; `at` is where on the box, or else the middle of the state.
   *
   * @param {string} code
   * @param {[number, number] | null} [at]
   * @param {boolean} [isSpoken]
   */
  function point(code, at, isSpoken) {
    (shapes[on] || []).forEach((shape) => {
      shape.classList.remove("is-on");
    });
    on = code && texts[code] ? code : "";
    card.hidden = !on;
    if (!on) return;
    shapes[on].forEach((shape) => {
      shape.classList.add("is-on");
    });
    const [name, text, documents] = texts[on];
    card.replaceChildren(tag("b", name), tag("span", text), tag("small", documents));
    if (isSpoken && voice) voice.textContent = texts[on].filter(Boolean).join(". ").replace(/\n/g, ". ");
    const whole = box.getBoundingClientRect();
    card.style.left = card.style.top = "0"; // or the edge of the box would make it narrow
    const [x, y] = at ?? middleOnBox(on);
    if (whole.width < NARROW) {
      // beside the pointer the card would lie on the map and beneath the pointer
      card.style.left = "8px";
      card.style.top = `${svg.getBoundingClientRect().height}px`;
      return;
    }
    const left = x + 14 + card.offsetWidth > whole.width ? x - 14 - card.offsetWidth : x + 14;
    card.style.left = `${Math.max(8, Math.min(left, whole.width - card.offsetWidth - 8))}px`;
    card.style.top = `${Math.max(8, Math.min(y + 14, whole.height - card.offsetHeight - 8))}px`;
  }

  /**
   * Return where on the box the middle of a state is.
   *
   * @param {string} code
   * @returns {[number, number]}
   */
  function middleOnBox(code) {
    const m = middle(code);
    const frame = svg.getBoundingClientRect();
    const scale = units(frame.width, frame.height);
    return [
      (m[0] - view[0] - view[2] / 2) / scale + frame.width / 2,
      (m[1] - view[1] - view[3] / 2) / scale + frame.height / 2,
    ];
  }

  /**
   * Return the state that lies next in a direction.
   *
   * @param {[number, number]} way
   */
  function next(way) {
    const from = middle(on);
    let best = "";
    let least = Number.POSITIVE_INFINITY;
    Object.keys(shapes).forEach((code) => {
      if (code === on || !texts[code]) return;
      const to = middle(code);
      const x = to[0] - from[0];
      const y = to[1] - from[1];
      const along = x * way[0] + y * way[1];
      const aside = Math.abs(x * way[1]) + Math.abs(y * way[0]);
      if (along <= 0 || aside > 1.5 * along) return;
      if (along + 2 * aside < least) {
        least = along + 2 * aside;
        best = code;
      }
    });
    return best || on;
  }

  /**
   * Return where on the box an event happened.
   *
   * @param {MouseEvent} event
   * @returns {[x: number, y: number]}
   */
  function place(event) {
    const frame = svg.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  }

  /**
   * Return units of the map a pixel: a map that is not as wide as its place has room at both sides.
   *
   * @param {number} width
   * @param {number} height
   */
  function units(width, height) {
    return Math.max(view[2] / width, view[3] / height);
  }

  svg.addEventListener("pointerdown", (event) => {
    isMoved = false;
    if (event.pointerType === "touch" && view[2] === home[2]) return; // the page scrolls
    held = [event.clientX, event.clientY];
  });
  window.addEventListener("pointermove", (event) => {
    if (!held) return;
    const frame = svg.getBoundingClientRect();
    if (Math.abs(event.clientX - held[0]) + Math.abs(event.clientY - held[1]) > 3) isMoved = true;
    if (view[2] < home[2]) {
      box.classList.add("is-held");
      const scale = units(frame.width, frame.height);
      move((held[0] - event.clientX) * scale, (held[1] - event.clientY) * scale);
      held = [event.clientX, event.clientY];
    }
  });
  window.addEventListener("pointerup", () => {
    held = null;
    box.classList.remove("is-held");
  });
  /**
   * Return the state that is pointed at, by its land, its dot or its circle.
   *
   * @param {Event} event
   */
  function pointed(event) {
    const shape = closest(event, "[data-area],[data-of]");
    return shape?.dataset.area || shape?.dataset.of || "";
  }
  /**
   * Point at a state after a moment, in which the pointer may come back or reach the card: that stays meanwhile.
   *
   * @param {string} code
   * @param {[number, number]} [at]
   */
  function pointSoon(code, at) {
    clearTimeout(soon);
    if (code !== on)
      soon = window.setTimeout(
        () => {
          point(code, at);
        },
        on ? MOMENT : 0,
      );
  }
  svg.addEventListener("pointermove", (event) => {
    if ((held && isMoved) || event.pointerType === "touch") return;
    pointSoon(pointed(event), place(event));
  });
  card.addEventListener("pointerenter", () => {
    clearTimeout(soon);
  });
  /** @param {PointerEvent} event */
  function leave(event) {
    if (event.pointerType !== "touch") pointSoon("");
  }
  svg.addEventListener("pointerleave", leave);
  card.addEventListener("pointerleave", leave);
  card.addEventListener("click", (event) => {
    if (/** @type {PointerEvent} */ (event).pointerType === "touch") point("");
  });
  svg.addEventListener("click", (event) => {
    clearTimeout(soon);
    if (!isMoved) point(pointed(event), place(event), true);
  });
  box.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return; // the page around scrolls on
      event.preventDefault();
      const [x, y] = place(event);
      const { width, height } = svg.getBoundingClientRect();
      const scale = units(width, height);
      zoom(
        1.002 ** -event.deltaY,
        0.5 + ((x - width / 2) * scale) / view[2],
        0.5 + ((y - height / 2) * scale) / view[3],
      );
    },
    { passive: false },
  );
  box.querySelector(".zoom")?.addEventListener("click", (event) => {
    const by = closest(event, "button")?.dataset.by;
    if (!by) return;
    if (by === "home") {
      view = home.slice();
      show();
    } else zoom(by === "in" ? STEP : 1 / STEP, 0.5, 0.5);
  });
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (KEYS[event.key]) point(on ? next(KEYS[event.key]) : first(), null, true);
    else if (event.key === "+" || event.key === "=") zoom(STEP, 0.5, 0.5);
    else if (event.key === "-") zoom(1 / STEP, 0.5, 0.5);
    else if (event.key === "0") {
      view = home.slice();
      show();
    } else if (event.key === "Escape") point("");
    else if (/^\p{L}$/u.test(event.key)) point(named(event.key), null, true);
    else return;
    event.preventDefault();
  });
  svg.addEventListener("blur", () => {
    if (!card.matches(":hover")) point(""); // its text may be marked
  });

  function codes() {
    return Object.keys(shapes)
      .filter((code) => texts[code])
      .sort((a, b) => texts[a][0].localeCompare(texts[b][0]));
  }

  /* Return the state that is nearest the middle of what is seen. */
  function first() {
    let best = "";
    let least = Number.POSITIVE_INFINITY;
    codes().forEach((code) => {
      const m = middle(code);
      const away = Math.hypot(m[0] - view[0] - view[2] / 2, m[1] - view[1] - view[3] / 2);
      if (away >= least) return;
      least = away;
      best = code;
    });
    return best;
  }

  /**
   * Return the next state whose name begins with a letter.
   *
   * @param {string} letter
   */
  function named(letter) {
    const all = codes();
    const at = all.indexOf(on);
    const turned = all.slice(at + 1).concat(all.slice(0, at + 1));
    return (
      turned.find(
        (code) =>
          texts[code][0].localeCompare(letter, undefined, { sensitivity: "base" }) === 0 ||
          texts[code][0].charAt(0).localeCompare(letter, undefined, { sensitivity: "base" }) === 0,
      ) || on
    );
  }

  return {
    /** @param {string} key of the class that is shown alone, "" for all of them */
    pick: (key) => {
      box.classList.toggle("is-picking", !!key);
      drawn.forEach((shape) => {
        shape.classList.toggle("is-picked", !!key && shape.dataset.class === key);
      });
    },
  };
}

/** @type {NodeListOf<HTMLElement>} */
const classes = document.querySelectorAll(".classes button");
classes.forEach((button) => {
  button.addEventListener("click", () => {
    const isOn = button.getAttribute("aria-pressed") !== "true";
    classes.forEach((other) => {
      other.setAttribute("aria-pressed", String(isOn && other === button));
    });
    maps.forEach((map) => {
      map.pick((isOn && button.dataset.class) || "");
    });
  });
});

// Inside a deck the keys that the map does not use go from step to step.
document.addEventListener("keydown", (event) => {
  if (window.parent === window || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(ArrowLeft|ArrowRight|Page|Home|End|[fnFN]$)/.test(event.key))
    window.parent.postMessage({ "mine-ban-atlas-key": event.key }, "*");
});

// A number of a source opens the list that it leads to.
document.addEventListener("click", (event) => {
  const list = document.querySelector("#sources");
  if (closest(event, 'a[href^="#source-"]') && list instanceof HTMLDetailsElement) list.open = true;
});

// A page around may ask for the height; the message is that of Datawrapper, which many pages have a listener for.
function postHeight() {
  if (window.parent === window) return;
  window.parent.postMessage({ "mine-ban-atlas-height": Math.ceil(document.documentElement.scrollHeight) }, "*");
}
new ResizeObserver(postHeight).observe(document.body);
