/* What the page prints in place of this frame (assets/print.js): a frame keeps the width of the window and is cut off at
   the edge of the paper, so the page gets the map as one SVG, which fits any paper, and legend and notes as text. */

import { element } from "./class-styles.js";
import { PADDING } from "./geometry.js";

/**
 * @import { Atlas } from "./atlas.js"
 */

const WIDTH = 860; // pixels that the maps are laid out for, whatever the window: names then have 7 points on A4
const LEAST = 0.5;
const MOST = 1.25; // height of a map as a share of its width
const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
];
const SHAPES = "path, circle, rect, text";
const PASSING = ".atlas-hover, .atlas-hover-casing, .atlas-focus, .atlas-focus-casing"; // where the reader points at

/**
 * Return a copy of an element in which every shape looks as it does here, without the style sheets of this frame.
 *
 * @template {Element} T
 * @param {T} original
 * @returns {T}
 */
function drawnCopy(original) {
  const copy = /** @type {T} */ (original.cloneNode(true));
  /** @type {NodeListOf<SVGElement>} */
  const shapes = copy.querySelectorAll(SHAPES);
  original.querySelectorAll(SHAPES).forEach((shape, i) => {
    const style = getComputedStyle(shape);
    if (style.display === "none" || shape.matches(PASSING)) {
      shapes[i].remove();
      return;
    }
    STYLES.forEach((name) => {
      shapes[i].style.setProperty(name, style.getPropertyValue(name));
    });
    shapes[i].removeAttribute("class");
  });
  return copy;
}

/**
 * Draw the tiles of a street map that are there.
 *
 * @param {Element} pane
 * @param {DOMRect} corner
 * @param {SVGElement} group
 */
function addTiles(pane, corner, group) {
  group.style.filter = getComputedStyle(pane).filter;
  pane.querySelectorAll("img").forEach((tile) => {
    const at = tile.getBoundingClientRect();
    const box = { href: tile.src, x: at.left - corner.left, y: at.top - corner.top };
    element("image", L.extend(box, { width: at.width, height: at.height }), group);
  });
}

/**
 * Return a Leaflet map as one SVG: the shapes of its panes, the lowest first, moved to where they are seen.
 *
 * @param {L.Map} map
 * @param {string} label
 */
function picture(map, label) {
  const size = map.getSize();
  const root = /** @type {HTMLElement} */ (map.getPane("mapPane"));
  const at = L.DomUtil.getPosition(root);
  const corner = map.getContainer().getBoundingClientRect();
  const svg = element("svg", { viewBox: [0, 0, size.x, size.y].join(" "), role: "img", "aria-label": label });
  Array.from(root.children)
    .sort((a, b) => Number(getComputedStyle(a).zIndex) - Number(getComputedStyle(b).zIndex))
    .forEach((pane) => {
      const group = element("g", {}, svg);
      addTiles(pane, corner, group);
      if (getComputedStyle(pane).display === "none") return;
      pane.querySelectorAll(":scope > svg").forEach((sheet) => {
        const moved = element("g", { transform: `translate(${at.x},${at.y})` }, group);
        Array.from(drawnCopy(sheet).childNodes).forEach((child) => {
          moved.appendChild(child);
        });
      });
    });
  return svg;
}

/**
 * Draw the bar of the scale where it stands on the map, so that it shrinks and grows with it.
 *
 * @param {HTMLElement} bar
 * @param {SVGSVGElement} svg
 */
function addScale(bar, svg) {
  const wide = parseFloat(bar.querySelector("i")?.style.width ?? "0");
  const low = svg.viewBox.baseVal.height - 10;
  const look = { fill: "none", stroke: "#1D2329", "stroke-width": 1.5, d: `M10,${low - 5}V${low}H${10 + wide}v-5` };
  element(
    "rect",
    { x: 4, y: low - 19, width: wide + 12, height: 24, rx: 3, fill: "#FFFFFF", "fill-opacity": 0.9 },
    svg,
  );
  element("path", look, svg);
  const text = {
    x: 10 + wide / 2,
    y: low - 5,
    fill: "#1D2329",
    "font-size": 11,
    "text-anchor": "middle",
    "font-family": "'Noto Sans', sans-serif",
  };
  element("text", text, svg).textContent = bar.firstChild?.textContent ?? "";
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} kind
 * @param {Element} parent
 * @param {string | null} [text]
 */
function add(name, kind, parent, text) {
  const node = document.createElement(name);
  node.className = kind;
  if (text) node.textContent = text;
  parent.appendChild(node);
  return node;
}

/**
 * Return a copy of a part of the strip with plain text in place of what can be pressed or folded.
 *
 * @param {HTMLElement} original
 */
function readCopy(original) {
  const copy = drawnCopy(original);
  copy.querySelectorAll(".atlas-legend-all").forEach((button) => {
    button.remove();
  });
  copy.querySelectorAll("button").forEach((button) => {
    const plain = document.createElement("span");
    plain.className = button.className + (button.getAttribute("aria-pressed") === "true" ? " is-kept" : "");
    plain.append.apply(plain, Array.from(button.childNodes));
    button.replaceWith(plain);
  });
  copy.querySelectorAll("details").forEach((box) => {
    box.open = true;
  });
  copy.querySelectorAll("[id], [aria-labelledby]").forEach((named) => {
    if (!named.closest("svg")) named.removeAttribute("id");
    named.removeAttribute("aria-labelledby");
  });
  return copy;
}

/** @param {Atlas} atlas */
export function plug(atlas) {
  /**
   * Have `act` run while the maps are laid out for paper, and put everything back: nothing of it is ever painted.
   *
   * @template T
   * @param {(side: SideMap | null) => T} act
   * @returns {T}
   */
  function onPaper(act) {
    const map = atlas.map;
    const root = document.documentElement;
    const body = document.body;
    const side = atlas.beside();
    const before = {
      theme: root.dataset.theme,
      high: root.style.getPropertyValue("--map-height"),
      isHome: atlas.isHome,
      center: map.getCenter(),
      zoom: map.getZoom(),
      seen: map.getBounds(),
      size: map.getSize(),
      least: map.options.minZoom,
      most: map.options.maxZoom,
      limits: map.options.maxBounds,
    };
    function free() {
      map.setMinZoom(-20).setMaxZoom(20).setMaxBounds().invalidateSize({ animate: false, pan: false });
    }
    function match() {
      if (side) side.link.match();
    }
    root.dataset.theme = "light"; // ink costs, and dark paper is not to be had
    atlas.restyle();
    // A street map stays as it is: its pictures are here for the present zoom alone.
    if (!atlas.frame.answer.isStreetMap) {
      const wide = atlas.bounds.getEast() - atlas.bounds.getWest();
      const high = atlas.bounds.getNorth() - atlas.bounds.getSouth();
      let shape = before.isHome ? high / wide : before.size.y / before.size.x;
      body.classList.add("is-on-paper");
      body.style.width = `${WIDTH}px`;
      const title = side ? side.title.offsetHeight : 0;
      shape = Math.max(LEAST, Math.min(shape, MOST));
      root.style.setProperty("--map-height", `${Math.round((side ? WIDTH / 2 : WIDTH) * shape + title)}px`);
      free();
      map.fitBounds(before.isHome ? atlas.bounds : before.seen, {
        padding: before.isHome ? [PADDING, PADDING] : [0, 0],
        animate: false,
      });
      match();
    }
    try {
      return act(side);
    } finally {
      body.classList.remove("is-on-paper");
      body.style.width = "";
      root.style.setProperty("--map-height", before.high);
      free();
      map.setView(before.center, before.zoom, { animate: false });
      map
        .setMinZoom(before.least ?? 0)
        .setMaxZoom(before.most ?? 0)
        .setMaxBounds(before.limits);
      match();
      atlas.isHome = before.isHome;
      root.dataset.theme = before.theme;
      atlas.restyle();
    }
  }

  /**
   * @param {SideMap | null} side
   * @param {HTMLElement} sheet
   */
  function addMaps(side, sheet) {
    const box = add("div", "paper-maps", sheet);
    const maps = [{ map: atlas.map, title: side ? side.mainTitle : atlas.label }];
    if (side) maps.push({ map: side.map, title: side.title });
    if (side?.title.classList.contains("is-first")) maps.reverse();
    maps.forEach(({ map, title }) => {
      const place = add("div", "", box);
      if (side) add("p", "paper-title", place, title.textContent);
      const drawn = place.appendChild(picture(map, title.textContent));
      if (!atlas.scale.hidden) addScale(atlas.scale, drawn);
    });
    const patterns = document.getElementById("atlas-patterns");
    if (patterns) box.querySelector("svg")?.prepend(drawnCopy(patterns));
    return box;
  }

  /** @param {HTMLElement} sheet */
  function addWords(sheet) {
    const day = document.querySelector(".atlas-time-date .is-long");
    const under = add("div", "paper-under", sheet);
    if (day?.textContent) add("b", "paper-day", under, day.textContent);
    if (!atlas.key.hidden) under.appendChild(readCopy(atlas.key));
    add("span", "paper-credit", under, atlas.box.querySelector(".atlas-credit")?.textContent);
    sheet.appendChild(readCopy(atlas.place("legend")));
    sheet.appendChild(readCopy(atlas.place("notes")));
  }

  /* Return what stands on paper for this frame, or null while there is no map. */
  atlas.paper = () => {
    if (!atlas.frame || !atlas.message || atlas.frame.url !== atlas.message.url) return null;
    return onPaper((side) => {
      const sheet = document.createElement("figure");
      sheet.className = "paper";
      addMaps(side, sheet);
      addWords(sheet);
      return sheet;
    });
  };
}
