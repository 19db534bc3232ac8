/* The card beside what the reader points at: its name and its class. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var MARGIN = 14; // pixels between pointer and card

  parts.plug(function (atlas) {
    var card = L.DomUtil.create("div", "atlas-card", atlas.box);
    card.setAttribute("aria-hidden", "true");

    function line(name, html) {
      var div = L.DomUtil.create("div", name, card);
      div.innerHTML = html; // names and labels come escaped from the server
      return div;
    }

    function classLine(number) {
      var label = atlas.message.classes[number] && atlas.message.classes[number][0];
      if (label) line("atlas-card-class", label).prepend(parts.style.swatch("atlas-k" + number));
    }

    function fill(what) {
      card.textContent = "";
      if (what.code) line("atlas-card-name", atlas.frame.name(what.code));
      if (what.symbol) return classLine(what.symbol.number);
      classLine(atlas.picture.number(what.code));
      var state = atlas.picture.follows[what.code];
      if (state) line("atlas-card-said", "As " + atlas.frame.name(state) + ", which administers it");
    }

    function place(at) {
      var size = atlas.map.getSize();
      var x = at.x + MARGIN, y = at.y + MARGIN;
      if (x + card.offsetWidth > size.x - 4) x = at.x - MARGIN - card.offsetWidth;
      if (y + card.offsetHeight > size.y - 4) y = at.y - MARGIN - card.offsetHeight;
      card.style.transform = "translate(" + Math.max(4, x) + "px," + Math.max(4, y) + "px)";
    }

    atlas.on("pointed", function (what) {
      card.classList.toggle("is-shown", !!what);
      if (!what) return;
      fill(what);
      place(what.at);
    });
  });
})();
