/* How high the frame is: the map as high as the window has room for, and the strip under it as high as it needs. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var NARROW = 640, LOWEST = 240;    // below this width the map gets lower with it, but never lower than this
  var LEAST = 340, MOST = 720;       // pixels of the map on a wide page
  var NARROW_FOR_TWO = 560;          // below this width two maps stand one above the other (atlas-beside.css)
  var LEAST_OF_TWO = 240, TITLE = 24; // pixels of each of two maps side by side, and of the title over it
  var AROUND = 250;                  // pixels of a window that headline and margins take, beside map and strip

  /* Return the height of the window that holds this frame, or 0 where we may not ask. */
  function windowHeight() {
    try {
      return window.parent.innerHeight;
    } catch (refused) {
      return 0; // inside a page of somebody else
    }
  }

  parts.plug(function (atlas) {
    var streamlit = window.Streamlit, tell = streamlit.setFrameHeight, given = LEAST, last = 0;

    /* Return how many times an extent is wider than high; no more than the world, and hardly less than a square. */
    function shape() {
      var bounds = atlas.bounds;
      if (!bounds) return 1.9;
      var wide = bounds.getEast() - bounds.getWest(), high = bounds.getNorth() - bounds.getSouth();
      return Math.max(0.9, Math.min(wide / high, 1.9));
    }

    /* The world is two parts wide to one high: more height than that would be sea. Two maps stand side by side, or one
       above the other where the page is narrow. */
    function mapHeight(width, strip) {
      var isTwo = document.body.classList.contains("is-compared");
      if (isTwo && width < NARROW_FOR_TWO) return 2 * Math.max(LOWEST, Math.round(width * 0.65));
      if (width < NARROW && !isTwo) return Math.max(LOWEST, Math.round(width * 0.65));
      var room = windowHeight() ? windowHeight() - AROUND - strip : given;
      if (isTwo) return Math.round(Math.max(LEAST_OF_TWO, Math.min(room, width / 2 / shape() + TITLE, MOST)));
      return Math.round(Math.max(LEAST, Math.min(room, width / 1.9, MOST)));
    }

    /* On the stage of a story the page says how high the frame is (story-stage.js). */
    function isOnStage() { return document.documentElement.classList.contains("is-on-stage"); }

    function fit() {
      var strip = atlas.strip.offsetHeight, width = document.documentElement.clientWidth;
      var map = isOnStage() ? Math.max(LOWEST, window.innerHeight - strip) : mapHeight(width, strip);
      document.documentElement.style.setProperty("--map-height", map + "px");
      if (map + strip === last || isOnStage()) return;
      last = map + strip;
      tell.call(streamlit, last);
    }

    atlas.fit = fit;
    // streamlit-folium sets the height from Python at every change; here it is only what to take when all else fails.
    streamlit.setFrameHeight = function (height) {
      given = height || given;
      fit();
    };
    new ResizeObserver(fit).observe(atlas.strip);
    window.addEventListener("resize", fit);
    try {
      window.parent.addEventListener("resize", fit);
      window.addEventListener("pagehide", function () { window.parent.removeEventListener("resize", fit); });
    } catch (refused) { /* then our own width tells */ }
    fit();
  });
})();
