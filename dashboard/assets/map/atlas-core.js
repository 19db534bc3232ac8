/* What the parts of the map's script share: how a part plugs itself in, events, the way to Python, the strip of
   controls under the map. The other files of this folder each hold one part; atlas-map.js starts them. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var KEPT = 8;     // answers kept in memory: a reader goes back and forth between a few extents and days
  var UNHEARD = 12; // acts told again until Python has heard them: two in a hurry arrive as one message
  var PLACES = ["time", "legend", "notes"]; // of the strip, from above
  var plugs = [];

  /* Have `start` called with the atlas once the map exists, in the order of the files. */
  parts.plug = function (start) { plugs.push(start); };
  parts.start = function (atlas) { plugs.forEach(function (start) { start(atlas); }); };

  /* Return a lookup table of a list of codes separated by blanks. */
  parts.lookup = function (codes, value, into) {
    return codes.split(" ").reduce(function (out, code) {
      if (code) out[code] = value;
      return out;
    }, into || {});
  };

  /* Return the promise of an answer that the frame's document asked for before this script was there, once. */
  function begun(url) {
    var all = window.atlasBegun || {}, address = new URL(url, window.location.href).href, found = all[address];
    delete all[address];
    return found;
  }

  function Atlas() {
    this.map = this.box = this.frame = this.extras = this.message = this.pointed = null;
    this.serial = 0;   // of the newest message
    this.heard = {};   // event -> functions
    this.acts = [];
    this.session = ""; // that was told the acts last
    this.lastAct = 0;
    this.answers = new Map();
  }

  Atlas.prototype = {
    on: function (name, act) { (this.heard[name] = this.heard[name] || []).push(act); },
    emit: function (name, what) { (this.heard[name] || []).forEach(function (act) { act(what); }); },

    /* Tell Python what the reader did. Streamlit may skip a message that another one overtakes, so each carries the
       acts that no answer has confirmed yet. */
    tell: function (kind, value) {
      this.lastAct = Math.max(this.lastAct + 1, Date.now());
      this.acts = this.acts.concat([[this.lastAct, kind, value]]).slice(-UNHEARD);
      this.emit("told", { kind: kind, number: this.lastAct });
      this.send();
    },

    /* Send the acts without an answer to the session of the last message; another one leaves them alone. */
    send: function () {
      this.session = this.message.session;
      window.Streamlit.setComponentValue({ acts: this.acts, session: this.session });
    },

    /* Forget the acts that Python has acted on; a new session, after a lost connection, is told the others again. */
    confirm: function (message) {
      this.acts = this.acts.filter(function (act) { return act[0] > message.heard; });
      if (this.acts.length && message.session !== this.session) this.send();
    },

    /* Return a promise of the JSON at `url`; a failed one is forgotten, so that it can be tried again. */
    load: function (url) {
      var answers = this.answers;
      if (!answers.has(url)) {
        var promise = begun(url) || fetch(url, { credentials: "same-origin" }).then(function (answer) {
          if (!answer.ok) throw new Error("HTTP " + answer.status);
          return answer.json();
        });
        promise.catch(function () { answers.delete(url); });
        answers.set(url, promise);
        if (answers.size > KEPT) answers.delete(answers.keys().next().value);
      }
      return answers.get(url);
    },

    /* Return the element of the strip under the map that belongs to one part. */
    place: function (name) { return this.places[name]; },

    buildStrip: function () {
      var strip = this.strip = L.DomUtil.create("div", "atlas-strip", document.body);
      this.places = PLACES.reduce(function (out, name) {
        out[name] = L.DomUtil.create("div", "atlas-place atlas-place-" + name, strip);
        return out;
      }, {});
      this.voice = L.DomUtil.create("div", "atlas-hidden", strip);
      this.voice.setAttribute("aria-live", "polite");
    },

    /* Have a screen reader say a sentence when it has finished the present one. */
    say: function (text) { this.voice.textContent = text; },

    isCalm: function () { return window.matchMedia("(prefers-reduced-motion: reduce)").matches; },

    /* Make one thing the one that the reader points at: {code, symbol, by, at}, or null for nothing. */
    point: function (what) {
      this.pointed = what;
      this.extras.outline("hover", what && what.code || "", this.frame);
      this.box.classList.toggle("is-on-area", !!(what && what.code));
      this.emit("pointed", what);
    },

    /* Outline the chosen area at once; the next message from Python says the same. */
    choose: function (code) { this.extras.outline("chosen", code || "", this.frame); }
  };

  parts.Atlas = Atlas;
})();
