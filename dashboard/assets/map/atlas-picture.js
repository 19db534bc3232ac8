/* What the map shows now: the last message, and what the reader did since and Python has not answered yet. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  // What the answer to each kind of act says itself: a preview is shown until then and no longer.
  var SETTLED_BY = { keep: "keep", least: "keep", fill: "day", day: "day", counts: "day" };

  function Picture(message, ahead, frame) {
    this.fill = ahead.fill || message.fill;
    this.keep = ahead.keep || message.keep;
    this.day = ahead.day || message.day;
    this.counts = ahead.counts || null;
    this.out = parts.lookup(message.out, true);
    this.follows = message.follows ? frame.answer.follows : {};
    this.index = frame.index;
  }

  Picture.prototype = {
    /* Return the number of the class that fills an area, or NaN where nothing is known. */
    number: function (code) { return parseInt(this.fill.charAt(this.index[code]), 36); },

    /* Return whether a filter leaves an area out. */
    muted: function (code) {
      return !!this.out[code] || this.keep.length > 0 && this.keep.indexOf(this.number(code)) < 0;
    }
  };

  parts.Picture = Picture;

  parts.plug(function (atlas) {
    var ahead = {}, told = {}; // by what is previewed: the value, and the number of the act that told it

    /* Show at once what the reader asks for; null goes back to the last message. */
    atlas.preview = function (changes) {
      if (!changes) ahead = {};
      else Object.keys(changes).forEach(function (key) {
        ahead[key] = changes[key];
        delete told[key];
      });
      atlas.restyle();
    };

    atlas.on("told", function (act) {
      Object.keys(ahead).forEach(function (key) {
        if (SETTLED_BY[key] === act.kind || SETTLED_BY[key] === "keep" && act.kind === "least") told[key] = act.number;
      });
    });

    atlas.on("message", function (message) {
      atlas.confirm(message);
      Object.keys(ahead).forEach(function (key) {
        if (told[key] && told[key] <= message.heard) delete ahead[key];
      });
    });

    atlas.look = function () {
      atlas.picture = new Picture(atlas.message, ahead, atlas.frame);
      return atlas.picture;
    };
  });
})();
