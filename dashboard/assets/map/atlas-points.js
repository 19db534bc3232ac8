/* Points of small states that lie too close together to be told apart: moved aside, no further than they must. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var shared = parts.shared.points; // in pixels: gap between two points, farthest from where a state lies

  /* Push two points apart along the line between them; the heavier one moves less. Return whether they touched. */
  function part(a, b, least) {
    var x = b.x - a.x, y = b.y - a.y, away = Math.sqrt(x * x + y * y);
    if (away >= least) return false;
    if (away < 0.01) { x = 1; y = 0; away = 1; } // in the very same place: side by side
    var push = (least - Math.min(away, least - 0.01)) / away, share = b.weight / (a.weight + b.weight);
    a.x -= x * push * share;
    a.y -= y * push * share;
    b.x += x * push * (1 - share);
    b.y += y * push * (1 - share);
    return true;
  }

  /* Keep a point within reach of its home. */
  function hold(point) {
    var x = point.x - point.home.x, y = point.y - point.home.y, away = Math.sqrt(x * x + y * y);
    if (away <= shared.farthest) return;
    point.x = point.home.x + x * shared.farthest / away;
    point.y = point.home.y + y * shared.farthest / away;
  }

  /* Move points {home, radius, weight} in pixels until none touches another; each gets x and y. Always the same result
     for the same points. */
  function spread(points) {
    points.forEach(function (point) { point.x = point.home.x; point.y = point.home.y; });
    for (var round = 0, touched = true; round < shared.rounds && touched; round += 1) {
      touched = false;
      for (var i = 0; i < points.length; i += 1) {
        for (var j = i + 1; j < points.length; j += 1) {
          touched = part(points[i], points[j], points[i].radius + points[j].radius + shared.gap) || touched;
        }
      }
      points.forEach(hold);
    }
  }

  parts.points = { spread: spread };
})();
