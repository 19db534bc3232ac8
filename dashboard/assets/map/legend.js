/* The legend under the map: every class with its count. Pointing at a class lights its states; choosing it filters.
   One control for one thing: there is no other list of classes on the page. */
import { cornersOf, swatch } from "./class-styles.js";

/** @import { Atlas } from "./atlas.js" */

const HOW = "Shows these states only. With Shift: adds or removes them.";
const HOW_CIRCLES = "Shows these circles only. With Shift: adds or removes them.";
const HOW_UNITS = "Shows these areas only. With Shift: adds or removes them.";
const STATUS = "status"; // the layer whose classes have a filter of their own, which goes with any other
const FIXED = "no-change"; // the class of a map of changes that is no status, so no filter keeps it
const AREAS = ".atlas-area, .atlas-point";
const SYMBOLS = ".atlas-symbol, .atlas-unit";

/**
 * Return the classes that a filter keeps after a click: the one clicked alone, or with `isMore` that one more or less;
 * none when it keeps all of `most` classes.
 *
 * @param {number[]} kept
 * @param {number} number
 * @param {number} most
 * @param {boolean} isMore
 * @returns {number[]}
 */
export function keptAfter(kept, number, most, isMore) {
  if (!isMore) return kept.length === 1 && kept[0] === number ? [] : [number];
  const now = kept.includes(number) ? kept.filter((n) => n !== number) : kept.concat(number);
  return now.length === most ? [] : now;
}

/**
 * Return the classes of claims that a filter keeps after a click: the one clicked and all above it; none, which keeps
 * all, when those are kept already or when they are all that there are.
 *
 * @param {number[]} kept
 * @param {number} number the class clicked
 * @param {number[]} classes numbers of the legend, the highest class first
 * @returns {number[]}
 */
export function keptFrom(kept, number, classes) {
  const now = classes.slice(0, classes.indexOf(number) + 1);
  const isKept = kept.length === now.length && now.every((one) => kept.includes(one));
  return isKept || now.length === classes.length ? [] : now;
}

/**
 * Return the classes that a legend keeps now; none when it keeps all.
 *
 * @param {{ act: Wire.LegendAct, items: Pick<LegendClass, "number" | "isKept">[] }} legend
 * @param {{ keep: number[], circles?: number[] }} picture
 * @returns {number[]}
 */
export function keptOf(legend, picture) {
  if (legend.act !== "circles") return legend.act ? picture.keep : [];
  const kept = legend.items.filter((item) => item.isKept).map((item) => item.number);
  return picture.circles ?? (kept.length === legend.items.length ? [] : kept);
}

/**
 * Return the title of the legend whose kept classes a choice in another one replaces: a view is kept to classes of one
 * legend, and to kinds of treaty status beside them. Empty where it replaces nothing.
 *
 * @param {LegendShown} legend the one chosen in
 * @param {LegendShown[]} legends
 * @param {{ keep: number[], circles?: number[] }} picture
 * @returns {string}
 */
export function replacedBy(legend, legends, picture) {
  const ofClasses = legends.filter(({ act, layer }) => act === "circles" || (act === "keep" && layer !== STATUS));
  if (!ofClasses.includes(legend)) return "";
  return ofClasses.find((other) => other !== legend && keptOf(other, picture).length > 0)?.title ?? "";
}

/**
 * Return the legends of a message with names for what its lists hold.
 *
 * @param {Pick<Wire.MapMessage, "legends" | "classes">} message
 * @returns {LegendShown[]}
 */
export function legendsOf(message) {
  return message.legends.map(([layer, title, symbol, items, act]) => ({
    layer,
    title,
    symbol,
    act,
    items: items.map(([number, count, kept]) => {
      const look = message.classes[number];
      const isFilter = act !== "" && look[7] !== FIXED;
      return { number, count, isKept: kept === 1, isFilter, label: look[0], id: look[7], corners: cornersOf(look) };
    }),
  }));
}

/** @param {Atlas} atlas */
export function plug(atlas) {
  const place = atlas.place("legend");
  let built = "";
  /** @type {LegendShown[]} */
  let legends = [];
  const light = document.head.appendChild(document.createElement("style"));

  /**
   * Dim what is drawn like the class, but is not of it; null lights everything again.
   *
   * @param {LegendShown | null} legend
   * @param {number} [number]
   */
  function shine(legend, number = 0) {
    const kind = legend?.symbol === "fill" ? AREAS : SYMBOLS;
    light.textContent = legend ? `.atlas :is(${kind}):not(.atlas-k${number}){opacity:.22}` : "";
  }

  /** @param {number[]} numbers */
  function ids(numbers) {
    return numbers.map((number) => atlas.message.classes[number][7]);
  }

  /**
   * Keep classes of the fill, or of the circles of a layer.
   *
   * @param {LegendShown} legend
   * @param {number[]} numbers
   */
  function keep(legend, numbers) {
    const isOfCircles = legend.act === "circles";
    atlas.preview(isOfCircles ? { circles: numbers } : { keep: numbers });
    if (isOfCircles) atlas.sendAct("circles", [legend.layer, ids(numbers)]);
    else atlas.sendAct("keep", ids(numbers));
  }

  /**
   * Keep classes of claims, the highest first: the last one is the least that the filter lets pass.
   *
   * @param {number[]} numbers
   */
  function keepFrom(numbers) {
    atlas.preview({ keep: numbers });
    atlas.sendAct("least", ids(numbers.slice(-1))[0] ?? null);
  }

  /**
   * @param {LegendShown} legend
   * @param {number} n its place
   */
  function build(legend, n) {
    const box = L.DomUtil.create("section", "atlas-legend", place);
    const head = L.DomUtil.create("div", "atlas-legend-head", box);
    const title = L.DomUtil.create("h2", "", head);
    title.textContent = legend.title;
    title.id = `atlas-legend-${legend.layer}`;
    box.setAttribute("aria-labelledby", title.id); // each legend is a place of its own to go to
    if (legend.act) {
      const all = L.DomUtil.create("button", "atlas-legend-all", head);
      all.type = "button";
      all.textContent = "Show all";
      all.addEventListener("click", () => {
        // The button goes away with the filter: the focus stays in the legend.
        if (document.activeElement === all) /** @type {HTMLElement} */ (box.querySelector("li button")).focus();
        if (legend.act === "least") keepFrom([]);
        else keep(legend, []);
      });
      L.DomUtil.create("p", "atlas-legend-hint", head).hidden = true;
    }
    const list = L.DomUtil.create("ul", "", box);
    list.setAttribute("role", "list"); // Safari forgets that a list without bullets is one
    legend.items.forEach((item) => {
      buildItem(item, legend, n, L.DomUtil.create("li", "", list));
    });
  }

  /**
   * @param {LegendClass} item
   * @param {LegendShown} legend
   * @param {number} n its place
   * @param {HTMLElement} li
   */
  function buildItem(item, legend, n, li) {
    const key = L.DomUtil.create(item.isFilter ? "button" : "span", "atlas-legend-item", li);
    key.dataset.class = item.id;
    const manner = item.corners || (legend.symbol === "fill" || legend.symbol === "shape" ? "" : "circle");
    key.appendChild(swatch(`atlas-k${item.number}`, manner));
    L.DomUtil.create("span", "", key).textContent = item.label;
    L.DomUtil.create("b", "", key);
    li.addEventListener("pointerenter", (e) => {
      if (e.pointerType !== "touch") shine(legend, item.number);
    });
    li.addEventListener("pointerleave", () => {
      shine(null);
    });
    if (!(key instanceof HTMLButtonElement)) return;
    key.type = "button";
    key.title = legend.symbol === "shape" ? HOW_UNITS : legend.act === "circles" ? HOW_CIRCLES : HOW;
    key.addEventListener("focus", () => {
      if (key.matches(":focus-visible")) shine(legend, item.number);
    });
    key.addEventListener("blur", () => {
      shine(null);
    });
    key.addEventListener("click", (/** @type {MouseEvent} */ e) => {
      // A finger has no Shift: there each tap adds or removes.
      const isByFinger = /** @type {PointerEvent} */ (e).pointerType === "touch";
      const isMore = e.shiftKey || e.ctrlKey || e.metaKey || isByFinger;
      const kept = keptOf(legends[n], atlas.picture);
      const numbers = legend.items.map((one) => one.number);
      if (legend.act === "least") keepFrom(keptFrom(kept, item.number, numbers));
      else keep(legend, keptAfter(kept, item.number, numbers.length, isMore));
    });
  }

  /* Say which classes are kept and how many states each has now. */
  function update() {
    const picture = atlas.picture;
    legends.forEach((legend, n) => {
      const box = place.children[n];
      const kept = keptOf(legend, picture);
      const isFiltered = kept.length > 0;
      box.classList.toggle("is-filtered", isFiltered);
      const title = (legend.symbol === "fill" && picture.title) || legend.title;
      const head = /** @type {HTMLElement} */ (box.querySelector("h2"));
      if (head.textContent !== title) head.textContent = title;
      const hint = /** @type {HTMLElement | null} */ (box.querySelector(".atlas-legend-hint"));
      const replaced = isFiltered ? "" : replacedBy(legend, legends, picture);
      if (hint) {
        hint.hidden = replaced === "";
        hint.textContent =
          replaced && `One legend at a time keeps classes: a choice here replaces that under “${replaced}”.`;
      }
      legend.items.forEach((item, i) => {
        const key = box.querySelectorAll(".atlas-legend-item")[i];
        const count =
          legend.symbol === "fill" && picture.counts
            ? picture.counts[i]
            : (picture.symbols?.counts[legend.layer]?.[i] ?? item.count);
        const isKept = legend.act ? !isFiltered || kept.includes(item.number) : item.isKept;
        /** @type {HTMLElement} */ (key.lastChild).textContent = String(count);
        key.classList.toggle("is-left-out", !isKept);
        key.classList.toggle("is-empty", !count);
        if (key instanceof HTMLButtonElement) key.setAttribute("aria-pressed", String(isFiltered && isKept));
      });
    });
  }

  atlas.on("restyled", () => {
    legends = legendsOf(atlas.message);
    const now = JSON.stringify(legends.map((g) => [g.layer, g.title, g.act, g.items.map((i) => i.id)]));
    if (now !== built) {
      built = now;
      shine(null);
      place.textContent = "";
      legends.forEach(build);
    }
    update();
  });
}
