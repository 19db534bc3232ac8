/* The living map: takes a whole message at a time (window.__atlas.set) and shows it, whatever came before.
   streamlit-folium evaluates the message inside this page; the page is never loaded again while the reader works. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var PANES = ["ground", "areas", "over", "outline", "shapes", "points", "symbols"]; // from the ground up
  var CREDIT = "Made with Natural Earth · Leaflet";
  var FAILED = "The map’s shapes could not be loaded. The connection may be interrupted; nothing else is lost.";
  var PADDING = [6, 6];          // pixels between the extent and the edge of the map
  var REACH = { closer: 2.5, farther: 0.2 }; // zoom levels a reader may leave the whole extent by
  var BEYOND = 0.12;             // how far the map can be moved beyond the extent, within what the frame holds

  parts.panes = PANES;
  var atlas = new parts.Atlas();
  atlas.isHome = true;
  var lastRender = null; // the newest render event, in case it came while the scripts were loading

  /* Show a message. Before the map exists it is kept; of several, the last one counts. */
  atlas.set = function (message) {
    atlas.message = message;
    atlas.serial += 1;
    if (atlas.map) show();
  };

  function show() {
    var message = atlas.message, serial = atlas.serial;
    parts.style.apply(message.classes);
    atlas.label.innerHTML = message.title;
    atlas.emit("message", message);
    if (atlas.frame && atlas.frame.url === message.url) return atlas.restyle();
    atlas.box.classList.add("is-loading");
    atlas.load(message.url).then(function (answer) {
      if (serial !== atlas.serial) return; // a newer message came meanwhile and shows itself
      draw(answer, message.url);
      atlas.restyle();
    }).catch(function (error) {
      if (serial === atlas.serial) fail(error);
    });
  }

  /* Take away the picture that the page painted in our place while we were not there (assets/first.js). */
  function endFirst() {
    try {
      if (window.parent.atlasFirst) window.parent.atlasFirst.end();
    } catch (refused) { /* a page of somebody else, which has none */ }
  }

  function fail(error) {
    endFirst();
    atlas.box.classList.remove("is-loading");
    atlas.notice.hidden = false;
    console.warn("atlas: " + error.message);
  }

  function draw(answer, url) {
    if (atlas.frame) atlas.frame.remove();
    atlas.extras.clear();
    atlas.box.classList.toggle("is-world", answer.isWorld);
    atlas.bounds = L.latLngBounds([answer.bounds[1], answer.bounds[0]], [answer.bounds[3], answer.bounds[2]]);
    atlas.emit("drawing", answer);
    atlas.home();
    atlas.frame = new parts.frame.Drawn(atlas.map, answer);
    atlas.frame.url = url;
    parts.controls.scale(atlas);
    atlas.emit("drawn", atlas.frame);
  }

  /* Show the picture of the moment, once the geometry of the message is there. */
  atlas.restyle = function () {
    if (!atlas.frame || atlas.frame.url !== atlas.message.url) return;
    var picture = atlas.look(), message = atlas.message;
    atlas.frame.restyle(picture, message);
    atlas.extras.show(message);
    atlas.extras.restyle(picture);
    atlas.choose(message.chosen);
    parts.controls.explain(atlas);
    atlas.box.classList.remove("is-loading");
    atlas.notice.hidden = true;
    atlas.emit("restyled", picture);
    requestAnimationFrame(endFirst);
  };

  /* Show the whole extent and stay there when the window changes. */
  atlas.home = function () {
    var map = atlas.map;
    map.setMinZoom(-20).setMaxZoom(20).setMaxBounds(null);
    map.invalidateSize({ animate: false, pan: false });
    // Before the move, because the names that are then placed anew ask how far from home they are.
    atlas.homeZoom = map.getBoundsZoom(atlas.bounds, false, L.point(PADDING).multiplyBy(2));
    map.fitBounds(atlas.bounds, { padding: PADDING, animate: false });
    var reach = atlas.reach || REACH;
    map.setMinZoom(map.getZoom() - reach.farther).setMaxZoom(map.getZoom() + reach.closer);
    map.setMaxBounds(atlas.bounds.pad(BEYOND));
    atlas.deepen();
    atlas.isHome = true;
  };

  /* Let the reader come as close as there are finer shapes to see. */
  atlas.deepen = function () {
    var map = atlas.map, closest = !atlas.reach && atlas.details && Math.log2(atlas.details.closest);
    if (closest > map.getMaxZoom()) map.setMaxZoom(closest);
  };

  function resized() {
    if (!atlas.box.offsetWidth) return; // the frame is hidden, as while its page is printed
    if (atlas.bounds && atlas.isHome) atlas.home();
    else atlas.map.invalidateSize({ animate: false });
    atlas.emit("sized");
  }

  /* Take the theme that Streamlit says, or else the one its background colour shows. */
  function setTheme(theme) {
    var base = theme && theme.base;
    if (!base) {
      // streamlit-component-lib sets this property from the theme, as #RRGGBB.
      var hex = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim();
      var green = parseInt(hex.slice(3, 5), 16); // the part that weighs most in how bright a colour is
      base = green < 128 ? "dark" : "light";
    }
    if (document.documentElement.dataset.theme === base) return;
    document.documentElement.dataset.theme = base;
    if (atlas.map && atlas.message) atlas.restyle(); // which classes need an outline depends on the ground
  }

  window.addEventListener("message", function (event) {
    if (!event.data || event.data.type !== "streamlit:render") return;
    lastRender = event.data;
    setTheme(event.data.theme);
  });

  function buildNotice(box) {
    var notice = L.DomUtil.create("div", "atlas-notice", box);
    notice.hidden = true;
    notice.setAttribute("role", "alert");
    L.DomUtil.create("p", "", notice).textContent = FAILED;
    var button = L.DomUtil.create("button", "", notice);
    button.type = "button";
    button.textContent = "Try again";
    L.DomEvent.disableClickPropagation(notice);
    button.addEventListener("click", function () { notice.hidden = true; show(); });
    return notice;
  }

  /* Called once by the base map's script, when the map exists and all scripts have run. */
  window.atlasStart = function (map) {
    atlas.map = map;
    atlas.box = map.getContainer();
    atlas.box.classList.add("atlas");
    atlas.buildStrip();
    atlas.label = L.DomUtil.create("div", "atlas-hidden", atlas.box);
    atlas.label.id = "atlas-label";
    atlas.box.setAttribute("aria-labelledby", "atlas-label");
    atlas.notice = buildNotice(atlas.box);
    PANES.forEach(function (pane) { parts.frame.renderer(map, pane); });
    atlas.extras = new parts.Extras(map);
    parts.controls.add(atlas, CREDIT);
    parts.start(atlas);
    setTheme(lastRender && lastRender.theme);
    map.on("dragstart zoomstart", function () { atlas.isHome = false; });
    map.on("zoomend", function () {
      if (!atlas.frame) return;
      atlas.frame.fitPoints();
      atlas.extras.refresh();
    });
    new ResizeObserver(resized).observe(atlas.box);
    if (atlas.message) show();
    // A render that arrived while the scripts were loading was dropped by streamlit-folium: hand it in again.
    if (lastRender) window.postMessage(lastRender, "*");
    return L.layerGroup(); // folium adds a layer to the map: an empty one
  };

  window.__atlas = atlas;
})();
