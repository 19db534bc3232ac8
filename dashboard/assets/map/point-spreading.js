/* Points of small states that lie too close together to be told apart: moved aside, no further than they must. */
import { POINTS } from "./shared-constants.js";

/**
 * Push two points apart along the line between them; the heavier one moves less. Return whether they touched.
 *
 * @param {Spread} a
 * @param {Spread} b
 * @param {number} least
 */
function part(a, b, least) {
  let x = b.x - a.x;
  let y = b.y - a.y;
  let away = Math.sqrt(x * x + y * y);
  if (away >= least) return false;
  if (away < 0.01) {
    x = 1;
    y = 0;
    away = 1;
  } // in the very same place: side by side
  const push = (least - Math.min(away, least - 0.01)) / away;
  const share = b.weight / (a.weight + b.weight);
  a.x -= x * push * share;
  a.y -= y * push * share;
  b.x += x * push * (1 - share);
  b.y += y * push * (1 - share);
  return true;
}

/**
 * Keep a point within reach of its home.
 *
 * @param {Spread} point
 */
function hold(point) {
  const x = point.x - point.home.x;
  const y = point.y - point.home.y;
  const away = Math.sqrt(x * x + y * y);
  if (away <= POINTS.farthest) return;
  point.x = point.home.x + (x * POINTS.farthest) / away;
  point.y = point.home.y + (y * POINTS.farthest) / away;
}

/**
 * Move points {home, radius, weight} in pixels until none touches another; each gets x and y. Always the same result
 * for the same points.
 *
 * @param {Spread[]} points
 */
export function spread(points) {
  points.forEach((point) => {
    point.x = point.home.x;
    point.y = point.home.y;
  });
  for (let round = 0, touched = true; round < POINTS.rounds && touched; round += 1) {
    touched = false;
    for (let i = 0; i < points.length; i += 1) {
      for (let j = i + 1; j < points.length; j += 1) {
        touched = part(points[i], points[j], points[i].radius + points[j].radius + POINTS.gap) || touched;
      }
    }
    points.forEach(hold);
  }
}
