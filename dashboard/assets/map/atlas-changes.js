/* The list of changes under the slider of time: it scrolls with the day shown, and each line leads to its day. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});

  /* A list in `box`; `go` is called with the day of a line that the reader chooses. */
  function Changes(box, go) {
    this.list = L.DomUtil.create("ol", "atlas-changes", box);
    this.list.setAttribute("aria-label", "Changes");
    this.list.setAttribute("role", "list"); // Safari forgets that a list without numbers is one
    this.go = go;
    this.history = null;
    this.today = 0;
    this.lines = [];
    this.at = -2;
    this.list.addEventListener("keydown", this.move.bind(this));
    new ResizeObserver(this.scroll.bind(this)).observe(this.list);
  }

  Changes.prototype = {
    /* List the turns of a history; those after today have only been announced. */
    fill: function (history, today) {
      if (history === this.history && today === this.today) return;
      this.history = history;
      this.today = today;
      this.at = -2;
      this.list.textContent = "";
      this.lines = (history ? history.turns : []).map(function (turn) {
        var button = L.DomUtil.create("button", turn[0] > today ? "is-ahead" : "", L.DomUtil.create("li", "", this.list));
        button.type = "button";
        button.tabIndex = -1;
        var time = L.DomUtil.create("time", "", button);
        time.dateTime = parts.days.iso(turn[0]);
        time.textContent = parts.days.short(turn[0]);
        L.DomUtil.create("span", "", button).innerHTML = turn[1] + (turn[0] > today ? " (announced)" : "");
        button.addEventListener("click", this.go.bind(null, turn[0]));
        return button;
      }, this);
    },

    /* Mark the last change on or before a day and bring it into sight. */
    show: function (day) {
      var at = this.history ? this.history.turn(day) : -1;
      if (at === this.at) return;
      var old = this.lines[this.at], now = this.lines[at];
      if (old) old.removeAttribute("aria-current");
      if (old || this.at === -1) (old || this.lines[0] || {}).tabIndex = -1;
      if (now) now.setAttribute("aria-current", "true");
      // One tab stop for the list; arrows go on from there.
      if (now || this.lines[0]) (now || this.lines[0]).tabIndex = 0;
      this.at = at;
      this.scroll();
    },

    /* What the list says of a day: the change of that day, or the last one before it. */
    caption: function (day) {
      var at = this.history ? this.history.turn(day) : -1;
      if (at < 0) return "";
      var turn = this.history.turns[at], text = this.lines[at].lastChild.textContent;
      return turn[0] === day ? text : "last change " + parts.days.words(turn[0]) + ", " + text;
    },

    /* The current line stands on top, so that what comes next is in sight; the page around it must not move. */
    scroll: function () {
      var line = this.lines[Math.max(this.at, 0)];
      if (line) this.list.scrollTop = line.parentNode.offsetTop;
    },

    move: function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key], at = this.lines.indexOf(document.activeElement);
      if (!step || at < 0) return;
      event.preventDefault();
      var next = this.lines[at + step];
      if (next) next.focus();
    }
  };

  parts.Changes = Changes;
})();
