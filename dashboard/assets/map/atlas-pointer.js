/* The pointer: what lies under it, the click that chooses it, the wheel that is no trap. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var REACH_AT_SEA = 12; // pixels around a small state that count as the state: a target of 24 px (WCAG 2.5.8)
  var REACH_ON_LAND = 6; // over another country only the point itself, or Italy could not be hit for San Marino

  function Pointer(atlas) {
    this.atlas = atlas;
    this.map = atlas.map;
    this.box = this.map.getContainer();
    this.box.addEventListener("pointermove", this.move.bind(this));
    this.box.addEventListener("pointerleave", this.leave.bind(this));
    this.box.addEventListener("wheel", this.pinch.bind(this), { capture: true, passive: true });
    this.map.on("click", this.click, this);
    this.map.on("movestart", this.hide, this);
    this.map.on("focus", function () { this.map.scrollWheelZoom.enable(); }, this);
  }

  /* Return that of `markers` whose centre is nearest, among those whose edge is within reach: so a small one on a large
     one can be hit. */
  function nearest(map, at, markers, reach) {
    return markers.reduce(function (best, item) {
      var away = at.distanceTo(map.latLngToContainerPoint(item.marker.getLatLng()));
      return away <= item.radius + reach && (!best || away < best.away) ? { away: away, item: item } : best;
    }, null);
  }

  Pointer.prototype = {
    /* Return what is at a place of the container: {code, symbol}. */
    hit: function (at, target) {
      var frame = this.atlas.frame;
      if (!frame) return {};
      var symbol = nearest(this.map, at, this.atlas.extras.shown(), 3);
      if (symbol) return { code: symbol.item.area, symbol: symbol.item };
      var under = target && target.dataset && target.dataset.code;
      var shown = Object.keys(frame.points).filter(function (code) { return frame.points[code].isShown; });
      var point = nearest(this.map, at, shown.map(function (code) {
        return { marker: frame.points[code], radius: 0, code: code };
      }), under ? REACH_ON_LAND : REACH_AT_SEA);
      return { code: point ? point.item.code : under || "" };
    },

    move: function (event) {
      if (event.pointerType === "touch" || event.buttons) return;
      var self = this;
      this.last = event;
      if (this.waiting) return;
      this.waiting = requestAnimationFrame(function () {
        self.waiting = 0;
        if (self.last) self.follow(self.map.mouseEventToContainerPoint(self.last), self.last.target);
      });
    },

    follow: function (at, target) {
      if (target.closest && target.closest(".leaflet-control")) return this.hide();
      var found = this.hit(at, target);
      if (!found.code && !found.symbol) return this.hide();
      found.by = "pointer";
      found.at = at;
      this.atlas.point(found);
    },

    hide: function () { if (this.atlas.pointed) this.atlas.point(null); },

    leave: function () {
      this.last = null;
      this.hide();
      this.map.scrollWheelZoom.disable(); // the page scrolls again
    },

    /* A pinch on a touchpad arrives as a wheel with ctrl: it means the map, whether or not the map was clicked. */
    pinch: function (event) {
      if (event.ctrlKey) this.map.scrollWheelZoom.enable();
    },

    /* Tell Python which area was clicked, or null for the sea. */
    click: function (event) {
      this.map.scrollWheelZoom.enable();
      var found = this.hit(event.containerPoint, event.originalEvent.target);
      if (found.symbol && !found.code) return;
      if (!this.atlas.frame || !found.code && !this.atlas.message.chosen) return; // nothing to choose or to let go of
      this.atlas.choose(found.code);
      this.atlas.tell("choose", found.code || null);
    }
  };

  parts.Pointer = Pointer;
  parts.plug(function (atlas) { atlas.pointer = new Pointer(atlas); });
})();
