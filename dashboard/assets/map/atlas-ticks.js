/* What lies along the slider of time: a tick for each day on which something changed, key days with their words. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var GAP = 8; // pixels between the words of two marks

  function Ticks(box) {
    this.box = L.DomUtil.create("div", "atlas-ticks", box);
    this.box.setAttribute("aria-hidden", "true"); // the list of changes says all of it
    this.drawn = "";
    new ResizeObserver(this.fit.bind(this)).observe(this.box);
  }

  Ticks.prototype = {
    /* Draw the turns and key days that lie between two days; nothing where there is no history. */
    draw: function (history, first, last) {
      var key = [history && history.table.treaty, first, last].join(" "), span = Math.max(last - first, 1);
      if (key === this.drawn) return;
      this.drawn = key;
      this.box.textContent = "";
      if (!history) return;
      function isIn(item) { return item[0] >= first && item[0] <= last; }
      // One path for some 200 ticks; as wide as the box, whatever that is.
      var svg = parts.style.element("svg", { viewBox: "0 0 " + span + " 1", preserveAspectRatio: "none" }, this.box);
      var d = history.turns.filter(isIn).map(function (turn) { return "M" + (turn[0] - first) + ",0v1"; }).join("");
      parts.style.element("path", { d: d, "vector-effect": "non-scaling-stroke" }, svg);
      // The treaty's own turns come before what happened beside it, and the latest first: words go to who comes first.
      function isTurn(item) { return history.turns[history.turn(item[0])][0] === item[0] ? 1 : 0; }
      history.keys.filter(isIn).sort(function (a, b) { return isTurn(b) - isTurn(a) || b[0] - a[0]; }).forEach(function (item) {
        var mark = L.DomUtil.create("i", "", this.box);
        mark.style.left = 100 * (item[0] - first) / span + "%";
        L.DomUtil.create("span", "", mark).innerHTML = parts.days.year(item[0]) + " " + item[2];
      }, this);
      this.fit();
    },

    /* Show the words of a mark where they have room, to its right or else to its left. */
    fit: function () {
      var wide = this.box.clientWidth, taken = [];
      function isFree(from, to) {
        return from >= 0 && to <= wide && taken.every(function (one) { return to + GAP <= one[0] || from >= one[1] + GAP; });
      }
      var marks = Array.prototype.slice.call(this.box.querySelectorAll("i"));
      var sizes = marks.map(function (mark) { return [mark.offsetLeft, mark.firstChild.offsetWidth]; });
      marks.forEach(function (mark, n) {
        var at = sizes[n][0], width = sizes[n][1], isRight = isFree(at, at + width), isLeft = !isRight && isFree(at - width, at);
        mark.className = isRight ? "is-said" : isLeft ? "is-said is-left" : "";
        if (isRight || isLeft) taken.push(isRight ? [at, at + width] : [at - width, at]);
      });
    }
  };

  parts.Ticks = Ticks;
})();
