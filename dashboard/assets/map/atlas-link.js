/* Two Leaflet maps that move as one: pans and zooms of either, animated ones too, are followed by the other. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var NEAR = 1e-6; // zoom levels, and units of the map

  function isAt(map, center, zoom) {
    var now = map.getCenter();
    return Math.abs(map.getZoom() - zoom) < NEAR && Math.abs(now.lat - center.lat) < NEAR &&
      Math.abs(now.lng - center.lng) < NEAR;
  }

  function Link(first, second) {
    this.maps = [first, second];
    this.isBusy = false;
    this.handlers = [this.listen(first, second), this.listen(second, first)];
  }

  Link.prototype = {
    listen: function (from, to) {
      var self = this;
      function move() { self.lead(to, from.getCenter(), from.getZoom(), false); }
      // The event comes before the animation: the other map begins its own in the same frame.
      function zoom(event) { if (!event.noUpdate) self.lead(to, event.center, event.zoom, true); }
      from.on("move", move).on("zoomanim", zoom);
      return function () { from.off("move", move).off("zoomanim", zoom); };
    },

    /* Bring a map where the other one is; one that is there already, or on its way, is left alone: it would come back. */
    lead: function (map, center, zoom, isAnimated) {
      if (this.isBusy || isAt(map, center, zoom)) return;
      this.isBusy = true;
      map.setView(center, zoom, { animate: isAnimated });
      this.isBusy = false;
    },

    /* Give the second map the size, the limits and the place of the first. */
    match: function () {
      var first = this.maps[0], second = this.maps[1];
      this.isBusy = true;
      second.setMaxBounds(null).setMinZoom(-20).setMaxZoom(20).invalidateSize({ animate: false, pan: false });
      second.setView(first.getCenter(), first.getZoom(), { animate: false });
      second.setMinZoom(first.getMinZoom()).setMaxZoom(first.getMaxZoom()).setMaxBounds(first.options.maxBounds);
      this.isBusy = false;
    },

    cut: function () { this.handlers.forEach(function (cut) { cut(); }); }
  };

  parts.Link = Link;
})();
