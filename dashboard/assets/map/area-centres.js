/* Where areas lie on the map: one place for each, in the middle of its largest part, and which of them is next in a
   direction. */
/**
 * @import { Atlas } from "./atlas.js"
 * @import { DrawnFrame } from "./geometry.js"
 */

/** @type {Record<string, [number, number]>} */
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const ASIDE = 2; // a step aside counts twice: who presses Right wants to go right
const STEEP = 1.2; // what lies more aside than this times ahead belongs to another arrow

/**
 * Return the middle of a ring of {lat, lng}, weighted by area.
 *
 * @param {LatLng[]} ring
 */
export function middle(ring) {
  let sum = 0;
  let x = 0;
  let y = 0;
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length];
    const cross = a.lng * b.lat - b.lng * a.lat;
    sum += cross;
    x += (a.lng + b.lng) * cross;
    y += (a.lat + b.lat) * cross;
  });
  return { area: Math.abs(sum / 2), at: sum ? { lat: y / (3 * sum), lng: x / (3 * sum) } : ring[0] };
}

/**
 * Return the middle of the largest part of a polygon.
 *
 * @param {L.Polygon} polygon
 * @returns {LatLng}
 */
function largest(polygon) {
  const rings = /** @type {L.LatLng[][] | L.LatLng[][][]} */ (polygon.getLatLngs());
  const shapes = /** @type {L.LatLng[][][]} */ (Array.isArray(rings[0][0]) ? rings : [rings]);
  return shapes.map((shape) => middle(shape[0])).reduce((one, other) => (other.area > one.area ? other : one)).at;
}

/**
 * Return the place of every area of a frame by its code, reckoned once.
 *
 * @param {DrawnFrame} frame
 */
export function placesOf(frame) {
  if (frame.places) return frame.places;
  /** @type {Record<string, L.LatLng>} */
  const places = {};
  frame.places = places;
  Object.keys(frame.index).forEach((code) => {
    const area = frame.areas[code];
    const point = frame.points[code];
    if (point) places[code] = point.home;
    else if (area) places[code] = L.latLng(largest(area));
  });
  return places;
}

/**
 * Return {code, x, y} in pixels of the map for every area; a small state is where its point is drawn now.
 *
 * @param {Atlas} atlas
 * @returns {PlacedArea[]}
 */
export function placesOnScreen(atlas) {
  const frame = atlas.frame;
  const at = placesOf(frame);
  return Object.keys(at).map((code) => {
    const point = frame.points[code];
    const pixel = atlas.map.latLngToContainerPoint(point?.isShown ? point.getLatLng() : at[code]);
    return { code: code, x: pixel.x, y: pixel.y };
  });
}

/**
 * Return the item of `list` ({code, x, y}) that is next to `from` in the direction of an arrow key, or null.
 *
 * @param {PlacedArea} from
 * @param {PlacedArea[]} list
 * @param {string} key
 * @returns {PlacedArea | null}
 */
export function nextPlace(from, list, key) {
  const way = DIRECTIONS[key];
  /** @type {PlacedArea | null} */
  let best = null;
  let least = Number.POSITIVE_INFINITY;
  for (const item of list) {
    const x = item.x - from.x;
    const y = item.y - from.y;
    const ahead = x * way[0] + y * way[1];
    const aside = Math.abs(x * way[1] - y * way[0]);
    if (item.code === from.code || ahead <= 0 || aside > ahead * STEEP) continue;
    const far = ahead + ASIDE * aside;
    if (far >= least) continue;
    least = far;
    best = item;
  }
  return best;
}

/**
 * Return the item of `list` that is nearest to a place.
 *
 * @param {Position} from
 * @param {PlacedArea[]} list
 * @returns {PlacedArea | null}
 */
export function nearestPlace(from, list) {
  /** @param {PlacedArea} item */
  function far(item) {
    return (item.x - from.x) ** 2 + (item.y - from.y) ** 2;
  }
  return list.reduce(
    (best, item) => (!best || far(item) < far(best) ? item : best),
    /** @type {PlacedArea | null} */ (null),
  );
}
