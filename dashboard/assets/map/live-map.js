/* The living map: takes a whole message at a time (window.__atlas.set) and shows it, whatever came before.
   streamlit-folium evaluates the message inside this page; the page is never loaded again while the reader works. */

import { Atlas } from "./atlas.js";
import * as notes from "./boundary-notes.js";
import * as card from "./card.js";
import * as cardContent from "./card-content.js";
import * as detail from "./cell-layer.js";
import { applyClasses } from "./class-styles.js";
import * as beside from "./comparison.js";
import { addControls, explainShapes, showScale } from "./controls.js";
import * as picture from "./display-state.js";
import * as empty from "./empty-notice.js";
import * as height from "./frame-height.js";
import { DrawnFrame, PADDING, PANES, renderer } from "./geometry.js";
import * as pointer from "./hover-and-click.js";
import * as keys from "./keyboard.js";
import * as labels from "./labels.js";
import * as legend from "./legend.js";
import { OutlinesAndSymbols } from "./outlines-and-symbols.js";
import * as mark from "./picture-mark.js";
import * as paper from "./print-copy.js";
import { UNSENT } from "./shared-constants.js";
import * as streets from "./street-map.js";
import * as time from "./time-player.js";

// The order counts: who plugs in first hears an event first.
const PARTS = [
  picture,
  streets,
  height,
  cardContent,
  pointer,
  card,
  keys,
  legend,
  time,
  beside,
  empty,
  mark,
  detail,
  labels,
  notes,
  paper,
];
const FAILED = "The map’s shapes could not be loaded. The connection may be interrupted; nothing else is lost.";
const REACH = { closer: 2.5, farther: 0.2 }; // zoom levels a reader may leave the whole extent by
const BEYOND = 0.12; // how far the map can be moved beyond the extent, within what the frame holds

const atlas = new Atlas();
/** @type {{ type: string, theme?: StreamlitTheme } | null} */
let lastRender = null; // the newest render event, in case it came while the scripts were loading

/**
 * Show a message. Before the map exists it is kept; of several, the last one counts.
 *
 * @param {Wire.SentMessage} message
 */
atlas.set = (message) => {
  atlas.message = { ...UNSENT, ...message };
  atlas.serial += 1;
  if (atlas.map) show();
};

function show() {
  const message = atlas.message;
  const serial = atlas.serial;
  applyClasses(message.classes);
  atlas.label.textContent = message.title;
  atlas.emit("message", message);
  if (atlas.frame && atlas.frame.url === message.url) return atlas.restyle();
  atlas.box.classList.add("is-loading");
  atlas
    .load(message.url)
    .then((/** @type {FrameAnswer} */ answer) => {
      if (serial !== atlas.serial) return; // a newer message came meanwhile and shows itself
      draw(answer, message.url);
      atlas.restyle();
    })
    .catch((error) => {
      if (serial === atlas.serial) fail(error);
    });
}

/* Take away the picture that the page painted in our place while we were not there (assets/first-picture.js). */
function endFirst() {
  try {
    if (window.parent.atlasFirst) window.parent.atlasFirst.end();
  } catch {
    /* the parent is of another origin and has none */
  }
}

/** @param {Error} error */
function fail(error) {
  endFirst();
  atlas.box.classList.remove("is-loading");
  atlas.notice.hidden = false;
  console.warn(`atlas: ${error.message}`);
}

/**
 * @param {FrameAnswer} answer
 * @param {string} url
 */
function draw(answer, url) {
  if (atlas.frame) atlas.frame.remove();
  atlas.outlinesAndSymbols.clear();
  atlas.box.classList.toggle("is-world", answer.isWorld);
  atlas.bounds = L.latLngBounds([answer.bounds[1], answer.bounds[0]], [answer.bounds[3], answer.bounds[2]]);
  atlas.emit("drawing", answer);
  atlas.home();
  atlas.frame = new DrawnFrame(atlas.map, answer);
  atlas.frame.url = url;
  showScale(atlas);
  atlas.emit("drawn", atlas.frame);
}

/* Show the picture of the moment, once the geometry of the message is there. */
atlas.restyle = () => {
  if (!atlas.frame || atlas.frame.url !== atlas.message.url) return;
  const picture = atlas.look();
  const message = atlas.message;
  atlas.frame.restyle(picture, message);
  const { rows = message.symbols, shapes = message.shapes } = picture.symbols ?? {};
  atlas.outlinesAndSymbols.show({ ...message, symbols: rows, shapes });
  atlas.outlinesAndSymbols.restyle(picture);
  atlas.choose(message.chosen);
  explainShapes(atlas);
  atlas.box.classList.remove("is-loading");
  atlas.notice.hidden = true;
  atlas.emit("restyled", picture);
  requestAnimationFrame(endFirst);
};

/* Show the whole extent and stay there when the window changes. */
atlas.home = () => {
  const map = atlas.map;
  map.setMinZoom(-20).setMaxZoom(20).setMaxBounds();
  map.invalidateSize({ animate: false, pan: false });
  // Before the move, because the names that are then placed anew ask how far from home they are.
  atlas.homeZoom = map.getBoundsZoom(atlas.bounds, false, L.point(2 * PADDING, 2 * PADDING));
  map.fitBounds(atlas.bounds, { padding: [PADDING, PADDING], animate: false });
  const reach = atlas.reach || REACH;
  map.setMinZoom(map.getZoom() - reach.farther).setMaxZoom(map.getZoom() + reach.closer);
  map.setMaxBounds(atlas.bounds.pad(BEYOND));
  atlas.deepen();
  atlas.isHome = true;
};

/* Let the reader come as close as there are finer shapes to see. */
atlas.deepen = () => {
  const map = atlas.map;
  const closest = !atlas.reach && atlas.details ? Math.log2(atlas.details.closest) : 0;
  if (closest > map.getMaxZoom()) map.setMaxZoom(closest);
};

function resized() {
  if (!atlas.box.offsetWidth) return; // the frame is hidden, as while its page is printed
  if (atlas.bounds && atlas.isHome) atlas.home();
  else atlas.map.invalidateSize({ animate: false });
  atlas.emit("sized", undefined);
}

/**
 * Take the theme that Streamlit says, or else the one its background colour shows.
 *
 * @param {StreamlitTheme | null | undefined} theme
 */
function setTheme(theme) {
  let base = theme?.base;
  if (!base) {
    // streamlit-component-lib sets this property from the theme, as #RRGGBB.
    const hex = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
    const green = parseInt(hex.slice(3, 5), 16); // the part that weighs most in how bright a colour is
    base = green < 128 ? "dark" : "light";
  }
  if (document.documentElement.dataset.theme === base) return;
  document.documentElement.dataset.theme = base;
  if (atlas.map && atlas.message) atlas.restyle(); // which classes need an outline depends on the ground
}

window.addEventListener("message", (event) => {
  if (event.data?.type !== "streamlit:render") return;
  lastRender = event.data;
  setTheme(event.data.theme);
});

/** @param {HTMLElement} box */
function buildNotice(box) {
  const notice = L.DomUtil.create("div", "atlas-notice", box);
  notice.hidden = true;
  notice.setAttribute("role", "alert");
  L.DomUtil.create("p", "", notice).textContent = FAILED;
  const button = L.DomUtil.create("button", "", notice);
  button.type = "button";
  button.textContent = "Try again";
  L.DomEvent.disableClickPropagation(notice);
  button.addEventListener("click", () => {
    notice.hidden = true;
    show();
  });
  return notice;
}

/**
 * Called once by the base map's script, when the map exists and all scripts have run.
 *
 * @param {L.Map} map
 */
window.atlasStart = (map) => {
  atlas.map = map;
  atlas.box = map.getContainer();
  atlas.box.classList.add("atlas");
  atlas.buildStrip();
  atlas.label = L.DomUtil.create("div", "atlas-hidden", atlas.box);
  atlas.label.id = "atlas-label";
  atlas.box.setAttribute("aria-labelledby", "atlas-label");
  atlas.notice = buildNotice(atlas.box);
  PANES.forEach((pane) => {
    renderer(map, pane);
  });
  atlas.outlinesAndSymbols = new OutlinesAndSymbols(map);
  addControls(atlas);
  PARTS.forEach((part) => {
    part.plug(atlas);
  });
  setTheme(lastRender?.theme);
  map.on("dragstart zoomstart", () => {
    atlas.isHome = false;
  });
  map.on("zoomend", () => {
    if (!atlas.frame) return;
    atlas.frame.fitPoints();
    atlas.outlinesAndSymbols.refresh();
  });
  new ResizeObserver(resized).observe(atlas.box);
  if (atlas.message) show();
  // A render that arrived while the scripts were loading was dropped by streamlit-folium: hand it in again.
  if (lastRender) window.postMessage(lastRender, "*");
  return L.layerGroup(); // folium adds a layer to the map: an empty one
};

window.__atlas = atlas;
