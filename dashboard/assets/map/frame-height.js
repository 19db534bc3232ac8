/* How high the frame is: the map as high as the window has room for, and the strip under it as high as it needs. */
/** @import { Atlas } from "./atlas.js" */

const NARROW = 600; // pixels: below this width the map gets lower with it
const LOWEST = 240; // but never lower than this
const LEAST = 340; // pixels of the map on a wide page
const MOST = 720;
const NARROW_FOR_TWO = 560; // below this width two maps stand one above the other (comparison.css)
const LEAST_OF_TWO = 240; // pixels of each of two maps side by side
const TITLE = 24; // and of the title over it
const AROUND = 250; // pixels of a window that headline and margins take, beside map and strip
const WIDEST = 1.9; // width by height of the world: more height than that would be sea
const SQUAREST = 0.9;

/**
 * Return how many pixels a window has left for the map, beside headline, margins and the strip under the map.
 *
 * @param {number} windowHeight
 * @param {number} strip
 */
export function roomIn(windowHeight, strip) {
  return windowHeight - AROUND - strip;
}

/**
 * Return the height of a map that stands alone, in pixels.
 *
 * @param {number} width
 * @param {number} room
 */
export function mapHeight(width, room) {
  if (width < NARROW) return narrowHeight(width);
  return Math.round(Math.max(LEAST, Math.min(room, width / WIDEST, MOST)));
}

/**
 * Return the height of two maps together: side by side, or one above the other where the page is narrow.
 *
 * @param {number} width
 * @param {number} room
 * @param {number} shape
 */
export function pairHeight(width, room, shape) {
  if (width < NARROW_FOR_TWO) return 2 * narrowHeight(width);
  return Math.round(Math.max(LEAST_OF_TWO, Math.min(room, width / 2 / shape + TITLE, MOST)));
}

/** @param {number} width */
function narrowHeight(width) {
  return Math.max(LOWEST, Math.round(width * 0.65));
}

/**
 * Return how many times an extent is wider than high; no more than the world, and hardly less than a square.
 *
 * @param {number} wide
 * @param {number} high
 */
export function shapeOf(wide, high) {
  return Math.max(SQUAREST, Math.min(wide / high, WIDEST));
}

/* Return the height of the window that holds this frame, or 0 where we may not ask. */
function windowHeight() {
  try {
    return window.parent.innerHeight;
  } catch {
    return 0; // the parent is of another origin
  }
}

/** @param {Atlas} atlas */
export function plug(atlas) {
  const streamlit = window.Streamlit;
  const setFrameHeight = streamlit.setFrameHeight;
  let pythonHeight = LEAST;
  let last = 0;

  function shape() {
    const bounds = atlas.bounds;
    if (!bounds) return WIDEST;
    return shapeOf(bounds.getEast() - bounds.getWest(), bounds.getNorth() - bounds.getSouth());
  }

  /**
   * @param {number} width
   * @param {number} strip
   */
  function heightOf(width, strip) {
    const room = windowHeight() ? roomIn(windowHeight(), strip) : pythonHeight;
    const isTwo = document.body.classList.contains("is-compared");
    return isTwo ? pairHeight(width, room, shape()) : mapHeight(width, room);
  }

  /* On the stage of a story the page says how high the frame is (story-stage.js). */
  function isOnStage() {
    return document.documentElement.classList.contains("is-on-stage");
  }

  function fit() {
    const strip = atlas.strip.offsetHeight;
    const width = document.documentElement.clientWidth;
    const map = isOnStage() ? Math.max(LOWEST, window.innerHeight - strip) : heightOf(width, strip);
    document.documentElement.style.setProperty("--map-height", `${map}px`);
    if (map + strip === last || isOnStage()) return;
    last = map + strip;
    setFrameHeight.call(streamlit, last);
  }

  atlas.fit = fit;
  // streamlit-folium sets the height from Python at every change; here it is only what to take when all else fails.
  /** @param {number} [height] */
  streamlit.setFrameHeight = (height) => {
    pythonHeight = height || pythonHeight;
    fit();
  };
  new ResizeObserver(fit).observe(atlas.strip);
  window.addEventListener("resize", fit);
  try {
    window.parent.addEventListener("resize", fit);
    window.addEventListener("pagehide", () => {
      window.parent.removeEventListener("resize", fit);
    });
  } catch {
    /* then our own width counts */
  }
  fit();
}
