/* The geometry of one extent, drawn as one path per area with borders over them. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var UNDER = ["sea", "graticule", "areas"]; // objects that are always shown; the others lie over them and are switched
  var POINT = parts.shared.points; // radii in pixels, and from which size of an island on a point is not needed
  var STILL = { interactive: false, smoothFactor: 0.7 };
  var SHEET = 0.15; // what the frames of close-ups hold beyond their bounds, as a share of the width

  /* Return the renderer of a pane: each pane is one SVG; atlas-map.css says which lies over which. */
  function renderer(map, pane) {
    map.atlasRenderers = map.atlasRenderers || {};
    if (!map.atlasRenderers[pane]) {
      map.createPane("atlas-" + pane);
      map.atlasRenderers[pane] = L.svg({ pane: "atlas-" + pane, padding: 0.3 }).addTo(map);
    }
    return map.atlasRenderers[pane];
  }

  /* Return groups inside the SVG of a pane, by name, the first one lowest. */
  function floors(map, pane, names) {
    var root = renderer(map, pane)._rootGroup, out = {};
    names.forEach(function (name) {
      var floor = root.querySelector("[data-floor=" + name + "]");
      out[name] = floor || parts.style.element("g", { "data-floor": name }, root);
    });
    return out;
  }

  function toLatLngs(geometry) {
    var depth = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 }[geometry.type];
    return L.GeoJSON.coordsToLatLngs(geometry.coordinates, depth, function (c) { return L.latLng(c[1], c[0]); });
  }

  /* Tell the arcs of a topology apart: between two areas, or along one only. */
  function isInner(a, b) { return a !== b; }
  function isOuter(a, b) { return a === b; }

  /* Return the smaller side of the largest island: what must be visible before the point of a small state can go. */
  function islandSize(geometry) {
    var polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return polygons.reduce(function (best, rings) {
      var box = L.bounds(rings[0]).getSize();
      return Math.max(best, Math.min(box.x, box.y));
    }, 0);
  }

  /* Return the class attribute of the path of an area or of its point. */
  function className(kind, code, picture) {
    var number = picture.number(code), isMuted = picture.muted(code);
    var look = isMuted ? " is-muted" : isNaN(number) ? " is-unknown" : " atlas-k" + number;
    return "leaflet-interactive " + kind + look + (picture.follows[code] && !isMuted ? " is-following" : "");
  }

  /* One drawn extent. It owns its layers and knows how to restyle them; it knows nothing of messages to come. */
  function Drawn(map, answer) {
    this.map = map;
    this.answer = answer;
    this.group = L.layerGroup().addTo(map);
    this.areas = {};   // code -> polygon
    this.points = {};  // code -> circle of a small state
    this.index = {};   // code -> place in the order of a message
    this.size = {};
    this.overlays = {};
    answer.order.forEach(function (code, i) { this.index[code] = i; }, this);
    this.drawGround();
    this.drawAreas();
    this.drawLines();
    this.drawPoints();
    this.fitPoints();
  }

  Drawn.prototype = {
    path: function (pane, made, name) {
      made.options.renderer = renderer(this.map, pane);
      made.addTo(this.group);
      made._path.setAttribute("class", name + (made.options.interactive ? " leaflet-interactive" : ""));
      return made;
    },

    line: function (pane, geometry, name) {
      return this.path(pane, L.polyline(toLatLngs(geometry), STILL), name);
    },

    /* The sea is where the frame has data: the world, the hemisphere, or the sheet of a close-up. */
    drawGround: function () {
      var t = this.answer.topology, b = this.answer.bounds, pad = SHEET * (b[2] - b[0]);
      var sheet = [[b[1] - pad, b[0] - pad], [b[3] + pad, b[2] + pad]];
      if (!t.objects.sea) this.path("ground", L.rectangle(sheet, STILL), "atlas-sea");
      else topojson.feature(t, t.objects.sea).features.forEach(function (sea) {
        this.path("ground", L.polygon(toLatLngs(sea.geometry), STILL), "atlas-sea");
      }, this);
      if (t.objects.graticule) this.line("ground", topojson.mesh(t, t.objects.graticule), "atlas-graticule");
    },

    drawAreas: function () {
      var t = this.answer.topology, self = this;
      // Three floors: filled areas, then border lines, then muted areas, which have a thin outline of their own.
      this.floors = floors(this.map, "areas", ["filled", "lines", "muted"]);
      t.objects.areas.geometries.forEach(function (shape) {
        if (!shape.type) return; // too small at this level of detail: only its point is drawn
        var geometry = topojson.feature(t, shape).geometry;
        var polygon = L.polygon(toLatLngs(geometry), { stroke: false, smoothFactor: 0.7 });
        self.path("areas", polygon, "atlas-area");
        polygon._path.dataset.code = shape.id;
        self.areas[shape.id] = polygon;
        self.size[shape.id] = islandSize(geometry);
      });
    },

    drawLines: function () {
      var t = this.answer.topology, areas = t.objects.areas, self = this;
      function onFloor(layer) {
        self.floors.lines.appendChild(layer._path);
        return layer;
      }
      onFloor(this.line("areas", topojson.mesh(t, areas, isOuter), "atlas-coast"));
      onFloor(this.line("areas", topojson.mesh(t, areas, isInner), "atlas-border"));
      this.dark = "";
      this.faintCoast = onFloor(this.line("areas", { type: "MultiLineString", coordinates: [] }, "atlas-faint-coast"));
      this.paleBorder = onFloor(this.line("areas", { type: "MultiLineString", coordinates: [] }, "atlas-pale-border"));
      Object.keys(t.objects).forEach(function (name) {
        if (UNDER.indexOf(name) < 0) this.overlays[name] = this.drawOverlay(name, t.objects[name].geometries);
      }, this);
    },

    /* Return the layers of what lies over the areas: inner borders of oblasts, the demilitarized zone, or disputed
       lines on a pale casing that hides the border below. */
    drawOverlay: function (name, shapes) {
      var layers = [], t = this.answer.topology;
      if (name === "oblasts") return [this.line("over", topojson.mesh(t, t.objects[name], isInner), "atlas-oblasts")];
      shapes.filter(function (shape) { return shape.type; }).forEach(function (shape) {
        var geometry = topojson.feature(t, shape).geometry;
        if (/Polygon$/.test(geometry.type)) {
          ["atlas-zone-casing", "atlas-zone"].forEach(function (manner) {
            layers.push(this.path("over", L.polygon(toLatLngs(geometry), STILL), manner));
          }, this);
          return;
        }
        layers.push(this.line("over", geometry, "atlas-dispute-casing"));
        var style = (shape.properties || {}).style || "dashed";
        layers.push(this.line("over", geometry, "atlas-dispute is-" + style));
        layers[layers.length - 1].lineStyle = style;
      }, this);
      return layers;
    },

    drawPoints: function () {
      this.answer.points.forEach(function (point) {
        var circle = L.circleMarker([point[2], point[1]], { radius: POINT.radius, stroke: false });
        this.path("points", circle, "atlas-point");
        circle._path.dataset.code = point[0];
        circle.home = circle.getLatLng();
        this.points[point[0]] = circle;
      }, this);
    },

    /* Show the point of a small state only while the state itself is too small to see, and no two on one spot. */
    fitPoints: function () {
      var map = this.map, pixels = map.options.crs.scale(map.getZoom()), shown = [];
      Object.keys(this.points).sort().forEach(function (code) {
        var circle = this.points[code], isShown = (this.size[code] || 0) * pixels < POINT.seen;
        circle.isShown = isShown;
        circle._path.style.display = isShown ? "" : "none";
        if (!isShown) return;
        var radius = circle.getRadius();
        shown.push({ circle: circle, home: map.project(circle.home), radius: radius, weight: radius > POINT.lesserRadius ? 4 : 1 });
      }, this);
      parts.points.spread(shown);
      shown.forEach(function (point) { point.circle.setLatLng(map.unproject([point.x, point.y])); });
    },

    /* Draw the coasts and borders that are dark over the light ones. */
    darken: function (dark) {
      var key = Object.keys(dark.coast) + " " + Object.keys(dark.border), t = this.answer.topology, areas = t.objects.areas;
      if (key === this.dark) return;
      this.dark = key;
      function isFaint(a, b) { return isOuter(a, b) && dark.coast[a.id]; }
      function isPale(a, b) { return isInner(a, b) && dark.border[a.id] && dark.border[b.id]; }
      this.faintCoast.setLatLngs(toLatLngs(topojson.mesh(t, areas, isFaint)));
      this.paleBorder.setLatLngs(toLatLngs(topojson.mesh(t, areas, isPale)));
    },

    /* Return the name of an area, or its code when there is none; names come escaped from the server. */
    name: function (code) { return this.answer.names[this.index[code]] || code; },

    /* Give every area and point the class that a picture has for it. */
    restyle: function (picture, message) {
      var self = this, isResized = false;
      /* Most areas keep their class while time plays, and to write the same again costs as much as to change it. */
      function dress(layer, name) {
        if (layer.dressed === name) return;
        layer.dressed = name;
        layer._path.setAttribute("class", name);
      }
      Object.keys(this.areas).forEach(function (code) {
        var path = self.areas[code]._path, floor = self.floors[picture.muted(code) ? "muted" : "filled"];
        dress(self.areas[code], className("atlas-area", code, picture));
        if (path.parentNode !== floor) floor.appendChild(path);
      });
      this.darken(parts.style.darkEdges(Object.keys(this.areas), picture, message));
      Object.keys(this.points).forEach(function (code) {
        dress(self.points[code], className("atlas-point", code, picture));
        // Territories stand back behind states.
        var radius = picture.follows[code] || picture.muted(code) ? POINT.lesserRadius : POINT.radius;
        if (self.points[code].getRadius() === radius) return;
        self.points[code].setRadius(radius);
        isResized = true;
      });
      if (isResized) this.fitPoints();
      Object.keys(this.overlays).forEach(function (key) {
        var isOn = message.overlays.indexOf(key) >= 0;
        this.overlays[key].forEach(function (layer) { layer._path.style.display = isOn ? "" : "none"; });
      }, this);
    },

    remove: function () { this.group.remove(); }
  };

  parts.frame = { Drawn: Drawn, renderer: renderer, className: className, toLatLngs: toLatLngs };
})();
