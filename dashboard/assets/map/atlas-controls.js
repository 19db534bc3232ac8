/* The small things in the corners: zoom buttons, back to the whole extent, the scale of close-ups, the credit. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var WIDEST = 110;      // pixels of the scale bar at most
  var UNIT_KM = 100;     // one unit of the map
  var HONEST = 85;       // units

  function button(box, label, path, act) {
    var made = L.DomUtil.create("button", "", box);
    made.type = "button";
    made.title = label;
    made.setAttribute("aria-label", label);
    var svg = parts.style.element("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, made);
    parts.style.element("path", { d: path, "class": "atlas-icon" }, svg);
    made.addEventListener("click", act);
  }

  function corner(map, position, name) {
    var Control = L.Control.extend({
      onAdd: function () {
        var box = L.DomUtil.create("div", name);
        L.DomEvent.disableClickPropagation(box);
        return box;
      }
    });
    return new Control({ position: position }).addTo(map).getContainer();
  }

  /* Return the longest of 1, 2, 5, 10, 20 … km that fits into the given number of km. */
  function round(km) {
    var power = Math.pow(10, Math.floor(Math.log10(km)));
    return [5, 2, 1].map(function (n) { return n * power; }).find(function (n) { return n <= km; });
  }

  parts.controls = {
    add: function (atlas, credit) {
      var map = atlas.map;
      var zoom = corner(map, "topleft", "atlas-zoom");
      button(zoom, "Zoom in", "M8 3v10M3 8h10", function () { map.zoomIn(); });
      button(zoom, "Zoom out", "M3 8h10", function () { map.zoomOut(); });
      button(zoom, "Show the whole extent", "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3", function () { atlas.home(); });
      L.DomUtil.create("span", "atlas-credit-own", corner(map, "bottomright", "atlas-credit")).textContent = credit;
      atlas.scale = corner(map, "bottomleft", "atlas-scale");
      atlas.scale.setAttribute("aria-hidden", "true");
      atlas.key = corner(map, "bottomleft", "atlas-key"); // Leaflet puts it above the scale
      map.on("zoom zoomend moveend", function () { parts.controls.measure(atlas); });
    },

    /* Say in a corner what the shapes are; beside them the words would hide land that somebody may look for. */
    explain: function (atlas) {
      var key = atlas.key, zone = atlas.frame.answer.topology.objects.dmz;
      key.textContent = "";
      atlas.message.shapes.forEach(function (shape) {
        var line = L.DomUtil.create("div", "", key);
        line.innerHTML = "<span>" + shape[1] + "</span>";
        line.prepend(parts.style.swatch("atlas-over atlas-k" + shape[0]));
      });
      if (zone && atlas.message.overlays.indexOf("dmz") >= 0) {
        var line = L.DomUtil.create("div", "", key);
        line.appendChild(parts.style.swatch("atlas-zone"));
        L.DomUtil.create("span", "", line).textContent = "Demilitarized zone, " + zone.geometries[0].properties.label;
      }
      key.hidden = !key.childNodes.length;
    },

    /* Show the scale where one bar is honest: up to HONEST units across, distances at the edge are within 6 % of those
       in the middle; on a continent or the world they are not. */
    scale: function (atlas) {
      var bounds = atlas.frame.answer.bounds;
      atlas.scale.hidden = atlas.frame.answer.isWorld || bounds[2] - bounds[0] > HONEST;
      parts.controls.measure(atlas);
    },

    measure: function (atlas) {
      if (atlas.scale.hidden) return;
      var pixelsPerKm = atlas.map.options.crs.scale(atlas.map.getZoom()) * parts.streets.stretch(atlas.map) / UNIT_KM;
      var km = round(WIDEST / pixelsPerKm);
      atlas.scale.textContent = km.toLocaleString("en") + " km";
      L.DomUtil.create("i", "", atlas.scale).style.width = Math.round(km * pixelsPerKm) + "px";
    }
  };
})();
