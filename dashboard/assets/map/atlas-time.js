/* Time that plays: a slider over every day, steps from change to change, and a clock that takes them by itself.
   Nothing is asked of the server meanwhile; it is told the day when the reader lets go. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var SPEEDS = [0.5, 1, 2, 4], PACE = 500; // milliseconds from change to change at speed 1
  var SETTLE = 350; // milliseconds without another step or key before the server is told
  var DAY = 864e5, MARGIN = 2000; // milliseconds; how far our clock may be ahead of the server's
  var days = parts.days;

  parts.plug(function (atlas) {
    var box = L.DomUtil.create("section", "atlas-time", atlas.place("time"));
    box.setAttribute("aria-label", "Time");
    var bar = new parts.TimeBar(box, {
      back: function () { step(-1); }, next: function () { step(1); }, now: function () { go(today()); },
      play: function () { if (isPlaying) pause(); else start(); }, fast: faster, again: fetchHistory
    });
    var changes = new parts.Changes(bar.list, go);
    var calm = window.matchMedia("(prefers-reduced-motion: reduce)");
    var history = null, address = "", classes = "", shown = null, speed = 1;
    var isPlaying = false, isByKey = false;
    var isLoose = false; // a day is shown that the server does not know of
    var due = 0, waiting = 0, ending = 0, ends = "";

    /* Today as the server counts it, in UTC. */
    function today() { return days.number(atlas.message.today); }

    /* When the day that the page calls today is over, have the page run once, so that it says so and offers the new one. */
    function awaitMidnight(day) {
      if (day === ends) return;
      ends = day;
      window.clearTimeout(ending);
      var left = Date.parse(day) + DAY - Date.now();
      if (left > 0) ending = window.setTimeout(function () { atlas.tell("midnight", day); }, left + MARGIN);
    }

    /* Whether the map can be played; until the history has come, it is thought so. */
    function isPlayable() { return history ? history.fits(atlas.message.classes) : !!address; }

    /* Show a day before the server has heard of it. */
    function show(day) {
      var message = atlas.message, ahead = { day: days.iso(day), fill: undefined, counts: undefined };
      var legend = message.legends.filter(function (one) { return one[4] === "keep"; })[0];
      shown = day;
      isLoose = true;
      if (history && isPlayable()) {
        ahead.fill = history.fill(atlas.frame.answer.order, day, message.classes);
        if (legend) {
          var numbers = legend[3].map(function (item) { return item[0]; });
          ahead.counts = history.counts(numbers, day, message.classes, parts.lookup(message.out, true));
        }
      }
      atlas.preview(ahead);
    }

    function tell() {
      window.clearTimeout(waiting);
      if (!isLoose) return;
      isLoose = false;
      atlas.tell("day", shown === today() ? null : days.iso(shown));
    }

    function tellSoon() {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(tell, SETTLE);
    }

    function halt() {
      isPlaying = false;
      window.clearTimeout(waiting);
    }

    function go(day) {
      halt();
      show(day);
      atlas.say(said(day));
      tellSoon();
    }

    function said(day) {
      var caption = changes.caption(day);
      return days.words(day) + (day > today() ? ", announced" : "") + (caption ? ": " + caption : "");
    }

    /* Return the nearest day before or after a day on which something changed, or null. */
    function neighbour(day, way) {
      var turns = history ? history.turns : [], turn = turns[history ? history.turn(way < 0 ? day - 1 : day) + (way > 0) : 0];
      return turn ? turn[0] : null;
    }

    function step(way) {
      var day = neighbour(shown, way);
      if (day !== null) go(day);
    }

    function faster() {
      speed = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length];
      sync();
    }

    /* Play from the day shown; from today, and from the end, it plays from the beginning. */
    function start() {
      var day = shown === today() ? null : neighbour(shown, 1);
      isPlaying = true;
      due = performance.now() + PACE / speed;
      show(day === null ? neighbour(-1, 1) : day);
      window.requestAnimationFrame(beat);
    }

    function beat(time) {
      if (!isPlaying) return;
      if (time >= due) {
        var day = neighbour(shown, 1);
        if (day === null) return pause();
        show(day);
        due = Math.max(due + PACE / speed, time);
      }
      window.requestAnimationFrame(beat);
    }

    function pause() {
      halt();
      sync();
      atlas.say(said(shown));
      tell();
    }

    function sync() {
      var turns = history ? history.turns : [], announced = turns.length ? turns[turns.length - 1][0] : 0;
      var last = Math.max(today(), shown, announced);
      changes.fill(history, today());
      bar.ticks.draw(history, 0, last);
      bar.show({
        day: shown, today: today(), last: last, words: isPlaying ? "" : said(shown), speed: speed,
        isPlaying: isPlaying, isCalm: calm.matches, isPlayable: isPlayable(), hasHistory: !!history || !!address,
        hasBack: neighbour(shown, -1) !== null, hasNext: neighbour(shown, 1) !== null
      });
      changes.show(shown); // last, because it asks for the layout
    }

    bar.slider.addEventListener("pointerdown", function () { isByKey = false; });
    bar.slider.addEventListener("keydown", function (event) {
      var way = { PageUp: 1, PageDown: -1 }[event.key];
      isByKey = true;
      if (!way || !history) return;
      event.preventDefault();
      step(way);
    });
    bar.slider.addEventListener("input", function () {
      halt();
      show(+bar.slider.value);
    });
    // A key that is held down changes the value again and again; a pointer once, when it lets go.
    bar.slider.addEventListener("change", function () { if (isByKey) tellSoon(); else tell(); });
    calm.addEventListener("change", function () {
      if (isPlaying) pause();
      else if (shown !== null) sync();
    });

    function fetchHistory() {
      var wanted = address;
      bar.fail(false);
      if (!wanted || history) return;
      atlas.load(wanted).then(function (table) {
        if (wanted !== address) return;
        history = new parts.History(table);
        bar.wait(false);
        if (shown !== null) sync();
      }).catch(function (error) {
        bar.fail(wanted === address);
        console.warn("atlas: " + error.message);
      });
    }

    atlas.on("message", function (message) {
      awaitMidnight(message.today);
      // A story leads through time by its steps.
      atlas.place("time").hidden = !!message.isStory;
      var now = !message.isStory && message.periods || "", ids = message.classes.map(function (look) { return look[7]; }).join();
      var isSame = now === address;
      if (isSame && ids === classes) return;
      // What is shown ahead belongs to another treaty or other classes; the day stays.
      if (isPlaying) pause();
      address = now;
      classes = ids;
      atlas.preview({ fill: undefined, counts: undefined });
      if (isSame) return;
      history = null;
      bar.wait(!!now);
      bar.fail(false);
      if (atlas.frame) fetchHistory();
    });

    // A fill that was made for another frame has the order of that frame.
    atlas.on("drawn", function () {
      fetchHistory(); // not before: the map comes first
      // The picture of before is that of the last message; what counts is whether a day is shown ahead of this one.
      if (!history || atlas.look().day === atlas.message.day) return;
      var wasTold = !isLoose;
      show(shown);
      if (wasTold) tell();
    });

    atlas.on("restyled", function (picture) {
      shown = days.number(picture.day);
      sync();
    });

    atlas.time = {
      /* Whether a day is shown that the last message does not tell of. */
      isPreviewing: function () {
        return !!history && !!atlas.picture && atlas.picture.day !== atlas.message.day;
      },

      /* Return what to say of an area on the day shown, or "" where the last message's own cards say it. */
      sentence: function (code) { return atlas.time.isPreviewing() ? history.sentence(code, shown) : ""; }
    };
  });
})();
