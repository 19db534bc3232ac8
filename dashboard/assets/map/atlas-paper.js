/* What the page prints in place of this frame (assets/print.js): a frame keeps the width of the window and is cut off at
   the edge of the paper, so the page gets the map as one SVG, which fits any paper, and legend and notes as text. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var WIDTH = 860;                     // pixels that the maps are laid out for, whatever the window: names then have 7 points on A4
  var LEAST = 0.5, MOST = 1.25;        // height of a map as a share of its width
  var PADDING = [6, 6];                // pixels around the whole extent, as in atlas-map.js
  var STYLES = [
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
    "paint-order", "font-family", "font-size", "font-weight", "text-anchor"
  ];
  var SHAPES = "path, circle, rect, text";
  var PASSING = ".atlas-hover, .atlas-hover-casing, .atlas-focus, .atlas-focus-casing"; // where the reader points at

  /* Return a copy of an element in which every shape looks as it does here, without the style sheets of this frame. */
  function drawnCopy(original) {
    var copy = original.cloneNode(true), shapes = copy.querySelectorAll(SHAPES);
    original.querySelectorAll(SHAPES).forEach(function (shape, i) {
      var style = getComputedStyle(shape);
      if (style.display === "none" || shape.matches(PASSING)) return shapes[i].remove();
      STYLES.forEach(function (name) { shapes[i].style.setProperty(name, style.getPropertyValue(name)); });
      shapes[i].removeAttribute("class");
    });
    return copy;
  }

  /* Draw the tiles of a street map that are there. */
  function addTiles(pane, corner, group) {
    group.style.filter = getComputedStyle(pane).filter;
    pane.querySelectorAll("img").forEach(function (tile) {
      var at = tile.getBoundingClientRect(), box = { href: tile.src, x: at.left - corner.left, y: at.top - corner.top };
      parts.style.element("image", L.extend(box, { width: at.width, height: at.height }), group);
    });
  }

  /* Return a Leaflet map as one SVG: the shapes of its panes, the lowest first, moved to where they are seen. */
  function picture(map, label) {
    var size = map.getSize(), root = map.getPane("mapPane"), at = L.DomUtil.getPosition(root);
    var corner = map.getContainer().getBoundingClientRect();
    var svg = parts.style.element("svg", { viewBox: [0, 0, size.x, size.y].join(" "), role: "img", "aria-label": label });
    Array.from(root.children).sort(function (a, b) {
      return getComputedStyle(a).zIndex - getComputedStyle(b).zIndex;
    }).forEach(function (pane) {
      var group = parts.style.element("g", {}, svg);
      addTiles(pane, corner, group);
      if (getComputedStyle(pane).display === "none") return;
      pane.querySelectorAll(":scope > svg").forEach(function (sheet) {
        var moved = parts.style.element("g", { transform: "translate(" + at.x + "," + at.y + ")" }, group);
        Array.from(drawnCopy(sheet).childNodes).forEach(function (child) { moved.appendChild(child); });
      });
    });
    return svg;
  }

  /* Draw the bar of the scale where it stands on the map, so that it shrinks and grows with it. */
  function addScale(bar, svg) {
    var wide = parseFloat(bar.querySelector("i").style.width), low = svg.viewBox.baseVal.height - 10;
    var look = { fill: "none", stroke: "#1D2329", "stroke-width": 1.5, d: "M10," + (low - 5) + "V" + low + "H" + (10 + wide) + "v-5" };
    parts.style.element("rect", { x: 4, y: low - 19, width: wide + 12, height: 24, rx: 3, fill: "#FFFFFF", "fill-opacity": 0.9 }, svg);
    parts.style.element("path", look, svg);
    var text = { x: 10 + wide / 2, y: low - 5, fill: "#1D2329", "font-size": 11, "text-anchor": "middle", "font-family": "'Noto Sans', sans-serif" };
    parts.style.element("text", text, svg).textContent = bar.firstChild.textContent;
  }

  function add(name, kind, parent, text) {
    var made = document.createElement(name);
    made.className = kind;
    if (text) made.textContent = text;
    parent.appendChild(made);
    return made;
  }

  /* Return a copy of a part of the strip with plain text in place of what can be pressed or folded. */
  function readCopy(original) {
    var copy = drawnCopy(original);
    copy.querySelectorAll(".atlas-legend-all").forEach(function (button) { button.remove(); });
    copy.querySelectorAll("button").forEach(function (button) {
      var plain = document.createElement("span");
      plain.className = button.className + (button.getAttribute("aria-pressed") === "true" ? " is-kept" : "");
      plain.append.apply(plain, Array.from(button.childNodes));
      button.replaceWith(plain);
    });
    copy.querySelectorAll("details").forEach(function (box) { box.open = true; });
    copy.querySelectorAll("[id], [aria-labelledby]").forEach(function (named) {
      if (!named.closest("svg")) named.removeAttribute("id");
      named.removeAttribute("aria-labelledby");
    });
    return copy;
  }

  parts.plug(function (atlas) {
    /* Have `act` run while the maps are laid out for paper, and put everything back: nothing of it is ever painted. */
    function onPaper(act) {
      var map = atlas.map, root = document.documentElement, body = document.body, side = atlas.beside && atlas.beside();
      var before = {
        theme: root.dataset.theme, high: root.style.getPropertyValue("--map-height"), isHome: atlas.isHome, center: map.getCenter(),
        zoom: map.getZoom(), seen: map.getBounds(), size: map.getSize(), least: map.options.minZoom, most: map.options.maxZoom,
        limits: map.options.maxBounds
      };
      function free() { map.setMinZoom(-20).setMaxZoom(20).setMaxBounds(null).invalidateSize({ animate: false, pan: false }); }
      function match() { if (side) side.link.match(); }
      root.dataset.theme = "light"; // ink costs, and dark paper is not to be had
      atlas.restyle();
      // A street map stays as it is: its pictures are here for the present zoom alone.
      if (!atlas.frame.answer.isStreetMap) {
        var wide = atlas.bounds.getEast() - atlas.bounds.getWest(), high = atlas.bounds.getNorth() - atlas.bounds.getSouth();
        var shape = before.isHome ? high / wide : before.size.y / before.size.x;
        body.classList.add("is-on-paper");
        body.style.width = WIDTH + "px";
        var title = side ? side.title.offsetHeight : 0;
        shape = Math.max(LEAST, Math.min(shape, MOST));
        root.style.setProperty("--map-height", Math.round((side ? WIDTH / 2 : WIDTH) * shape + title) + "px");
        free();
        map.fitBounds(before.isHome ? atlas.bounds : before.seen, { padding: before.isHome ? PADDING : [0, 0], animate: false });
        match();
      }
      try {
        return act(side);
      } finally {
        body.classList.remove("is-on-paper");
        body.style.width = "";
        root.style.setProperty("--map-height", before.high);
        free();
        map.setView(before.center, before.zoom, { animate: false });
        map.setMinZoom(before.least).setMaxZoom(before.most).setMaxBounds(before.limits);
        match();
        atlas.isHome = before.isHome;
        root.dataset.theme = before.theme;
        atlas.restyle();
      }
    }

    function addMaps(side, sheet) {
      var box = add("div", "paper-maps", sheet), maps = [[atlas.map, side && side.mainTitle]];
      if (side) maps.push([side.map, side.title]);
      if (side && side.title.classList.contains("is-first")) maps.reverse();
      maps.forEach(function (one) {
        var place = add("div", "", box);
        if (side) add("p", "paper-title", place, one[1].textContent);
        var drawn = place.appendChild(picture(one[0], side ? one[1].textContent : atlas.label.textContent));
        if (!atlas.scale.hidden) addScale(atlas.scale, drawn);
      });
      box.querySelector("svg").prepend(drawnCopy(document.getElementById("atlas-patterns")));
      return box;
    }

    function addWords(sheet) {
      var day = document.querySelector(".atlas-time-date .is-long"), under = add("div", "paper-under", sheet);
      if (day && day.textContent) add("b", "paper-day", under, day.textContent);
      if (!atlas.key.hidden) under.appendChild(readCopy(atlas.key));
      add("span", "paper-credit", under, atlas.box.querySelector(".atlas-credit").textContent);
      ["legend", "notes"].forEach(function (name) { sheet.appendChild(readCopy(atlas.place(name))); });
    }

    /* Return what stands on paper for this frame, or null while there is no map. */
    atlas.paper = function () {
      if (!atlas.frame || !atlas.message || atlas.frame.url !== atlas.message.url) return null;
      return onPaper(function (side) {
        var sheet = document.createElement("figure");
        sheet.className = "paper";
        addMaps(side, sheet);
        addWords(sheet);
        return sheet;
      });
    };
  });
})();
