/* The pointer: what lies under it, the card that names it, the click that chooses it, the wheel that is no trap. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var REACH_AT_SEA = 12; // pixels around a small state that count as the state: a target of 24 px (WCAG 2.5.8)
  var REACH_ON_LAND = 6; // over another country only the point itself, or Italy could not be hit for San Marino
  var MARGIN = 14;       // pixels between pointer and card

  function Pointer(atlas) {
    this.atlas = atlas;
    this.map = atlas.map;
    this.box = this.map.getContainer();
    this.card = L.DomUtil.create("div", "atlas-card", this.box);
    this.card.setAttribute("aria-hidden", "true");
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
      var symbol = nearest(this.map, at, this.atlas.extras.symbols, 3);
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
      this.box.classList.toggle("is-on-area", !!found.code);
      if (!found.code && !found.symbol) return this.hide();
      this.atlas.extras.outline("hover", found.code, this.atlas.frame);
      this.fill(found);
      this.place(at);
    },

    /* Write the card; names and sentences come escaped from the server, so they are inserted as they are. */
    fill: function (found) {
      var key = (found.symbol ? this.atlas.extras.symbols.indexOf(found.symbol) : "") + found.code + this.atlas.serial;
      if (key === this.filled) return;
      this.filled = key;
      var card = this.card, frame = this.atlas.frame, message = this.atlas.message;
      card.textContent = "";
      function line(name, html) {
        var div = L.DomUtil.create("div", name, card);
        div.innerHTML = html;
        return div;
      }
      /* A sentence is a text, or texts and numbers of the phrases that several sentences share. */
      function sentence(pieces) {
        return [].concat(pieces).map(function (piece) {
          return typeof piece === "number" ? message.phrases[piece] : piece;
        }).join("");
      }
      function classLine(number) {
        var label = message.classes[number] && message.classes[number][0];
        if (label) line("atlas-card-class", label).prepend(parts.style.swatch("atlas-k" + number));
      }
      function name(code) { return frame.answer.names[frame.index[code]] || code; }
      if (found.code) line("atlas-card-name", name(found.code));
      if (found.symbol) {
        classLine(found.symbol.number);
        line("atlas-card-said", sentence(found.symbol.text));
        return;
      }
      classLine(parseInt(message.fill.charAt(frame.index[found.code]), 36));
      var state = parts.frame.followed(message.follows)[found.code];
      if (state) line("atlas-card-said", "As " + name(state) + ", which administers it");
      if (message.said[found.code]) line("atlas-card-said", sentence(message.said[found.code]));
    },

    place: function (at) {
      var card = this.card, size = this.map.getSize();
      card.classList.add("is-shown");
      var x = at.x + MARGIN, y = at.y + MARGIN;
      if (x + card.offsetWidth > size.x - 4) x = at.x - MARGIN - card.offsetWidth;
      if (y + card.offsetHeight > size.y - 4) y = at.y - MARGIN - card.offsetHeight;
      card.style.transform = "translate(" + Math.max(4, x) + "px," + Math.max(4, y) + "px)";
    },

    hide: function () {
      this.card.classList.remove("is-shown");
      this.atlas.extras.outline("hover", "", this.atlas.frame);
      this.box.classList.remove("is-on-area");
    },

    leave: function () {
      this.last = null;
      this.hide();
      this.map.scrollWheelZoom.disable(); // the page scrolls again
    },

    /* A pinch on a touchpad arrives as a wheel with ctrl: it means the map, whether or not the map was clicked. */
    pinch: function (event) {
      if (event.ctrlKey) this.map.scrollWheelZoom.enable();
    },

    /* Tell Python which area was clicked: its code, or null for the sea, and a number that makes each click new. */
    click: function (event) {
      this.map.scrollWheelZoom.enable();
      var found = this.hit(event.containerPoint, event.originalEvent.target);
      if (found.symbol && !found.code) return;
      if (!this.atlas.frame || !found.code && !this.atlas.message.chosen) return; // nothing to choose or to let go of
      this.atlas.choose(found.code);
      window.Streamlit.setComponentValue({ clicked: found.code || null, n: Date.now() });
    }
  };

  parts.Pointer = Pointer;
})();
