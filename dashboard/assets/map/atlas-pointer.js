/* The pointer: what lies under it, the click that chooses it, the wheel and the finger that are not trapped. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var REACH_AT_SEA = 12; // pixels around a small state that count as the state: a target of 24 px (WCAG 2.5.8)
  var REACH_ON_LAND = 6; // over another country only the point itself, or Italy could not be hit for San Marino

  function Pointer(atlas) {
    this.atlas = atlas;
    this.map = atlas.map;
    this.box = this.map.getContainer();
    this.box.addEventListener("pointerdown", this.down.bind(this), true);
    this.box.addEventListener("pointermove", this.move.bind(this));
    this.box.addEventListener("pointerleave", this.leave.bind(this));
    this.box.addEventListener("wheel", this.pinch.bind(this), { capture: true, passive: true });
    this.map.on("click", this.click, this);
    this.map.on("movestart", this.hide, this);
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

    /* One finger scrolls the page, so it must not drag the map; two fingers do both, as Leaflet sees to. */
    down: function (event) {
      this.isTouch = event.pointerType === "touch";
      this.map.dragging[this.isTouch ? "disable" : "enable"]();
    },

    move: function (event) {
      if (event.pointerType === "touch" || event.buttons) return;
      // A browser also says that the pointer moved when the map did under it: the keyboard's place would be lost.
      if (this.screen && this.screen.x === event.screenX && this.screen.y === event.screenY) return;
      var self = this;
      this.screen = { x: event.screenX, y: event.screenY };
      this.last = event;
      if (this.waiting) return;
      this.waiting = requestAnimationFrame(function () {
        self.waiting = 0;
        if (self.last) self.follow(self.map.mouseEventToContainerPoint(self.last), self.last.target);
      });
    },

    follow: function (at, target) {
      if (target.closest && target.closest(".leaflet-control")) return this.hide();
      if (this.atlas.card.holds(at, target)) return;
      if (this.atlas.card.box.contains(target)) target = this.under(at);
      var found = this.hit(at, target);
      if (!found.code && !found.symbol) return this.hide();
      found.by = "pointer";
      found.at = at;
      this.atlas.point(found);
    },

    /* Return what lies under the card. */
    under: function (at) {
      var outer = this.box.getBoundingClientRect();
      this.atlas.card.yield();
      return document.elementFromPoint(outer.left + at.x, outer.top + at.y) || this.box;
    },

    hide: function () { if (this.atlas.pointed) this.atlas.point(null); },

    leave: function (event) {
      if (event.pointerType === "touch") return; // a finger that is lifted leaves the card it asked for
      this.last = null;
      this.hide();
      this.map.scrollWheelZoom.disable(); // the page scrolls again
    },

    /* A pinch on a touchpad arrives as a wheel with ctrl: it means the map, whether or not the map was clicked. */
    pinch: function (event) {
      if (event.ctrlKey) this.map.scrollWheelZoom.enable();
    },

    click: function (event) {
      this.map.scrollWheelZoom.enable();
      var found = this.hit(event.containerPoint, event.originalEvent.target);
      if (this.isTouch) this.tap(found, event.containerPoint);
      else if (!found.symbol || found.code) this.take(found.code);
    },

    /* The first tap shows the card, the second on the same thing opens the panel; one on the sea takes both away. */
    tap: function (found, at) {
      var seen = this.atlas.pointed, isSame = seen && seen.code === found.code && seen.symbol === found.symbol;
      if (!found.code && !found.symbol) return seen ? this.hide() : this.take("");
      if (isSame && found.code) {
        this.hide();
        return this.take(found.code);
      }
      found.by = "touch";
      found.at = at;
      this.atlas.point(found);
      this.atlas.tellOf(found);
    },

    /* Choose an area and tell Python, or let the chosen one go when the code is empty. */
    take: function (code) {
      if (!this.atlas.frame || !code && !this.atlas.message.chosen) return; // nothing to choose or to let go of
      this.atlas.choose(code);
      this.atlas.tell("choose", code || null);
    }
  };

  parts.Pointer = Pointer;
  parts.plug(function (atlas) { atlas.pointer = new Pointer(atlas); });
})();
