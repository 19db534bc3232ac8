/* Where areas lie on the map: one place for each, in the middle of its largest part, and which of them is next in a
   direction. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  var ASIDE = 2;  // a step aside counts twice: who presses Right wants to go right
  var STEEP = 1.2; // what lies more aside than this times ahead belongs to another arrow

  /* Return the middle of a ring of {lat, lng}, weighted by area. */
  function middle(ring) {
    var sum = 0, x = 0, y = 0;
    ring.forEach(function (a, i) {
      var b = ring[(i + 1) % ring.length], cross = a.lng * b.lat - b.lng * a.lat;
      sum += cross;
      x += (a.lng + b.lng) * cross;
      y += (a.lat + b.lat) * cross;
    });
    return { area: Math.abs(sum / 2), at: sum ? L.latLng(y / (3 * sum), x / (3 * sum)) : ring[0] };
  }

  /* Return the middle of the largest part of a polygon. */
  function largest(polygon) {
    var shapes = polygon.getLatLngs();
    if (!Array.isArray(shapes[0][0])) shapes = [shapes];
    return shapes.map(function (rings) { return middle(rings[0]); }).reduce(function (one, other) {
      return other.area > one.area ? other : one;
    }).at;
  }

  /* Return the place of every area of a frame by its code, reckoned once. */
  function places(frame) {
    if (frame.places) return frame.places;
    frame.places = {};
    Object.keys(frame.index).forEach(function (code) {
      var area = frame.areas[code], point = frame.points[code];
      if (point) frame.places[code] = point.home;
      else if (area) frame.places[code] = largest(area);
    });
    return frame.places;
  }

  /* Return {code, x, y} in pixels of the map for every area; a small state is where its point is drawn now. */
  function of(atlas) {
    var frame = atlas.frame, at = places(frame);
    return Object.keys(at).map(function (code) {
      var point = frame.points[code];
      var pixel = atlas.map.latLngToContainerPoint(point && point.isShown ? point.getLatLng() : at[code]);
      return { code: code, x: pixel.x, y: pixel.y };
    });
  }

  /* Return the item of `list` ({code, x, y}) that is next to `from` in the direction of an arrow key, or null. */
  function next(from, list, key) {
    var way = DIRECTIONS[key];
    return list.reduce(function (best, item) {
      var x = item.x - from.x, y = item.y - from.y;
      var ahead = x * way[0] + y * way[1], aside = Math.abs(x * way[1] - y * way[0]);
      if (item.code === from.code || ahead <= 0 || aside > ahead * STEEP) return best;
      var far = ahead + ASIDE * aside;
      return !best || far < best.far ? { far: far, item: item } : best;
    }, null);
  }

  /* Return the item of `list` that is nearest to a place. */
  function nearest(from, list) {
    function far(item) { return Math.pow(item.x - from.x, 2) + Math.pow(item.y - from.y, 2); }
    return list.reduce(function (best, item) { return !best || far(item) < far(best) ? item : best; }, null);
  }

  parts.centres = {
    nearest: nearest,
    of: of,
    places: places,
    next: function (from, list, key) {
      var found = next(from, list, key);
      return found ? found.item : null;
    }
  };
})();
