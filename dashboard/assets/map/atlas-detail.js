/* Levels of detail: what is in view of a close-up, drawn finer over the coarse shapes, which are cut out under it. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var WAIT = 120; // milliseconds without a move before cells are fetched
  var STILL = { interactive: false, smoothFactor: 0.7 };
  var CUT = "atlas-cut"; // id of the clip path
  var FAR = 1e6; // pixels: beyond every map

  function Detail(map) {
    this.map = map;
    this.group = L.layerGroup();
    this.areas = {};
    this.shown = "";
    this.bounds = this.topology = null;
    var root = parts.frame.renderer(map, "detail")._rootGroup;
    this.floors = ["filled", "lines", "muted", "over"].map(function (name) {
      return parts.style.element("g", { "data-floor": name }, root);
    });
    var clip = parts.style.element("clipPath", { id: CUT, clipPathUnits: "userSpaceOnUse" }, root);
    this.hole = parts.style.element("path", { "clip-rule": "evenodd" }, clip);
    map.on("zoomend viewreset", this.cut, this);
  }

  Detail.prototype = {
    path: function (floor, made, name) {
      made.options.renderer = parts.frame.renderer(this.map, "detail");
      made.addTo(this.group);
      made._path.setAttribute("class", name);
      this.floors[floor].appendChild(made._path);
      return made;
    },

    line: function (floor, geometry, name) {
      return this.path(floor, L.polyline(parts.frame.toLatLngs(geometry), STILL), name);
    },

    lines: function (shapes, test, name) { return this.line(1, parts.cells.mesh(this.topology, shapes, test), name); },

    /* Draw cells in place of what was drawn before; `frame` is what lies under them. */
    draw: function (need, cells, frame) {
      var t = this.topology = parts.cells.merge(cells), self = this;
      this.erase();
      this.topology = t;
      this.shown = need.key;
      this.bounds = need.bounds;
      this.frame = frame;
      this.group.addTo(this.map);
      t.objects.areas.forEach(function (shape) {
        var geometry = topojson.feature(t, shape).geometry;
        var made = L.polygon(parts.frame.toLatLngs(geometry), { stroke: false, smoothFactor: 0.7 });
        self.areas[shape.id] = self.path(0, made, "atlas-area");
        made._path.dataset.code = shape.id;
      });
      this.lines(t.objects.areas, function (a, b) { return a === b; }, "atlas-coast");
      this.lines(t.objects.areas, function (a, b) { return a !== b; }, "atlas-border");
      this.dark = null;
      this.drawOver(t);
      this.cut();
    },

    drawOver: function (t) {
      var self = this;
      this.over = { lines: [], oblasts: [] };
      if (t.objects.oblasts.length) {
        var borders = parts.cells.mesh(t, t.objects.oblasts, function (a, b) { return a.id !== b.id; });
        this.over.oblasts.push(this.line(3, borders, "atlas-oblasts"));
      }
      t.objects.lines.forEach(function (shape) {
        var geometry = topojson.feature(t, shape).geometry, style = (shape.properties || {}).style || "dashed";
        self.over.lines.push(self.line(3, geometry, "atlas-dispute-casing"));
        self.over.lines.push(self.line(3, geometry, "atlas-dispute is-" + style));
      });
    },

    /* Cut what is drawn finer out of the coarse shapes, or give them back. */
    cut: function () {
      var clip = this.shown ? "url(#" + CUT + ")" : null, frame = this.frame;
      if (this.shown) {
        var a = this.map.latLngToLayerPoint(this.bounds.getSouthWest());
        var b = this.map.latLngToLayerPoint(this.bounds.getNorthEast());
        this.hole.setAttribute("d", "M" + -FAR + "," + -FAR + "H" + FAR + "V" + FAR + "H" + -FAR + "z" +
          "M" + a.x + "," + a.y + "H" + b.x + "V" + b.y + "H" + a.x + "z");
      }
      function set(path) {
        if (clip) path.setAttribute("clip-path", clip);
        else path.removeAttribute("clip-path");
      }
      Object.keys(frame && frame.floors || {}).forEach(function (name) { set(frame.floors[name]); });
      ["lines", "oblasts"].forEach(function (name) {
        (frame && frame.overlays[name] || []).forEach(function (layer) { if (layer._path) set(layer._path); });
      });
    },

    erase: function () {
      if (!this.shown) return;
      this.shown = "";
      this.cut();
      this.group.clearLayers();
      this.group.remove();
      this.areas = {};
      this.topology = this.frame = null;
    },

    restyle: function (picture, message) {
      if (!this.shown) return;
      var self = this;
      Object.keys(this.areas).forEach(function (code) {
        var path = self.areas[code]._path, floor = self.floors[picture.muted(code) ? 2 : 0];
        path.setAttribute("class", parts.frame.className("atlas-area", code, picture));
        if (path.parentNode !== floor) floor.appendChild(path);
      });
      this.darken(parts.style.darkEdges(Object.keys(this.areas), picture, message));
      Object.keys(this.over).forEach(function (name) {
        var isOn = message.overlays.indexOf(name) >= 0;
        self.over[name].forEach(function (layer) { layer._path.style.display = isOn ? "" : "none"; });
      });
    },

    darken: function (dark) {
      var key = Object.keys(dark.coast) + " " + Object.keys(dark.border), areas = this.topology.objects.areas;
      if (key === this.dark) return;
      this.dark = key;
      (this.extra || []).forEach(function (layer) { layer.remove(); });
      this.extra = [
        this.lines(areas, function (a, b) { return a === b && dark.coast[a.id]; }, "atlas-faint-coast"),
        this.lines(areas, function (a, b) { return a !== b && dark.border[a.id] && dark.border[b.id]; }, "atlas-pale-border")
      ];
    },

    /* Return how an area is outlined here: its own finer lines, and the clip path for the coarse outline around them. */
    outline: function (code) {
      if (!this.shown) return null;
      var found = parts.cells.mesh(this.topology, this.topology.objects.areas, function (a, b) {
        return a.id === code || b.id === code;
      });
      return { lines: parts.frame.toLatLngs(found), clip: "url(#" + CUT + ")" };
    }
  };

  parts.Detail = Detail;

  parts.plug(function (atlas) {
    var detail = new Detail(atlas.map), cells = null, waiting = 0;
    atlas.extras.finer = detail;

    function stop() {
      detail.erase();
      atlas.details = cells = null;
    }

    function start() {
      cells = new parts.cells.Cells(atlas.frame.url.replace(/\.json.*$/, ""));
      ask();
    }

    /* The details come after the map is there: nobody waits for them. */
    function ask() {
      var mine = cells;
      (window.requestIdleCallback || setTimeout)(function () {
        mine.load("details").then(function (found) {
          if (mine !== cells) return; // another extent came meanwhile
          atlas.details = found;
          atlas.deepen();
          atlas.emit("detailed", found);
          look();
        }).catch(function () { /* the next move asks again */ });
      }, { timeout: 1000 });
    }

    function later() {
      clearTimeout(waiting);
      waiting = setTimeout(look, WAIT);
    }

    function look() {
      if (!cells || !atlas.frame) return;
      if (!atlas.details) return ask();
      // Of two maps side by side both are drawn alike: coarse.
      var isPlain = atlas.frame.answer.isStreetMap || atlas.message.beside, mine = cells;
      var need = isPlain ? null : cells.needed(atlas.details.tiers, atlas.map);
      if (!need) return away();
      if (need.key === detail.shown) return;
      Promise.all(need.names.map(function (name) { return cells.load(name); })).then(function (found) {
        var now = mine === cells && cells.needed(atlas.details.tiers, atlas.map);
        if (!now || now.key !== need.key) return; // the reader has moved on
        detail.draw(need, found, atlas.frame);
        detail.restyle(atlas.picture, atlas.message);
        atlas.extras.refresh();
      }).catch(function () { /* the coarse shapes stay; the next move tries again */ });
    }

    function away() {
      if (!detail.shown) return;
      detail.erase();
      atlas.extras.refresh();
    }

    atlas.on("drawing", stop);
    atlas.on("drawn", start);
    atlas.on("restyled", function (picture) {
      detail.restyle(picture, atlas.message);
      later(); // a second map may have come or gone
    });
    atlas.map.on("moveend", later);
  });
})();
