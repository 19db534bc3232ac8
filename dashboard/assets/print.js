/* Gets the page ready for paper, and puts it back afterwards: what is folded is opened, and the map, whose frame keeps
   the width of the window, lends a picture of itself (map/atlas-paper.js). print.css arranges what is printed. */
(function () {
  "use strict";
  var root = document.documentElement, ON = "is-on-paper", STAGE = "is-on-stage";
  var undo = [];

  function until(act) { undo.push(act); }

  function unfold() {
    document.querySelectorAll("main details:not([open])").forEach(function (box) {
      box.open = true;
      until(function () { box.open = false; });
    });
  }

  /* Put the picture of each map beside its frame; where there is none the frame itself is printed. */
  function layMaps() {
    document.querySelectorAll('iframe[title*="st_folium"]').forEach(function (frame) {
      var sheet = null;
      try {
        sheet = frame.contentWindow.__atlas.paper();
      } catch (unready) { /* the frame has not started, or failed, and says so itself */ }
      if (!sheet) return;
      frame.after(document.adoptNode(sheet));
      frame.classList.add("is-off-paper");
      until(function () {
        sheet.remove();
        frame.classList.remove("is-off-paper");
      });
    });
  }

  /* Say where the page is from: data release, and the address with the day spelled out, or tomorrow it shows another. */
  function addOrigin() {
    var main = document.querySelector('[data-testid="stMainBlockContainer"]'), told = document.querySelector("main [data-release]");
    var link = new URL(location.href), line = document.createElement("p");
    if (!main) return;
    link.hash = "";
    if (told && !link.searchParams.has("day")) link.searchParams.set("day", told.dataset.day);
    line.className = "paper-origin";
    line.textContent = "Mine Ban Atlas" + (told ? ", data release " + told.dataset.release : "") + " · " + link.href;
    main.appendChild(line);
    until(function () { line.remove(); });
  }

  window.addEventListener("beforeprint", function () {
    if (undo.length) return; // a browser may say so twice
    root.classList.add(ON);
    until(function () { root.classList.remove(ON); });
    if (root.classList.contains(STAGE)) {
      root.classList.remove(STAGE);
      until(function () { root.classList.add(STAGE); });
    }
    unfold();
    layMaps();
    addOrigin();
  });
  window.addEventListener("afterprint", function () {
    undo.splice(0).reverse().forEach(function (act) { act(); });
  });
})();
