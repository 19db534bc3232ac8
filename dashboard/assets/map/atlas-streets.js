/* A street map beneath a close-up: pictures of a provider outside, which the reader's browser asks only when the reader
   switched it on. If they cannot be reached, the map says so and shows what it shows without them. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var RADIUS = 63.78137;              // of the sphere of Web Mercator, in units of 100 km
  var AROUND = 2 * Math.PI * RADIUS;  // the width of its map of the world
  var TILE = 256;                     // pixels of a picture's side; one picture holds the world at zoom 0
  var CLOSER = 3;                     // zoom levels from the whole close-up down; the shapes are too coarse for more
  var PATIENCE = 8000;                // ms until a provider that sends nothing counts as out of reach
  var ENOUGH = 6;                     // pictures that fail one after another
  var UNREACHED = "The street map cannot be reached; this is the equal-area map.";

  /* The plane of Web Mercator in our units, with the zoom levels of street maps. Like L.CRS.Simple it takes coordinates
     as they come, so frames, points and shapes are drawn as on any other map; scale() is pixels a unit, as there. */
  function plane() {
    return L.extend({}, L.CRS.Simple, {
      transformation: new L.Transformation(1, AROUND / 2, -1, AROUND / 2),
      scale: function (zoom) { return TILE * Math.pow(2, zoom) / AROUND; },
      zoom: function (scale) { return Math.log(scale * AROUND / TILE) / Math.LN2; },
      // A millimetre less, or rounding would ask for a picture beside the world.
      wrapLng: [-AROUND / 2 + 1e-8, AROUND / 2 - 1e-8]
    });
  }

  /* Return by how much lengths in the middle of the map are drawn too long: 1 on an equal-area map. */
  function stretch(map) {
    return map.options.crs === L.CRS.Simple ? 1 : Math.cosh(map.getCenter().lat / RADIUS);
  }

  function Streets(atlas) {
    this.atlas = atlas;
    this.plane = plane();
    this.steps = { zoomSnap: atlas.map.options.zoomSnap, zoomDelta: atlas.map.options.zoomDelta };
    this.away = {};      // by address: providers that could not be reached
    this.layer = null;
    this.left = null;    // the message that was turned into that of the equal-area map
    this.asked = null;   // the same as it came, for another try
    atlas.map.createPane("atlas-streets");
    this.credit = L.DomUtil.create("span", "atlas-credit-streets", atlas.box.querySelector(".atlas-credit"));
    this.notice = this.buildNotice();
    atlas.on("message", this.hear.bind(this));
    atlas.on("drawing", this.suit.bind(this));
    atlas.on("restyled", this.sync.bind(this));
  }

  Streets.prototype = {
    /* Turn a message that wants a street map out of reach into that of the equal-area map. */
    hear: function (message) {
      if (message === this.left) return; // shown once more
      var wanted = message.streets, isAway = !!(wanted && this.away[wanted.tiles]);
      this.notice.hidden = !isAway;
      if (!wanted) this.away = {}; // switched off: switching it on again is another try
      if (!isAway) return;
      this.asked = L.extend({}, message);
      this.left = L.extend(message, wanted.plain, { streets: null });
    },

    /* Make the map fit the coordinates of the shapes that come next. */
    suit: function (answer) {
      var map = this.atlas.map, crs = answer.isStreetMap ? this.plane : L.CRS.Simple;
      // Between whole zoom levels the pictures would be blurred, with seams between them.
      L.extend(map.options, answer.isStreetMap ? { zoomSnap: 1, zoomDelta: 1 } : this.steps);
      this.atlas.reach = answer.isStreetMap ? { closer: CLOSER, farther: 0 } : null;
      this.atlas.box.classList.toggle("is-on-streets", answer.isStreetMap);
      if (map.options.crs === crs) return;
      this.drop();
      map.options.crs = crs;
      map.setMinZoom(-20).setMaxZoom(20).setMaxBounds(null);
      map.setView(this.atlas.bounds.getCenter(), 1, { reset: true }); // what Leaflet knows of pixels holds no longer
    },

    /* Show the pictures that the message names, when the shapes over them are there. */
    sync: function () {
      var frame = this.atlas.frame, wanted = frame.answer.isStreetMap ? this.atlas.message.streets : null;
      if ((wanted && wanted.tiles) === (this.layer && this.layer.tiles)) return;
      this.drop();
      if (wanted) this.lay(wanted);
    },

    lay: function (wanted) {
      var self = this, row = 0, isSeen = false;
      var layer = L.tileLayer(wanted.tiles, {
        pane: "atlas-streets",
        subdomains: wanted.subdomains || "abc",
        maxNativeZoom: wanted.maxZoom,
        minZoom: 0,
        // North and south of the world there is nothing to ask for.
        bounds: L.latLngBounds([-AROUND / 2, -4 * AROUND], [AROUND / 2, 4 * AROUND]),
        // Providers want to know which website asks; they learn no more of the address than that.
        referrerPolicy: "strict-origin-when-cross-origin",
        keepBuffer: 0 // nothing is fetched that nobody looks at
      });
      function fail() {
        if (self.layer !== layer) return;
        self.away[wanted.tiles] = true;
        self.drop();
        self.atlas.set(self.atlas.message);
        self.atlas.say(UNREACHED);
      }
      layer.tiles = wanted.tiles;
      layer.on("tileload", function () { row = 0; isSeen = true; });
      // Leaflet is not done with the picture when it says so: the layer goes a moment later.
      layer.on("tileerror", function () { if ((row += 1) >= ENOUGH) setTimeout(fail); });
      layer.on("load", function () { if (!isSeen && row) setTimeout(fail); });
      this.late = setTimeout(function () { if (!isSeen) fail(); }, PATIENCE);
      this.layer = layer;
      this.credit.innerHTML = "<span class='atlas-credit-own'> · </span>" + wanted.credit; // escaped by the server
      layer.addTo(this.atlas.map);
    },

    drop: function () {
      clearTimeout(this.late);
      this.credit.textContent = "";
      if (!this.layer) return;
      this.layer.remove();
      this.layer = null;
    },

    buildNotice: function () {
      var self = this, box = L.DomUtil.create("div", "atlas-streets-notice", this.atlas.box);
      box.hidden = true;
      L.DomUtil.create("span", "", box).textContent = UNREACHED;
      var button = L.DomUtil.create("button", "", box);
      button.type = "button";
      button.textContent = "Try again";
      L.DomEvent.disableClickPropagation(box);
      button.addEventListener("click", function () {
        self.away = {};
        self.atlas.set(self.asked);
      });
      return box;
    }
  };

  parts.streets = { stretch: stretch };
  parts.plug(function (atlas) { new Streets(atlas); });
})();
