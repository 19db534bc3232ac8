/* How classes look: the palette of a message becomes style rules and SVG patterns, for both themes at once.
   A class is a class name on a path (atlas-k0, atlas-k1 …), so a change of status or of theme moves no geometry. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var SVG = "http://www.w3.org/2000/svg";
  var THEMES = ["light", "dark"];
  // Lines of each hatch inside a tile of TILE screen pixels; the overhang closes the seams between tiles.
  var TILE = 6;
  var HATCHES = {
    "diagonal": { d: "M-1.5,1.5L1.5,-1.5M0,6L6,0M4.5,7.5L7.5,4.5", width: 1.7 },
    "back-diagonal": { d: "M-1.5,4.5L1.5,7.5M0,0L6,6M4.5,-1.5L7.5,1.5", width: 1.7 },
    "cross": { d: "M-1.5,1.5L1.5,-1.5M0,6L6,0M4.5,7.5L7.5,4.5M-1.5,4.5L1.5,7.5M0,0L6,6M4.5,-1.5L7.5,1.5", width: 1.1 },
    "vertical": { d: "M1.5,0V6M4.5,0V6", width: 1.1 },
    "horizontal": { d: "M0,1.5H6M0,4.5H6", width: 1.1 },
    // A line of no length with round ends is a dot.
    "dots": { d: "M1.5,1.5h0M4.5,4.5h0", width: 1.9 }
  };
  var written = ""; // the palette that the page holds now, to write it only when it changes

  function element(name, attributes, parent) {
    var made = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (parent) parent.appendChild(made);
    return made;
  }

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

  /* Return the style rules of one class: label, fill light, fill dark, hatch, ink light, ink dark, faint (bit 1 light, 2 dark). */
  function rules(look, number) {
    var hatched = HATCHES[look[3]];
    return THEMES.map(function (theme, t) {
      var at = "[data-theme=" + theme + "] ";
      var fill = look[1 + t], ink = look[4 + t], name = ".atlas-k" + number;
      return at + name + "{--fill:" + fill + ";--ink:" + ink + ";fill:" + (hatched ? "url(#atlas-p" + number + ")" : fill) + "}" +
        (hatched ? at + "#atlas-p" + number + " rect{fill:" + fill + "}" + at + "#atlas-p" + number + " path{stroke:" + ink + "}" : "") +
        (look[6] & (t + 1) ? at + name + "{stroke:var(--faint-edge);stroke-width:.8px}" : "");
    }).join("\n");
  }

  function drawPattern(sheet, look, number) {
    var hatch = HATCHES[look[3]];
    if (!hatch) return;
    var pattern = element("pattern", { id: "atlas-p" + number, width: TILE, height: TILE, patternUnits: "userSpaceOnUse" }, sheet);
    element("rect", { width: TILE, height: TILE }, pattern);
    element("path", { d: hatch.d, fill: "none", "stroke-width": hatch.width, "stroke-linecap": look[3] === "dots" ? "round" : "butt" }, pattern);
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
      classes.forEach(function (look, number) { drawPattern(sheet, look, number); });
    },

    /* Return whether a class needs an outline in the theme that is on. */
    isFaint: function (look) {
      return !!look && !!(look[6] & (document.documentElement.dataset.theme === "dark" ? 2 : 1));
    },

    /* Return a small picture of a class for the hover card. */
    swatch: function (number) {
      var svg = element("svg", { "class": "atlas-swatch", width: 18, height: 12, "aria-hidden": "true" });
      element("rect", { "class": "atlas-k" + number, x: 0.5, y: 0.5, width: 17, height: 11, rx: 2 }, svg);
      return svg;
    }
  };
})();
