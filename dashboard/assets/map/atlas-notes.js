/* Notes on boundaries under the map: those whose area is in view; what the lines in view are and on which document each
   rests; what solid, dashed and dotted lines mean. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var FEW = 2; // notes that a close-up shows open
  var MEANING = {
    solid: "Solid: limit of an area whose status is not settled",
    dashed: "Dashed: boundary not settled, or armistice line",
    dotted: "Dotted: line of control or of separation"
  };
  var DASHES = { solid: "none", dashed: "4 3", dotted: ".1 3" };

  parts.plug(function (atlas) {
    var place = atlas.place("notes"), shown = "", isByHand = false;
    var lines = L.DomUtil.create("div", "atlas-lines", place);
    var box = L.DomUtil.create("details", "atlas-notes", place);
    var summary = L.DomUtil.create("summary", "", box), list = L.DomUtil.create("ul", "", box);
    list.setAttribute("role", "list");
    lines.hidden = box.hidden = true;
    summary.addEventListener("click", function () { isByHand = true; }); // from then on the reader decides

    /* Return whether a part of the map, xmin, ymin, xmax, ymax, is in view. */
    function isSeen(note, view) {
      return note[0] <= view.getEast() && note[2] >= view.getWest() &&
        note[1] <= view.getNorth() && note[3] >= view.getSouth();
    }

    function isOn() { return atlas.message.overlays.indexOf("lines") >= 0; }

    /* Return the notes in view, and behind them the lines that are drawn there. */
    function notesInView(view) {
      var details = atlas.details || { notes: [], lines: [] };
      return details.notes.concat(isOn() ? details.lines : []).filter(function (note) { return isSeen(note, view); });
    }

    /* Return the styles of the disputed lines that are drawn and in view. */
    function stylesInView(view) {
      var layers = isOn() && atlas.frame.overlays.lines || [];
      return Object.keys(MEANING).filter(function (style) {
        return layers.some(function (layer) { return layer.lineStyle === style && layer.getBounds().intersects(view); });
      });
    }

    function showLines(styles) {
      lines.textContent = "";
      lines.hidden = !styles.length;
      styles.forEach(function (style) {
        var item = L.DomUtil.create("span", "", lines);
        var svg = parts.style.element("svg", { width: 30, height: 8, "aria-hidden": "true" }, item);
        parts.style.element("path", {
          d: "M1,4H29", "stroke-dasharray": DASHES[style], "stroke-linecap": style === "dotted" ? "round" : "butt"
        }, svg);
        L.DomUtil.create("span", "", item).textContent = MEANING[style];
      });
    }

    /* Before the notes are fetched the line they fold into keeps its place, so that the map is not moved by it later. */
    function showNotes(notes) {
      var isAwaited = !atlas.details;
      box.hidden = !notes.length && !isAwaited;
      box.classList.toggle("is-awaited", isAwaited);
      summary.textContent = "Notes on boundaries and lines in view (" + notes.length + ")";
      list.innerHTML = notes.map(function (note) { return "<li>" + note[4] + "</li>"; }).join(""); // escaped by the server
      if (!isByHand) box.open = !atlas.frame.answer.isWorld && notes.length <= FEW;
    }

    function look() {
      if (!atlas.frame || !atlas.message || atlas.frame.url !== atlas.message.url) return;
      var view = atlas.map.getBounds(), styles = stylesInView(view), notes = notesInView(view);
      var now = !atlas.details + styles.join() + "|" + notes.map(function (note) { return note.slice(0, 4).join(); }).join(";");
      if (now === shown) return;
      shown = now;
      showLines(styles);
      showNotes(notes);
    }

    atlas.on("drawn", function () { shown = null; isByHand = false; });
    atlas.on("restyled", look);
    atlas.on("detailed", look);
    atlas.map.on("moveend", look);
  });
})();
