/* The map by keyboard: one stop of the Tab key. Arrows go to the neighbour, letters to a name, Enter opens the panel,
   Esc takes the card away and then leaves; a voice says what the card says. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var HOW = "Arrow keys go to the next country in that direction, letters to a country by its name. Enter opens its " +
    "panel, and Enter again goes there. Plus and minus zoom, 0 shows the whole map. Escape leaves the map.";
  var WAYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "to the left", ArrowRight: "to the right" };
  var TOGETHER = 1200; // ms within which letters belong to one name
  var MOST_ASIDE = 70; // pixels between the middle of the focused area and its card
  var INSIDE = 48;     // pixels that the middle of the focused area keeps from the edge of the map

  /* Return a name as it is typed: lower case, no accents, one kind of apostrophe, as geodata/letters.py folds it. */
  function typed(name) {
    return name.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’‚‛ʹʻʼʽʾʿˈ´`′＇]/g, "'").toLowerCase();
  }

  /* Return the code that letters mean in a list of [name, code] by name. One letter goes to the next name that begins
     with it, again and again; more letters stay where they are as long as the name fits. */
  function named(text, list, code) {
    function fits(start) { return list.filter(function (item) { return item[0].indexOf(start) === 0; }); }
    var isOne = text.split("").every(function (c) { return c === text[0]; });
    var isNext = isOne && (text.length === 1 || !fits(text).length);
    var found = fits(isNext ? text[0] : text);
    var now = found.findIndex(function (item) { return item[1] === code; });
    if (now >= 0) return isNext ? found[(now + 1) % found.length][1] : code;
    return found.length ? found[0][1] : "";
  }

  function Keys(atlas) {
    this.atlas = atlas;
    this.map = atlas.map;
    this.box = atlas.box;
    this.code = "";
    this.text = "";
    this.at = 0;
    this.describe();
    this.map.keyboard.disable();
    this.box.tabIndex = 0;
    this.box.addEventListener("keydown", this.press.bind(this));
    this.box.addEventListener("focus", this.enter.bind(this));
    this.box.addEventListener("blur", this.leave.bind(this));
    this.box.addEventListener("pointerdown", this.outline.bind(this, false));
    this.listen();
  }

  Keys.prototype = {
    describe: function () {
      var how = L.DomUtil.create("div", "atlas-hidden", this.box);
      how.id = "atlas-how";
      how.textContent = HOW;
      // An application, because arrows and letters are its own; what it shows is in the table under it as text.
      this.box.setAttribute("role", "application");
      this.box.setAttribute("aria-roledescription", "map");
      this.box.setAttribute("aria-describedby", how.id);
      this.map.getPane("mapPane").setAttribute("aria-hidden", "true");
    },

    listen: function () {
      var self = this, atlas = this.atlas, chosen = "";
      atlas.on("message", function (message) {
        if (message.chosen !== chosen) self.code = chosen = message.chosen;
      });
      atlas.on("drawn", function (frame) {
        self.list = null;
        if (!(self.code in frame.index)) self.code = "";
        if (self.box.classList.contains("is-by-key")) self.outline(true);
      });
      this.map.on("moveend", function () {
        if (self.code && self.box.classList.contains("is-by-key")) self.point();
      });
    },

    isHere: function () { return document.activeElement === this.box; },

    /* Show by a ring and a strong outline where the keyboard is; not where a click only put the focus. */
    outline: function (isByKey) {
      this.box.classList.toggle("is-by-key", isByKey);
      this.atlas.extras.outline("focus", isByKey ? this.code : "", this.atlas.frame);
    },

    enter: function () { if (this.box.matches(":focus-visible")) this.outline(true); },

    leave: function () {
      this.outline(false);
      if (this.atlas.pointed && this.atlas.pointed.by === "key") this.atlas.point(null);
    },

    press: function (event) {
      if (event.target !== this.box || event.ctrlKey || event.metaKey || event.altKey || !this.atlas.frame) return;
      if (!this.act(event.key)) return;
      event.preventDefault();
      if (this.isHere()) this.outline(true);
    },

    /* Do what a key asks for, and return whether it asked for anything. */
    act: function (key) {
      if (/^Arrow/.test(key)) this.step(key);
      else if (key === "Home") this.goTo(this.names()[0][1]);
      else if (key === "End") this.goTo(this.names().slice(-1)[0][1]);
      else if (key === "Enter" || key === " " && !this.isTyping()) this.open();
      else if (key === "Escape") { if (!this.atlas.card.dismiss()) this.box.blur(); }
      else if (key === "+" || key === "=") this.zoom(1);
      else if (key === "-") this.zoom(-1);
      else if (key === "0") this.atlas.home();
      else if (key.length === 1 && (/\p{L}/u.test(key) || this.isTyping())) this.spell(key);
      else return false;
      return true;
    },

    isTyping: function () { return !!this.text && Date.now() - this.at < TOGETHER; },

    spell: function (letter) {
      this.text = (this.isTyping() ? this.text : "") + typed(letter);
      this.at = Date.now();
      var code = named(this.text, this.names(), this.code);
      if (code) this.goTo(code);
      else this.atlas.say("No country begins with " + this.text);
    },

    /* Return [name, code] of every area, by name. */
    names: function () {
      var frame = this.atlas.frame, box = document.createElement("div");
      this.list = this.list || Object.keys(parts.centres.places(frame)).map(function (code) {
        box.innerHTML = frame.name(code); // names come escaped
        return [typed(box.textContent), code];
      }).sort(function (a, b) { return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0; });
      return this.list;
    },

    /* Go to the neighbour that no filter leaves out; at first to what lies in the middle of the map. */
    step: function (key) {
      var atlas = this.atlas, size = this.map.getSize(), code = this.code, limit = this.map.options.maxBounds;
      var at = parts.centres.places(atlas.frame), all = parts.centres.of(atlas);
      var from = all.find(function (item) { return item.code === code; });
      var list = all.filter(function (item) {
        return !atlas.picture.muted(item.code) && (!limit || limit.contains(at[item.code]));
      });
      var to = from
        ? parts.centres.next(from, list, key)
        : parts.centres.nearest({ x: size.x / 2, y: size.y / 2 }, list);
      if (to) this.goTo(to.code);
      else atlas.say("No country further " + WAYS[key]);
    },

    goTo: function (code) {
      this.code = code;
      this.bringIn();
      this.point();
      this.atlas.tellOf(this.atlas.pointed);
    },

    /* Move the map if the area lies outside of what it shows. */
    bringIn: function () {
      var at = parts.centres.places(this.atlas.frame)[this.code], before = this.map.getCenter();
      this.map.panInside(at, { padding: [INSIDE, INSIDE], animate: false });
      if (!before.equals(this.map.getCenter())) this.atlas.isHome = false;
    },

    point: function () {
      var code = this.code, here = parts.centres.of(this.atlas).find(function (item) { return item.code === code; });
      var area = this.atlas.frame.areas[code], wide = area ? area._path.getBoundingClientRect().width : 0;
      var aside = Math.min(MOST_ASIDE, wide / 2 + 8); // the card leaves what has the focus in sight
      if (here) this.atlas.point({ code: code, by: "key", at: L.point(here.x, here.y), aside: aside });
    },

    open: function () {
      if (!this.code) return;
      // The page's own script (page.js) knows where the panel is.
      if (this.code === this.atlas.message.chosen) return parent.document.dispatchEvent(new Event("atlas:read"));
      this.atlas.pointer.take(this.code);
      this.atlas.say("The panel opens beside the map. Enter again goes there.");
    },

    zoom: function (step) {
      var map = this.map, at = this.code && parts.centres.places(this.atlas.frame)[this.code] || map.getCenter();
      map.setZoomAround(at, map.getZoom() + step * map.options.zoomDelta, { animate: !this.atlas.isCalm() });
    }
  };

  parts.plug(function (atlas) { atlas.keys = new Keys(atlas); });
  parts.named = named;
  parts.typed = typed;
})();
