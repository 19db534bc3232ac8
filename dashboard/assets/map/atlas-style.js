/* How classes look: the palette of a message becomes style rules and SVG patterns, for both themes at once.
   A class is a class name on a path (atlas-k0, atlas-k1 …), so a change of status or of theme moves no geometry. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var SVG = "http://www.w3.org/2000/svg";
  var THEMES = ["light", "dark"];
  var HATCHES = parts.shared.hatches, TILE = parts.shared.tile;
  var EDGES = parts.shared.edges; // bits of a class's flags for the light theme; those of the dark theme are next to them
  var written = ""; // the palette that the page holds now, to write it only when it changes

  function element(name, attributes, parent) {
    var made = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (parent) parent.appendChild(made);
    return made;
  }

  function isDark() { return document.documentElement.dataset.theme === "dark"; }

  function holder(id, make) {
    return document.getElementById(id) || document.body.appendChild(make());
  }

  function patternSheet() {
    var svg = element("svg", { id: "atlas-patterns", width: 0, height: 0, "aria-hidden": "true" });
    svg.style.position = "absolute"; // display: none would switch the patterns off in some browsers
    return svg;
  }

  function ruleSheet() {
    var style = document.createElement("style");
    style.id = "atlas-rules";
    return style;
  }

  /* Return the style rules of one class: label, fill light, fill dark, hatch, ink light, ink dark, flags of dark edges. */
  function rules(look, number) {
    var hatched = HATCHES[look[3]], tile = ".atlas-tile" + number;
    return THEMES.map(function (theme, t) {
      var at = "[data-theme=" + theme + "] ";
      var fill = look[1 + t], ink = look[4 + t], name = ".atlas-k" + number;
      return at + name + "{--fill:" + fill + ";fill:" + (hatched ? "url(#atlas-p" + number + ")" : fill) + "}" +
        at + ".atlas-over" + name + "{fill:" + (hatched ? "url(#atlas-o" + number + ")" : fill) + "}" +
        (hatched ? at + tile + " rect{fill:" + fill + "}" + at + tile + " path{stroke:" + ink + "}" : "") +
        // A white hatch would eat the rim of a small circle.
        (hatched ? at + ".atlas-point" + name + "{stroke:" + fill + ";stroke-width:1.4px;paint-order:normal}" : "") +
        (look[6] & (EDGES.dot << t) ? at + ".atlas-point" + name + "{stroke:var(--faint-edge);stroke-width:.8px}" : "");
    }).join("\n");
  }

  /* Draw the tile of a class: opaque for areas, and for shapes over the areas a wide one that lets them through. */
  function drawPattern(sheet, id, look, number, size, opacity) {
    var hatch = HATCHES[look[3]];
    if (!hatch) return;
    var side = hatch.side * size, box = "0 0 " + TILE + " " + TILE;
    var pattern = element("pattern", {
      id: id, "class": "atlas-tile" + number, width: side, height: side, viewBox: box, patternUnits: "userSpaceOnUse"
    }, sheet);
    element("rect", { width: TILE, height: TILE, "fill-opacity": opacity }, pattern);
    element("path", { d: hatch.d, fill: "none", "stroke-width": hatch.width / size, "stroke-linecap": hatch.cap }, pattern);
  }

  parts.style = {
    element: element,

    /* Make the page know the classes of a message. */
    apply: function (classes) {
      var now = JSON.stringify(classes);
      if (now === written) return;
      written = now;
      holder("atlas-rules", ruleSheet).textContent = classes.map(rules).join("\n");
      var sheet = holder("atlas-patterns", patternSheet);
      sheet.textContent = "";
      classes.forEach(function (look, number) {
        drawPattern(sheet, "atlas-p" + number, look, number, 1, 1);
        drawPattern(sheet, "atlas-o" + number, look, number, 1.5, 0.22);
      });
    },

    /* Return, by code, which of some areas have dark coasts in the present theme (`coast`), and which have dark borders
       beside another such area (`border`). */
    darkEdges: function (codes, picture, message) {
      var theme = isDark() ? 1 : 0, dark = { coast: {}, border: {} };
      codes.forEach(function (code) {
        var look = message.classes[picture.number(code)];
        if (!look || picture.muted(code)) return;
        if (look[6] & (EDGES.coast << theme)) dark.coast[code] = true;
        if (look[6] & (EDGES.border << theme)) dark.border[code] = true;
      });
      return dark;
    },

    /* Return the path of a marker, whose corners are given in hundredths of its radius, around a point. */
    marker: function (corners, x, y, radius) {
      var path = "M";
      for (var i = 0; i < corners.length; i += 2) path += [x + corners[i] * radius / 100, y + corners[i + 1] * radius / 100] + " ";
      return path + "Z";
    },

    /* Return a small picture of a look, given as class names: a field, a circle, or the marker with the given corners. */
    swatch: function (name, form) {
      var svg = element("svg", { "class": "atlas-swatch", width: 18, height: 12, "aria-hidden": "true" });
      if (form === "circle") element("circle", { "class": name, cx: 9, cy: 6, r: 5.5 }, svg);
      else if (form) element("path", { "class": name, d: this.marker(form, 9, 6, 6) }, svg);
      else element("rect", { "class": name, x: 0.5, y: 0.5, width: 17, height: 11, rx: 2 }, svg);
      return svg;
    }
  };
})();
