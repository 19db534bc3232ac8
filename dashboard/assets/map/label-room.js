/* Room for the name of an area of which only a part is in view: where in that part it fits best. */

const COLUMNS = 26; // points of the view that are looked at; about 30 pixels apart
const ROWS = 15;

/**
 * Return how many points in a row, this one not counted, lie inside in one direction.
 *
 * @param {boolean[]} inside
 * @param {number} at
 * @param {number} step
 * @param {number} left
 */
function run(inside, at, step, left) {
  let count = 0;
  while (count < left && inside[at + step * (count + 1)]) count += 1;
  return count;
}

/**
 * Return the point of a grid with most room around it, or null where none lies inside: its number, and the distances
 * across and up that are free on each side. `across` and `up` lie between two points; a distance up counts `aspect`
 * times as much as one across.
 *
 * @param {boolean[]} inside
 * @param {number} columns
 * @param {number} across
 * @param {number} up
 * @param {number} aspect
 */
export function roomiest(inside, columns, across, up, aspect) {
  const rows = inside.length / columns;
  /** @type {{ at: number, across: number, up: number, score: number } | null} */
  let best = null;
  for (let at = 0; at < inside.length; at += 1) {
    if (!inside[at]) continue;
    const column = at % columns;
    const row = Math.floor(at / columns);
    const x = Math.min(run(inside, at, -1, column), run(inside, at, 1, columns - 1 - column)) + 0.5;
    const y = Math.min(run(inside, at, -columns, row), run(inside, at, columns, rows - 1 - row)) + 0.5;
    const score = Math.min(x * across, y * up * aspect);
    if (!best || score > best.score) best = { at, across: x * across, up: y * up, score };
  }
  return best;
}

/**
 * Return where within `view` (left, top, right, bottom in pixels of the layer) a drawn area has most room: x, y and
 * the distances across and up that are free on each side; null where it has none.
 *
 * @param {L.Polygon} polygon
 * @param {Box} view
 * @param {number} aspect
 */
export function roomInView(polygon, view, aspect) {
  const across = (view[2] - view[0]) / COLUMNS;
  const up = (view[3] - view[1]) / ROWS;
  /** @type {boolean[]} */
  const inside = [];
  const bounds = polygon._pxBounds;
  if (!bounds?.intersects(L.bounds([view[0], view[1]], [view[2], view[3]]))) return null;
  for (let i = 0; i < COLUMNS * ROWS; i += 1) {
    const point = L.point(view[0] + ((i % COLUMNS) + 0.5) * across, view[1] + (Math.floor(i / COLUMNS) + 0.5) * up);
    inside.push(bounds.contains(point) && polygon._containsPoint(point));
  }
  const best = roomiest(inside, COLUMNS, across, up, aspect);
  if (!best) return null;
  return {
    across: best.across,
    up: best.up,
    x: view[0] + ((best.at % COLUMNS) + 0.5) * across,
    y: view[1] + (Math.floor(best.at / COLUMNS) + 0.5) * up,
  };
}
