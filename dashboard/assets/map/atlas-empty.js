/* A map with nothing to show says why, and offers the nearest way back. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});

  parts.plug(function (atlas) {
    var card = L.DomUtil.create("div", "atlas-empty", atlas.box);
    var text = L.DomUtil.create("p", "", card), button = L.DomUtil.create("button", "", card), said = "";
    button.type = "button";
    card.hidden = true;
    L.DomEvent.disableClickPropagation(card);
    L.DomEvent.disableScrollPropagation(card);

    function show(empty) {
      if (!empty && card.contains(document.activeElement)) atlas.box.focus(); // the button goes, the focus stays here
      card.hidden = !empty;
      if (!empty) return void (said = "");
      text.innerHTML = empty.text;
      button.innerHTML = empty.label;
      if (said !== empty.text) atlas.say(text.textContent);
      said = empty.text;
    }

    button.addEventListener("click", function () {
      var act = atlas.message.empty.act;
      if (act[0] === "reset" && act[1] === "filters") atlas.preview({ keep: [] });
      atlas.tell(act[0], act[1]);
    });

    atlas.on("restyled", function (picture) {
      var message = atlas.message, isAhead = picture.day !== message.day || "" + picture.keep !== "" + message.keep;
      show(isAhead ? null : message.empty); // what is shown ahead of the server may be no longer, or not yet, empty
    });
  });
})();
