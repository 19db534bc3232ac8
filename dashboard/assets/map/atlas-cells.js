/* Finer shapes for the part of an extent that is in view: which cells that takes, fetching them, and making them one. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var KEPT = 48;      // cells kept in memory, some 100 kB each: three times what fills a large screen
  var MOST = 16;      // cells that one view may need; more would be a wall of screens, which does with the coarse shapes
  var MARGIN = 0.08;  // of the view on each side, so that a small move shows nothing unfinished
  var EDGE = "edge";  // the object of a cell that holds the arcs of its cut

  function Cells(base) {
    this.base = base;        // address of the frame without its ending
    this.kept = new Map();
  }

  Cells.prototype = {
    /* Return a promise of the JSON under a name; a failed one is forgotten, so that the next move tries again. */
    load: function (name) {
      var kept = this.kept;
      if (!kept.has(name)) {
        var promise = fetch(this.base + "/" + name + ".json", { credentials: "same-origin" }).then(function (answer) {
          if (!answer.ok) throw new Error("HTTP " + answer.status);
          return answer.json();
        });
        promise.catch(function () { kept.delete(name); });
        kept.set(name, promise);
        if (kept.size > KEPT) kept.delete(kept.keys().next().value);
      }
      return kept.get(name);
    },

    /* Return what a view takes: {key, names, bounds}, or null where the coarse shapes will do.
       A tier is: scale from which it holds, side of a cell, west, south, columns, rows. */
    needed: function (tiers, map) {
      var scale = map.options.crs.scale(map.getZoom()), number = -1;
      tiers.forEach(function (tier, n) { if (scale >= tier[0]) number = n; });
      if (number < 0) return null;
      var tier = tiers[number], size = tier[1], view = map.getBounds().pad(MARGIN);
      function place(value, origin, count) { return Math.max(0, Math.min(count - 1, Math.floor((value - origin) / size))); }
      var left = place(view.getWest(), tier[2], tier[4]), right = place(view.getEast(), tier[2], tier[4]);
      var low = place(view.getSouth(), tier[3], tier[5]), high = place(view.getNorth(), tier[3], tier[5]);
      if ((right - left + 1) * (high - low + 1) > MOST) return null;
      var names = [];
      for (var row = low; row <= high; row += 1) {
        for (var column = left; column <= right; column += 1) names.push([number, column, row].join("-"));
      }
      var corner = L.latLng(tier[3] + low * size, tier[2] + left * size);
      var far = L.latLng(tier[3] + (high + 1) * size, tier[2] + (right + 1) * size);
      return { key: names.join(" "), names: names, bounds: L.latLngBounds(corner, far) };
    }
  };

  function moved(arcs, by) {
    return typeof arcs === "number" ? (arcs < 0 ? arcs - by : arcs + by) : arcs.map(function (one) { return moved(one, by); });
  }

  /* Return the cells of one tier as one topology: objects are lists of geometries, an area in several cells is one. */
  function merge(cells) {
    var arcs = [], areas = {}, objects = { areas: [], lines: [], oblasts: [], edge: [] };
    cells.forEach(function (cell) {
      var by = arcs.length;
      arcs = arcs.concat(cell.arcs);
      Object.keys(cell.objects).forEach(function (name) {
        if (!objects[name]) return;
        cell.objects[name].geometries.forEach(function (shape) {
          if (!shape.type) return;
          var here = moved(shape.arcs, by);
          if (name !== "areas") {
            objects[name].push({ type: shape.type, id: shape.id, properties: shape.properties, arcs: here });
            return;
          }
          if (!areas[shape.id]) objects.areas.push(areas[shape.id] = { type: "MultiPolygon", id: shape.id, arcs: [] });
          areas[shape.id].arcs = areas[shape.id].arcs.concat(shape.type === "Polygon" ? [here] : here);
        });
      });
    });
    return { type: "Topology", transform: cells[0].transform, arcs: arcs, objects: objects };
  }

  /* Return the lines of a topology between two shapes, or along one, that pass `test`; never those of the cut. */
  function mesh(topology, shapes, test) {
    var all = { type: "GeometryCollection", geometries: shapes.concat(topology.objects.edge) };
    return topojson.mesh(topology, all, function (a, b) { return a.id !== EDGE && b.id !== EDGE && test(a, b); });
  }

  parts.cells = { Cells: Cells, merge: merge, mesh: mesh };
})();
