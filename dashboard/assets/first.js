/* Written into the atlas page by the server: paints headline and map where they will stand, while Streamlit's page still
   starts. It asks for the shapes, which the map's frame takes from here, and is gone as soon as the map is drawn, the
   reader does anything, or something else is shown. Nothing in it can be used, and nothing of it is read out. */
(function () {
  "use strict";
  var told = document.getElementById("atlas-first-data"), data = told && JSON.parse(told.textContent);
  if (!data) return; // another screen, or a link that shows no map
  var LONGEST_MS = 15000;            // after that whatever the page shows is nearer the truth
  var NARROW = 640, LEAST = 340, MOST = 720, LOWEST = 240; // as in atlas-height.js
  var AROUND = 250, STRIP = 269;     // headline and margins; time line and legend, which are not there yet
  var PADDING = 6; // as in atlas-map.js
  var SHARED = window.atlasParts.shared, POINT = SHARED.points.radius, POINT_BEHIND = SHARED.points.lesserRadius;
  var COLOURS = { // as in atlas-map.css
    light: { sea: "#F4F8FA", line: "#DCE2E7", border: "rgba(255,255,255,.9)", coast: "rgba(29,35,41,.28)", faint: "rgba(85,85,85,.9)", pale: "#8A949C", quiet: "#5B6670", muted: "#ECEEF0", casing: "#FFFFFF" },
    dark: { sea: "#0F1A22", line: "#24323D", border: "rgba(226,234,240,.56)", coast: "rgba(226,234,240,.38)", faint: "rgba(154,167,176,.9)", pale: "rgba(8,13,18,.6)", quiet: "#A9B4BE", muted: "#1D2933", casing: "#0B1116" }
  };
  var CREDIT = "Made with Natural Earth · Leaflet"; // as in atlas-map.js, and in its place
  var ENDS = ["pointerdown", "keydown", "wheel", "touchstart", "resize"];
  var box = null, first = (window.atlasFirst = { url: new URL(data.url, location.href).href });

  first.answer = fetch(first.url, { credentials: "same-origin" }).then(function (answer) {
    if (!answer.ok) throw new Error("HTTP " + answer.status);
    return answer.json();
  });
  first.answer.catch(function () { first.end(); }); // the frame is told too, and says so

  first.end = function () {
    if (box) box.remove();
    box = null;
    ENDS.forEach(function (name) { window.removeEventListener(name, first.end, true); });
  };

  function isDark() {
    try {
      for (var i = 0; i < localStorage.length; i += 1) { // what the reader chose in Streamlit's menu
        if (/^stActiveTheme/.test(localStorage.key(i))) return /Dark/.test(localStorage.getItem(localStorage.key(i)));
      }
    } catch (refused) { /* then the system's theme */ }
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function mapHeight(width) {
    if (width < NARROW) return Math.max(LOWEST, Math.round(width * 0.65));
    return Math.round(Math.max(LEAST, Math.min(innerHeight - AROUND - STRIP, width / 1.9, MOST)));
  }

  /* Return the arcs of a topology in map units. */
  function arcsOf(topology) {
    var by = topology.transform;
    return topology.arcs.map(function (arc) {
      var x = 0, y = 0;
      return by ? arc.map(function (step) {
        x += step[0]; y += step[1];
        return [x * by.scale[0] + by.translate[0], y * by.scale[1] + by.translate[1]];
      }) : arc;
    });
  }

  /* Call `each` with every ring or line of a geometry, as a list of arc numbers. */
  function lines(geometry, each) {
    (function walk(arcs) {
      if (typeof arcs[0] === "number") each(arcs);
      else arcs.forEach(walk);
    })(geometry.arcs || []);
  }

  function patternOf(look, t, ratio) {
    var hatch = SHARED.hatches[look[3]], fill = look[1 + t];
    if (!hatch) return fill;
    var side = Math.round(hatch.side * ratio), tile = document.createElement("canvas"), pen = tile.getContext("2d");
    tile.width = tile.height = side;
    pen.fillStyle = fill;
    pen.fillRect(0, 0, side, side);
    pen.scale(side / SHARED.tile, side / SHARED.tile);
    pen.strokeStyle = look[4 + t];
    pen.lineWidth = hatch.width;
    pen.lineCap = hatch.cap;
    pen.stroke(new Path2D(hatch.d));
    var pattern = pen.createPattern(tile, "repeat");
    pattern.setTransform(new DOMMatrix().scale(1 / ratio));
    return pattern;
  }

  function paint(canvas, answer, theme) {
    var width = canvas.clientWidth, height = canvas.clientHeight, ratio = window.devicePixelRatio || 1;
    var b = answer.bounds, colours = COLOURS[theme], t = theme === "dark" ? 1 : 0, pen = canvas.getContext("2d");
    var topology = answer.topology, arcs = arcsOf(topology), index = {}, uses = arcs.map(function () { return 0; });
    var scale = Math.min((width - 2 * PADDING) / (b[2] - b[0]), (height - 2 * PADDING) / (b[3] - b[1]));
    var left = width / 2 - scale * (b[0] + b[2]) / 2, top = height / 2 + scale * (b[1] + b[3]) / 2;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    pen.scale(ratio, ratio);
    answer.order.forEach(function (code, i) { index[code] = i; });

    function add(path, arc, isFirst) {
      var points = arcs[arc < 0 ? ~arc : arc], n = points.length;
      for (var i = isFirst ? 0 : 1; i < n; i += 1) {
        var at = points[arc < 0 ? n - 1 - i : i];
        path[isFirst && i === 0 ? "moveTo" : "lineTo"](left + scale * at[0], top - scale * at[1]);
      }
    }
    function pathOf(geometries, isClosed) {
      var path = new Path2D();
      geometries.forEach(function (geometry) {
        lines(geometry, function (ring) {
          ring.forEach(function (arc, i) { add(path, arc, i === 0); });
          if (isClosed) path.closePath();
        });
      });
      return path;
    }
    function stroke(path, colour, thick) {
      pen.strokeStyle = colour;
      pen.lineWidth = thick;
      pen.stroke(path);
    }
    /* Return number of the class of an area, or -1 for one that a filter leaves out; and its strength. */
    function classOf(code) {
      var number = parseInt(data.fill.charAt(index[code]), 36);
      var isOut = isNaN(number) || data.out.indexOf(code) >= 0 || data.keep.length > 0 && data.keep.indexOf(number) < 0;
      return isOut ? "-1 1" : number + (data.follows && answer.follows[code] ? " .55" : " 1");
    }
    function groups(items, codeOf) {
      return items.reduce(function (out, item) {
        var key = classOf(codeOf(item));
        (out[key] = out[key] || []).push(item);
        return out;
      }, {});
    }
    function inkOf(key) {
      var part = key.split(" ");
      pen.globalAlpha = +part[1];
      pen.fillStyle = part[0] < 0 ? colours.muted : patternOf(data.classes[part[0]], t, ratio);
    }

    var areas = topology.objects.areas.geometries.filter(function (shape) { return shape.type; });
    if (topology.objects.sea) {
      var sea = pathOf(topology.objects.sea.geometries, true);
      pen.fillStyle = colours.sea;
      pen.fill(sea);
      stroke(sea, colours.line, 1);
    } else {
      pen.fillStyle = colours.sea;
      pen.fillRect(0, 0, width, height);
    }
    if (topology.objects.graticule) stroke(pathOf(topology.objects.graticule.geometries), colours.line, 0.8);
    var byClass = groups(areas, function (shape) { return shape.id; });
    Object.keys(byClass).forEach(function (key) {
      inkOf(key);
      pen.fill(pathOf(byClass[key], true), "evenodd");
    });
    pen.globalAlpha = 1;
    // Arcs by the sides on which they need a dark line: as a coast, and as a border, where both sides have to need it.
    var faint = arcs.map(function () { return 0; }), pale = faint.slice();
    areas.forEach(function (shape) {
      var look = data.classes[classOf(shape.id).split(" ")[0]], flags = look ? look[6] : 0;
      lines(shape, function (ring) {
        ring.forEach(function (arc) {
          var number = arc < 0 ? ~arc : arc;
          uses[number] += 1;
          if (flags & (SHARED.edges.coast << t)) faint[number] += 1;
          if (flags & (SHARED.edges.border << t)) pale[number] += 1;
        });
      });
    });
    function strokeArcs(test, colour, thick) {
      var path = new Path2D();
      uses.forEach(function (count, arc) { if (test(count, arc)) add(path, arc, true); });
      stroke(path, colour, thick);
    }
    strokeArcs(function (count, arc) { return count === 1 && !faint[arc]; }, colours.coast, 0.5);
    strokeArcs(function (count, arc) { return count > 1 && pale[arc] < count; }, colours.border, 0.7);
    strokeArcs(function (count, arc) { return count === 1 && faint[arc]; }, colours.faint, 0.8);
    strokeArcs(function (count, arc) { return count > 1 && pale[arc] === count; }, colours.pale, 0.7);
    var dots = answer.points.map(function (point) {
      var key = classOf(point[0]), radius = key.charAt(0) === "-" || / \./.test(key) ? POINT_BEHIND : POINT;
      var home = { x: left + scale * point[1], y: top - scale * point[2] };
      return { key: key, home: home, radius: radius, weight: radius > POINT_BEHIND ? 4 : 1 };
    });
    window.atlasParts.points.spread(dots); // as the map moves those that would lie on one another
    dots.forEach(function (point) {
      var dot = new Path2D();
      inkOf(point.key);
      dot.arc(point.x, point.y, point.radius, 0, 7);
      stroke(dot, colours.casing, 1);
      pen.fill(dot);
    });
    pen.globalAlpha = 1;
    pen.fillStyle = colours.quiet;
    pen.font = '11px "Noto Sans", system-ui, sans-serif';
    pen.textAlign = "right";
    pen.fillText(CREDIT, width - 13, height - 9);
  }

  function start() {
    box = document.createElement("div");
    box.id = "atlas-first";
    box.className = "stApp"; // the colours of our style hang on it
    box.setAttribute("aria-hidden", "true");
    box.inert = true;
    var theme = isDark() ? "dark" : "light";
    box.style.colorScheme = theme;
    box.innerHTML = data.headline;
    var canvas = box.appendChild(document.createElement("canvas"));
    document.body.appendChild(box);
    canvas.style.height = mapHeight(canvas.clientWidth) + "px";
    canvas.style.width = canvas.clientWidth + "px"; // whole pixels, as the map has, or its lines would be blurred
    ENDS.forEach(function (name) { window.addEventListener(name, first.end, true); });
    setTimeout(first.end, LONGEST_MS);
    first.answer.then(function (answer) { if (box) paint(canvas, answer, theme); }, function () { /* ended above */ });
  }

  if (data.classes) start();
})();
