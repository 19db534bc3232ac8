/* What a message draws over the areas: the chosen and the hovered outline, the shapes and the symbols of the view. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});

  /* A circle marker with the marker of its class: events, which must not be taken for graduated circles. */
  function markerClass() {
    return L.CircleMarker.extend({
      _updatePath: function () {
        this._renderer._setPath(this, parts.style.marker(this.options.corners, this._point.x, this._point.y, this._radius + 1));
      }
    });
  }

  function Extras(map) {
    this.map = map;
    this.Marker = markerClass();
    this.view = L.layerGroup().addTo(map); // shapes and symbols: drawn anew when they change
    this.drawn = "";
    this.symbols = [];
    this.outlines = {};
  }

  Extras.prototype = {
    path: function (group, pane, made, name) {
      made.options.renderer = parts.frame.renderer(this.map, pane);
      made.addTo(group);
      made._path.setAttribute("class", name + (made.options.interactive ? " leaflet-interactive" : ""));
      return made;
    },

    /* Outline one area in the given manner (chosen, hover); an empty code removes the outline. */
    outline: function (manner, code, frame) {
      var old = this.outlines[manner];
      if (old && old.code === code && old.frame === frame) return;
      if (old) old.group.remove();
      var group = L.layerGroup().addTo(this.map);
      var point = frame && frame.points[code], area = frame && frame.areas[code];
      // The outline has its own path: the area itself must stay under the borders of its neighbours.
      var make = point && point.isShown
        ? function () { return L.circleMarker(point.getLatLng(), { radius: 7, fill: false, interactive: false }); }
        : function () { return L.polygon(area.getLatLngs(), { fill: false, interactive: false, smoothFactor: 0.7 }); };
      var finer = area && !(point && point.isShown) && this.finer && this.finer.outline(code);
      if (area || point) ["-casing", ""].forEach(function (suffix) {
        var coarse = this.path(group, "outline", make(), "atlas-" + manner + suffix);
        if (!finer) return;
        coarse._path.setAttribute("clip-path", finer.clip);
        var lines = L.polyline(finer.lines, { interactive: false, smoothFactor: 0.7 });
        this.path(group, "outline", lines, "atlas-" + manner + suffix);
      }, this);
      this.outlines[manner] = { code: code, frame: frame, group: group };
    },

    /* Draw the outlines again: points come and go with the zoom. */
    refresh: function () {
      Object.keys(this.outlines).forEach(function (manner) {
        var old = this.outlines[manner];
        old.group.remove();
        delete this.outlines[manner];
        this.outline(manner, old.code, old.frame);
      }, this);
    },

    /* Draw the shapes and symbols of a message, unless they are there already. */
    show: function (message) {
      var now = JSON.stringify([message.extent, message.shapes, message.symbols]);
      if (now === this.drawn) return;
      this.drawn = now;
      this.view.clearLayers();
      message.shapes.forEach(this.drawShape, this);
      // Large circles first, so that small ones stay in reach.
      this.symbols = message.symbols.slice().sort(function (a, b) { return b[2] - a[2]; }).map(function (symbol) {
        return this.drawSymbol(symbol, message.classes[symbol[3]][8]);
      }, this);
    },

    clear: function () {
      this.view.clearLayers();
      this.drawn = "";
      this.symbols = [];
      this.outline("hover", "", null);
      this.outline("chosen", "", null);
    },

    drawShape: function (shape) {
      var ring = [];
      for (var i = 0, x = 0, y = 0, dx = 0, dy = 0; i < shape[2].length; i += 2) { // the turns of the way along it
        x += dx += shape[2][i];
        y += dy += shape[2][i + 1];
        ring.push([y / 1000, x / 1000]);
      }
      var made = function () { return L.polygon(ring, { interactive: false, smoothFactor: 0.5 }); };
      this.path(this.view, "shapes", made(), "atlas-shape-casing");
      this.path(this.view, "shapes", made(), "atlas-shape atlas-over atlas-k" + shape[0]);
    },

    drawSymbol: function (symbol, corners) {
      var Form = corners ? this.Marker : L.CircleMarker;
      var marker = new Form([symbol[1], symbol[0]], { radius: symbol[2], corners: corners });
      this.path(this.view, "symbols", marker, "atlas-symbol atlas-k" + symbol[3]);
      return { marker: marker, radius: symbol[2], number: symbol[3], area: symbol[4], id: symbol[5] };
    },

    /* Hide the circles of areas that a filter leaves out; events stay, whatever the filter. */
    restyle: function (picture) {
      this.symbols.forEach(function (symbol) {
        symbol.isHidden = symbol.marker instanceof this.Marker ? false : !!symbol.area && picture.muted(symbol.area);
        symbol.marker._path.style.display = symbol.isHidden ? "none" : "";
      }, this);
    },

    /* Return the symbols that can be seen. */
    shown: function () { return this.symbols.filter(function (symbol) { return !symbol.isHidden; }); }
  };

  parts.Extras = Extras;
})();
