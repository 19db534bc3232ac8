/* Room for the name of an area of which only a part is in view: where in that part it fits best. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var COLUMNS = 26, ROWS = 15; // points of the view that are looked at; about 30 pixels apart

  /* Return how many points in a row, this one not counted, lie inside in one direction. */
  function run(inside, at, step, left) {
    for (var count = 0; count < left && inside[at + step * (count + 1)]; count += 1);
    return count;
  }

  /* Return where within `view` (left, top, right, bottom in pixels of the layer) a drawn area has most room: x, y and
     the distances across and up that are free on each side; null where it has none. */
  parts.room = function (polygon, view, aspect) {
    var across = (view[2] - view[0]) / COLUMNS, up = (view[3] - view[1]) / ROWS, inside = [], best = null;
    var bounds = polygon._pxBounds;
    if (!bounds || !bounds.intersects(L.bounds([view[0], view[1]], [view[2], view[3]]))) return null;
    for (var i = 0; i < COLUMNS * ROWS; i += 1) {
      var point = L.point(view[0] + (i % COLUMNS + 0.5) * across, view[1] + (Math.floor(i / COLUMNS) + 0.5) * up);
      inside.push(bounds.contains(point) && polygon._containsPoint(point));
    }
    inside.forEach(function (is, at) {
      if (!is) return;
      var column = at % COLUMNS, row = Math.floor(at / COLUMNS);
      var x = Math.min(run(inside, at, -1, column), run(inside, at, 1, COLUMNS - 1 - column)) + 0.5;
      var y = Math.min(run(inside, at, -COLUMNS, row), run(inside, at, COLUMNS, ROWS - 1 - row)) + 0.5;
      var score = Math.min(x * across, y * up * aspect);
      if (best && score <= best.score) return;
      best = {
        score: score, across: x * across, up: y * up,
        x: view[0] + (column + 0.5) * across, y: view[1] + (row + 0.5) * up
      };
    });
    return best;
  };
})();
