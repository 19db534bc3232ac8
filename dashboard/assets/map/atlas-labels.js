/* Names on the map: of the areas that are large enough for theirs at the present zoom, and of small states beside their
   points. Never more than fit: a name that would touch another, a point or a symbol is left out. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var FACES = [{ size: 14, room: 2.1 }, { size: 12, room: 1 }]; // the larger one where there is more than twice the room
  var SMALL = 11;      // pixels: names beside points
  var LINE = 1.15;     // height of a line in font sizes
  var LETTER = 0.75;   // height of a capital letter in font sizes: what has to lie within the area
  var LOOSE = 1.15;    // a name may reach a little beyond the ellipse that its area has room for
  var AIR = 3;         // pixels around a name
  var AT_HOME = 1.9;   // a map of the whole world keeps its colours free: there a name needs this much more room
  var FEWEST = 4;      // and one name alone would look like a verdict
  // Scales, in pixels for 100 km: from which small states are named, territories too, and also on the land of others.
  var BESIDE = 11, TERRITORIES = 22, ON_LAND = 45;
  var CLOSER = 0.5;    // zoom levels from home from which areas of which only a part is in view are named there
  var GAP = 3;         // pixels between a point and its name

  var canvas = document.createElement("canvas").getContext("2d");
  var decoder = document.createElement("textarea");

  function Name(html) {
    decoder.innerHTML = html; // names come escaped from the server
    this.text = decoder.value;
    this.widths = {};
  }

  Name.prototype = {
    width: function (text, size) {
      var key = size + text;
      if (!(key in this.widths)) {
        canvas.font = "600 " + size + "px 'Noto Sans', sans-serif";
        this.widths[key] = canvas.measureText(text).width;
      }
      return this.widths[key];
    },

    /* Return the ways to write the name, one line first: {lines, width, height} in pixels. */
    ways: function (size) {
      var self = this, words = this.text.split(" ");
      function way(lines) {
        var width = Math.max.apply(null, lines.map(function (line) { return self.width(line, size); }));
        var letters = ((lines.length - 1) * LINE + LETTER) * size;
        return { lines: lines, size: size, width: width, height: lines.length * size * LINE, letters: letters };
      }
      var best = null;
      for (var i = 1; i < words.length; i += 1) {
        var two = way([words.slice(0, i).join(" "), words.slice(i).join(" ")]);
        if (!best || two.width < best.width) best = two;
      }
      return best ? [way([this.text]), best] : [way([this.text])];
    }
  };

  function around(x, y, way) {
    return [x - way.width / 2 - AIR, y - way.height / 2, x + way.width / 2 + AIR, y + way.height / 2];
  }

  function touches(a, b) { return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]; }

  function Labels(atlas) {
    this.atlas = atlas;
    this.names = {};
    this.done = "";
    this.root = parts.frame.renderer(atlas.map, "labels")._rootGroup;
    this.root.parentNode.setAttribute("aria-hidden", "true");
  }

  Labels.prototype = {
    name: function (code) {
      if (!this.names[code]) this.names[code] = new Name(this.atlas.frame.name(code));
      return this.names[code];
    },

    /* Return what a name must not touch: points, symbols and buttons, as boxes in pixels of the layer. */
    obstacles: function () {
      var map = this.atlas.map, points = this.atlas.frame.points, out = [];
      function add(marker, radius) {
        var at = map.latLngToLayerPoint(marker.getLatLng());
        out.push([at.x - radius, at.y - radius, at.x + radius, at.y + radius]);
      }
      Object.keys(points).forEach(function (code) {
        if (points[code].isShown) add(points[code], points[code].getRadius() + 1);
      });
      this.atlas.extras.shown().forEach(function (symbol) { add(symbol.marker, symbol.radius + 1); });
      var box = this.atlas.box.getBoundingClientRect(), corner = map.containerPointToLayerPoint([0, 0]);
      this.atlas.box.querySelectorAll(".leaflet-control").forEach(function (control) {
        var r = control.getBoundingClientRect(), x = corner.x - box.left, y = corner.y - box.top;
        if (r.width) out.push([r.left + x, r.top + y, r.right + x, r.bottom + y]);
      });
      return out;
    },

    /* Return whether some of a box lies on an area. */
    isOnLand: function (box) {
      var areas = this.atlas.frame.areas, middle = (box[1] + box[3]) / 2, samples = [];
      for (var i = 0; i <= 4; i += 1) samples.push(L.point(box[0] + (box[2] - box[0]) * i / 4, middle));
      return Object.keys(areas).some(function (code) {
        return areas[code]._pxBounds && samples.some(function (at) {
          return areas[code]._pxBounds.contains(at) && areas[code]._containsPoint(at);
        });
      });
    },

    /* Choose the names and their places, the roomiest first. */
    choose: function () {
      var atlas = this.atlas, map = atlas.map, frame = atlas.frame, picture = atlas.picture, self = this, chosen = [];
      var found = atlas.details, scale = map.options.crs.scale(map.getZoom()), closer = map.getZoom() - atlas.homeZoom;
      var size = map.getSize(), corner = map.containerPointToLayerPoint([0, 0]), taken = this.obstacles();
      var view = [corner.x + 2, corner.y + 2, corner.x + size.x - 2, corner.y + size.y - 2];
      var strict = frame.answer.isWorld ? Math.max(1, AT_HOME - (AT_HOME - 1) * closer) : 1;
      function isFree(box) {
        return box[0] >= view[0] && box[1] >= view[1] && box[2] <= view[2] && box[3] <= view[3] &&
          !taken.some(function (other) { return touches(box, other); });
      }
      function put(code, x, y, way, manner) {
        var box = around(x, y, way);
        if (!isFree(box)) return false;
        taken.push(box);
        chosen.push({ code: code, x: x, y: y, way: way, manner: manner });
        return true;
      }
      var roomy = frame.answer.order.filter(function (code, i) {
        return found.labels[i] && !picture.muted(code) && !(frame.points[code] && frame.points[code].isShown);
      });
      function room(code) { return found.labels[frame.index[code]]; }
      var out = []; // areas whose place is out of view
      roomy.sort(function (a, b) { return room(b)[2] - room(a)[2]; });
      roomy.forEach(function (code) {
        var place = room(code), wide = place[2] * scale, high = wide / found.aspect;
        if (wide < 20) return;
        var at = map.latLngToLayerPoint([place[1], place[0]]);
        if (at.x < view[0] || at.x > view[2] || at.y < view[1] || at.y > view[3]) return out.push(code);
        FACES.some(function (face) {
          return self.name(code).ways(face.size).some(function (way) {
            // Above or below a symbol that stands in the middle, as far as the room goes.
            return [0, way.height / 2 + 8, -way.height / 2 - 8].some(function (aside) {
              var w = way.width / wide, h = (way.letters + 2 * Math.abs(aside)) / high;
              return (w * w + h * h) * Math.pow(strict * face.room, 2) <= LOOSE &&
                put(code, at.x, at.y + aside, way, face === FACES[0] ? "is-large" : "");
            });
          });
        });
      });
      out.forEach(function (code) {
        var free = closer > CLOSER && parts.room(frame.areas[code], view, found.aspect);
        if (free) self.name(code).ways(FACES[1].size).some(function (way) {
          return way.width / 2 <= free.across && way.letters / 2 <= free.up && put(code, free.x, free.y, way, "");
        });
      });
      if (strict > 1 && chosen.length < FEWEST) return [];
      if (scale >= BESIDE) this.besidePoints(put, scale);
      return chosen;
    },

    /* Name small states beside their points: right, left, below, above. */
    besidePoints: function (put, scale) {
      var atlas = this.atlas, points = atlas.frame.points, map = atlas.map, self = this;
      var follows = atlas.frame.answer.follows || {};
      Object.keys(points).filter(function (code) {
        return points[code].isShown && !atlas.picture.muted(code) && (!follows[code] || scale >= TERRITORIES);
      }).sort(function (a, b) { return !!follows[a] - !!follows[b] || (a < b ? -1 : 1); }).forEach(function (code) {
        var at = map.latLngToLayerPoint(points[code].getLatLng()), way = self.name(code).ways(SMALL)[0];
        var x = points[code].getRadius() + GAP + AIR + way.width / 2, y = points[code].getRadius() + 1 + way.height / 2;
        return [[x, 0], [-x, 0], [0, y], [0, -y]].some(function (aside) {
          var isClear = scale >= ON_LAND || !self.isOnLand(around(at.x + aside[0], at.y + aside[1], way));
          return isClear && put(code, at.x + aside[0], at.y + aside[1], way, "is-small");
        });
      });
    },

    place: function () {
      var root = this.root, atlas = this.atlas, chosen = [];
      if (atlas.frame && atlas.details && atlas.picture && !atlas.frame.answer.isStreetMap) chosen = this.choose();
      root.textContent = "";
      chosen.forEach(function (label) {
        var text = parts.style.element("text", { "class": "atlas-name " + label.manner, "data-name": label.code }, root);
        label.way.lines.forEach(function (line, i) {
          var y = label.y - label.way.height / 2 + (i + 0.82) * label.way.size * LINE;
          var run = parts.style.element("tspan", { x: label.x.toFixed(1), y: y.toFixed(1) }, text);
          run.textContent = line;
        });
      });
    },

    /* Place the names anew only when something that matters to them has changed; playing through time does not. */
    refresh: function () {
      var atlas = this.atlas, picture = atlas.picture, message = atlas.message;
      var now = [atlas.frame.url, message.out, picture.keep.join(), picture.keep.length ? picture.fill : "",
        atlas.extras.drawn].join("|");
      if (now === this.done) return;
      this.done = now;
      this.place();
    }
  };

  parts.plug(function (atlas) {
    var labels = new Labels(atlas);
    atlas.on("drawn", function () {
      labels.names = {};
      labels.done = "";
      labels.root.textContent = "";
    });
    atlas.on("detailed", function () { labels.place(); });
    atlas.on("restyled", function () { labels.refresh(); });
    // The points move to their places at zoomend, which comes before moveend.
    atlas.map.on("moveend", function () { labels.place(); });
    // Widths measured before the letters came are those of another font.
    if (document.fonts && document.fonts.ready) document.fonts.ready.then(function () {
      labels.names = {};
      if (atlas.frame) labels.place();
    });
  });
})();
