/* A street map beneath a close-up: pictures of a provider outside, which the reader's browser asks only when the reader
   switched it on. If they cannot be reached, the map says so and shows what it shows without them. */
import { tag } from "../tag.js";

/** @import { Atlas } from "./atlas.js" */

const RADIUS = 63.78137; // of the sphere of Web Mercator, in units of 100 km
const AROUND = 2 * Math.PI * RADIUS; // the width of its map of the world
const TILE = 256; // pixels of a picture's side; one picture holds the world at zoom 0
const CLOSER = 3; // zoom levels from the whole close-up down; the shapes are too coarse for more
const PATIENCE = 8000; // ms until a provider that sends nothing counts as out of reach
const ENOUGH = 6; // pictures that fail one after another
const UNREACHED = "The street map cannot be reached; this is the equal-area map.";

/**
 * Return how many pixels a unit of the map has at a zoom level of street maps.
 *
 * @param {number} zoom
 */
export function scaleAt(zoom) {
  return (TILE * 2 ** zoom) / AROUND;
}

/**
 * Return the zoom level of street maps at which a unit of the map has so many pixels.
 *
 * @param {number} scale
 */
export function zoomAt(scale) {
  return Math.log((scale * AROUND) / TILE) / Math.LN2;
}

/* The plane of Web Mercator in our units, with the zoom levels of street maps. Like L.CRS.Simple it takes coordinates
   as they come, so frames, points and shapes are drawn as on any other map; scale() is pixels a unit, as there. */
function plane() {
  return L.extend({}, L.CRS.Simple, {
    transformation: new L.Transformation(1, AROUND / 2, -1, AROUND / 2),
    scale: scaleAt,
    zoom: zoomAt,
    // A millimetre less, or rounding would ask for a picture beside the world.
    wrapLng: [-AROUND / 2 + 1e-8, AROUND / 2 - 1e-8],
  });
}

/**
 * Return by how much lengths in the middle of the map are drawn too long: 1 on an equal-area map.
 *
 * @param {L.Map} map
 */
export function stretch(map) {
  return map.options.crs === L.CRS.Simple ? 1 : stretchAt(map.getCenter().lat);
}

/**
 * The same at a place so many units north of the equator, on the plane of Web Mercator.
 *
 * @param {number} north
 */
export function stretchAt(north) {
  return Math.cosh(north / RADIUS);
}

/** @typedef {L.TileLayer & { tiles?: string }} StreetLayer with the address that it shows */

/** @param {Atlas} atlas */
function creditOf(atlas) {
  return /** @type {HTMLElement} */ (atlas.box.querySelector(".atlas-credit"));
}

/**
 * Return a piece of an attribution as text, or as a link where it has an address.
 *
 * @param {Wire.CreditRow} credit
 */
export function credited([text, url]) {
  if (!url) return text;
  const link = tag("a", text);
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}

class Streets {
  /** @param {Atlas} atlas */
  constructor(atlas) {
    this.atlas = atlas;
    this.plane = plane();
    this.steps = { zoomSnap: atlas.map.options.zoomSnap, zoomDelta: atlas.map.options.zoomDelta };
    /** @type {Record<string, boolean>} providers that could not be reached, by address */
    this.unreachable = {};
    /** @type {StreetLayer | null} */
    this.layer = null;
    this.late = 0;
    /** @type {Wire.SentMessage | null} the message that was turned into that of the equal-area map */
    this.fallback = null;
    /** @type {Wire.SentMessage | null} the same as it came, for another try */
    this.original = null;
    atlas.map.createPane("atlas-streets");
    this.credit = L.DomUtil.create("span", "atlas-credit-streets", creditOf(atlas));
    this.notice = this.buildNotice();
    atlas.on("message", this.useFallback.bind(this));
    atlas.on("drawing", this.setProjection.bind(this));
    atlas.on("restyled", this.sync.bind(this));
  }

  /**
   * Turn a message that wants a street map out of reach into that of the equal-area map.
   *
   * @param {Wire.SentMessage} message
   */
  useFallback(message) {
    if (message === this.fallback) return; // shown once more
    const streets = message.streets;
    const isUnreachable = !!(streets && this.unreachable[streets.tiles]);
    this.notice.hidden = !isUnreachable;
    if (!streets) this.unreachable = {}; // switched off: switching it on again is another try
    if (!isUnreachable) return;
    this.original = { ...message };
    this.fallback = Object.assign(message, streets?.plain, { streets: null });
  }

  /**
   * Make the map fit the coordinates of the shapes that come next.
   *
   * @param {FrameAnswer} answer
   */
  setProjection(answer) {
    const map = this.atlas.map;
    const crs = answer.isStreetMap ? this.plane : L.CRS.Simple;
    // Between whole zoom levels the pictures would be blurred, with seams between them.
    L.extend(map.options, answer.isStreetMap ? { zoomSnap: 1, zoomDelta: 1 } : this.steps);
    this.atlas.reach = answer.isStreetMap ? { closer: CLOSER, farther: 0 } : null;
    this.atlas.box.classList.toggle("is-on-streets", answer.isStreetMap);
    if (map.options.crs === crs) return;
    this.drop();
    map.options.crs = crs;
    map.setMinZoom(-20).setMaxZoom(20).setMaxBounds();
    // What Leaflet knows of pixels holds no longer; its types do not know this option.
    map.setView(this.atlas.bounds.getCenter(), 1, /** @type {L.ZoomPanOptions} */ ({ reset: true }));
  }

  /* Show the pictures that the message names, when the shapes over them are there. */
  sync() {
    const frame = this.atlas.frame;
    const streets = frame.answer.isStreetMap ? this.atlas.message.streets : null;
    if (streets?.tiles === this.layer?.tiles) return;
    this.drop();
    if (streets) this.lay(streets);
  }

  /** @param {Wire.StreetPart} streets */
  lay(streets) {
    const self = this;
    let row = 0;
    let isSeen = false;
    /** @type {StreetLayer} */
    const layer = L.tileLayer(streets.tiles, {
      pane: "atlas-streets",
      subdomains: streets.subdomains || "abc",
      maxNativeZoom: streets.maxZoom,
      minZoom: 0,
      // North and south of the world there is nothing to ask for.
      bounds: L.latLngBounds([-AROUND / 2, -4 * AROUND], [AROUND / 2, 4 * AROUND]),
      // Providers want to know which website asks; they learn no more of the address than that.
      referrerPolicy: "strict-origin-when-cross-origin",
      keepBuffer: 0, // no tile is fetched outside of the view
    });
    function fail() {
      if (self.layer !== layer) return;
      self.unreachable[streets.tiles] = true;
      self.drop();
      self.atlas.set(self.atlas.message);
      self.atlas.say(UNREACHED);
    }
    layer.tiles = streets.tiles;
    layer.on("tileload", () => {
      row = 0;
      isSeen = true;
    });
    // Leaflet is not done with the picture when it says so: the layer goes a moment later.
    layer.on("tileerror", () => {
      row += 1;
      if (row >= ENOUGH) setTimeout(fail);
    });
    layer.on("load", () => {
      if (!isSeen && row) setTimeout(fail);
    });
    this.late = window.setTimeout(() => {
      if (!isSeen) fail();
    }, PATIENCE);
    this.layer = layer;
    const seam = tag("span", " · ");
    seam.className = "atlas-credit-own";
    this.credit.replaceChildren(seam, ...streets.credits.map(credited));
    layer.addTo(this.atlas.map);
  }

  drop() {
    clearTimeout(this.late);
    this.credit.textContent = "";
    if (!this.layer) return;
    this.layer.remove();
    this.layer = null;
  }

  buildNotice() {
    const box = L.DomUtil.create("div", "atlas-streets-notice", this.atlas.box);
    box.hidden = true;
    L.DomUtil.create("span", "", box).textContent = UNREACHED;
    const button = L.DomUtil.create("button", "", box);
    button.type = "button";
    button.textContent = "Try again";
    L.DomEvent.disableClickPropagation(box);
    button.addEventListener("click", () => {
      this.unreachable = {};
      if (this.original) this.atlas.set(this.original);
    });
    return box;
  }
}
/** @param {Atlas} atlas */
export function plug(atlas) {
  new Streets(atlas);
}
