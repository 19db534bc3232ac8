/* A second map beside the first: another day or another treaty in the same classes. Both move as one, and what the
   reader points at or chooses on either is outlined on both. The earlier day stands first. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  // Options that the second map has to share, or it would not move like the first.
  var SHARED = ["crs", "zoomSnap", "zoomDelta", "wheelPxPerZoomLevel", "maxBoundsViscosity"];
  var OFF = ["zoomControl", "attributionControl", "scrollWheelZoom", "doubleClickZoom", "keyboard"];

  var PLACES = ["is-first", "is-second"];

  function addTitle() {
    var made = L.DomUtil.create("div", "atlas-side-title", document.body);
    made.hidden = true;
    return made;
  }

  /* Put a map and its title into the first or the second place. */
  function place(box, title, number) {
    PLACES.forEach(function (name, n) {
      box.classList.toggle(name, n === number);
      title.classList.toggle(name, n === number);
    });
  }

  parts.plug(function (atlas) {
    var side = null; // the second map while there is one: map, box, title, frame, extras, link
    var mainTitle = addTitle();
    var home = atlas.home, choose = atlas.choose;
    var histories = {}; // of the treaty beside, by address: true while it comes

    atlas.home = function () {
      home.call(atlas);
      if (side) side.link.match();
    };

    atlas.choose = function (code) {
      choose.call(atlas, code);
      if (side) side.extras.outline("chosen", code || "", side.frame);
    };

    /* Return the second map while there is one, for whoever lays both out anew. */
    atlas.beside = function () { return side; };

    function build() {
      var box = L.DomUtil.create("div", "atlas atlas-beside"), options = {};
      SHARED.forEach(function (key) { options[key] = atlas.map.options[key]; });
      OFF.forEach(function (key) { options[key] = false; });
      box.setAttribute("role", "img");
      atlas.box.after(box);
      document.body.classList.add("is-compared");
      atlas.fit();
      var map = L.map(box, options).setView(atlas.map.getCenter(), atlas.map.getZoom());
      parts.panes.forEach(function (pane) { parts.frame.renderer(map, pane); });
      side = { map: map, box: box, title: addTitle(), mainTitle: mainTitle, frame: null, extras: new parts.Extras(map) };
      side.link = new parts.Link(atlas.map, map);
      side.pointer = new parts.Pointer(twin());
      map.on("dragstart zoomstart", function () { if (!side.link.isBusy) atlas.isHome = false; });
      map.on("zoomend", function () {
        if (!side.frame) return;
        side.frame.fitPoints();
        side.extras.refresh();
      });
      side.watch = new ResizeObserver(function () {
        if (!side) return;
        fitTitles();
        side.link.match();
      });
      side.watch.observe(box);
      settle();
    }

    /* The first map has another size now. */
    function settle() {
      if (atlas.isHome && atlas.bounds) atlas.home();
      else atlas.map.invalidateSize({ animate: false });
    }

    function remove() {
      var old = side;
      side = null;
      old.watch.disconnect();
      old.link.cut();
      if (atlas.pointed) atlas.point(null);
      old.map.remove();
      old.box.remove();
      old.title.remove();
      mainTitle.hidden = true;
      place(atlas.box, mainTitle, -1);
      document.body.classList.remove("is-compared");
      atlas.fit();
      settle();
    }

    /* Return the atlas as the pointer over the second map knows it: the same but for the map that it looks at. */
    function twin() {
      var own = Object.create(atlas);
      own.map = side.map;
      own.extras = side.extras;
      Object.defineProperty(own, "frame", { get: function () { return side && side.frame; } });
      Object.defineProperty(own, "pointed", { get: function () { return atlas.pointed; } });
      ["choose", "tell"].forEach(function (name) {
        own[name] = function () { return atlas[name].apply(atlas, arguments); };
      });
      own.point = function (what) {
        if (what) {
          what.box = side.box;
          what.picture = side.picture;
        }
        atlas.point(what);
      };
      return own;
    }

    /* Return a text with the day that is shown ahead of the server in place of the one it was written for. */
    function dated(text, picture) {
      if (picture.day === atlas.message.day) return text;
      var days = parts.days;
      return text.replace(days.words(days.number(atlas.message.day)), days.words(days.number(picture.day)));
    }

    /* Return what the second map shows: its own classes, or those of the day played where it has no day of its own. */
    function beside(picture) {
      var given = atlas.message.beside, found = { fill: given.fill, counts: given.counts };
      if (!given.periods || picture.day === atlas.message.day) return found;
      var history = histories[given.periods];
      if (!history) fetchHistory(given.periods);
      if (!(history instanceof parts.History)) return found;
      var day = parts.days.number(picture.day), classes = atlas.message.classes;
      var numbers = atlas.message.legends[0][3].map(function (item) { return item[0]; });
      return {
        fill: history.fill(side.frame.answer.order, day, classes),
        counts: history.counts(numbers, day, classes, picture.out)
      };
    }

    function fetchHistory(url) {
      histories[url] = true;
      atlas.load(url).then(function (table) {
        histories[url] = new parts.History(table);
        atlas.restyle();
      }).catch(function () { delete histories[url]; }); // the map beside waits for the server, as without a history
    }

    /* Write the counts of both maps into the legend, in the order in which the maps stand. */
    function count(counts, picture) {
      var box = atlas.place("legend").firstElementChild, isFirst = atlas.message.beside.isFirst;
      if (!box) return;
      box.querySelector("h2").innerHTML = dated(atlas.message.legends[0][1], picture);
      box.querySelectorAll(".atlas-legend-item").forEach(function (key, i) {
        var main = key.lastChild.textContent;
        key.lastChild.textContent = (isFirst ? [counts[i], main] : [main, counts[i]]).join(" · ");
        key.classList.toggle("is-empty", !counts[i] && main === "0");
      });
    }

    function name(title, html, note) {
      title.innerHTML = html + (note ? "<small>" + note + "</small>" : "");
      title.hidden = false;
    }

    /* Give both titles the room that the taller one needs. */
    function fitTitles() {
      var high = Math.max(mainTitle.offsetHeight, side.title.offsetHeight) + "px";
      if (document.body.style.getPropertyValue("--title") !== high) document.body.style.setProperty("--title", high);
    }

    atlas.on("drawn", function () { if (side) atlas.fit(); }); // two maps are as high as the extent asks for

    atlas.on("restyled", function (picture) {
      var message = atlas.message, given = message.beside;
      if (!given) return side && remove();
      if (!side) build();
      place(atlas.box, mainTitle, given.isFirst ? 1 : 0);
      place(side.box, side.title, given.isFirst ? 0 : 1);
      side.box.classList.toggle("is-world", atlas.frame.answer.isWorld);
      if (!side.frame || side.frame.answer !== atlas.frame.answer) {
        if (side.frame) side.frame.remove();
        side.extras.clear();
        side.link.match();
        side.frame = new parts.frame.Drawn(side.map, atlas.frame.answer);
      }
      var found = beside(picture);
      var shown = {
        fill: found.fill, keep: picture.keep, out: message.out, follows: message.follows,
        day: given.periods ? picture.day : message.day // with a day of its own it stays while the first map is played
      };
      side.picture = new parts.Picture(shown, {}, side.frame);
      side.frame.restyle(side.picture, message);
      side.extras.outline("chosen", message.chosen, side.frame);
      name(mainTitle, dated(given.mainTitle, picture), "");
      name(side.title, given.periods ? dated(given.title, picture) : given.title, given.note);
      fitTitles();
      side.box.setAttribute("aria-label", side.title.textContent);
      count(found.counts, picture);
    });

    // The card stands on the map that the pointer is over.
    atlas.on("pointed", function (what) {
      var card = document.querySelector(".atlas-card"), at = what && what.box || atlas.box;
      if (card && card.parentNode !== at) at.appendChild(card);
      if (!side) return;
      side.extras.outline("hover", what && what.code || "", side.frame);
      side.box.classList.toggle("is-on-area", !!(what && what.code));
    });
  });
})();
