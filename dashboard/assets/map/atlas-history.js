/* The table of status periods: what holds on each day. Looked up only; the server decided and worded all of it. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var DAY = 864e5; // milliseconds
  var FIRST = Date.UTC(1997, 0, 1); // the first day of the server's views; days are counted from it

  var HOW = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  var format = new Intl.DateTimeFormat("en-GB", HOW); // made once: it is slow to make

  /* Days as numbers, as ISO text and in words: 27 December 2025, 27 Dec 2025. */
  parts.days = {
    number: function (iso) { return Math.round((Date.parse(iso) - FIRST) / DAY); },
    iso: function (number) { return new Date(FIRST + number * DAY).toISOString().slice(0, 10); },
    words: function (number) { return format.format(new Date(FIRST + number * DAY)); },
    short: function (number) {
      var words = parts.days.words(number).split(" ");
      return words[0] + " " + words[1].slice(0, 3) + " " + words[2];
    },
    year: function (number) { return new Date(FIRST + number * DAY).getUTCFullYear(); }
  };

  function History(table) {
    var shift = parts.days.number(table.first);
    function shifted(item) { return [item[0] + shift].concat(item.slice(1)); }
    this.table = table;
    this.shift = shift;
    // [day, what happened], and first of all what was before the treaty.
    this.turns = (table.before ? [[0, table.before]] : []).concat(table.turns.map(shifted));
    this.keys = table.keys.map(shifted);   // [day, caption, mark]
  }

  History.prototype = {
    /* Return the place of the period of an area on a day among those of its table, or -1. */
    place: function (code, day) {
      var line = this.table.areas[this.table.follows[code] || code] || [], found = -1;
      for (var i = 0; i < line.length && line[i] + this.shift <= day; i += 2) found = i;
      return found;
    },

    /* Return the number of what is said of an area on a day, or -1. */
    say: function (code, day) {
      var place = this.place(code, day);
      return place < 0 ? -1 : this.table.areas[this.table.follows[code] || code][place + 1];
    },

    /* Return the sentence on an area on a day, "" where nothing is known; text comes escaped from the server. */
    sentence: function (code, day) {
      var place = this.place(code, day), state = this.table.follows[code] || code;
      if (place < 0) return "";
      var line = this.table.areas[state], words = parts.days.words(line[place] + this.shift);
      return this.table.says[line[place + 1]][1].replace("{}", words) + (state === code ? "" : this.table.tails[state] || "");
    },

    /* Return the number in a message of each class of the table. */
    numbers: function (classes) {
      var ids = classes.map(function (look) { return look[7]; });
      return this.table.classes.map(function (id) { return ids.indexOf(id); });
    },

    /* Return whether a message has all classes of the table; a map of what changed between two days has other ones. */
    fits: function (classes) { return this.numbers(classes).indexOf(-1) < 0; },

    /* Return one base-36 digit for each area of a frame, as a message has it. */
    fill: function (order, day, classes) {
      var numbers = this.numbers(classes), says = this.table.says, self = this;
      return order.map(function (code) {
        var say = self.say(code, day), number = say < 0 ? -1 : numbers[says[say][0]];
        return number < 0 ? "." : number.toString(36);
      }).join("");
    },

    /* Return how many states are in each of some classes, given by their numbers in a message; territories follow. */
    counts: function (items, day, classes, out) {
      var numbers = this.numbers(classes), says = this.table.says, found = {}, self = this;
      Object.keys(this.table.areas).forEach(function (code) {
        var say = out[code] ? -1 : self.say(code, day);
        if (say >= 0) found[numbers[says[say][0]]] = (found[numbers[says[say][0]]] || 0) + 1;
      });
      return items.map(function (number) { return found[number] || 0; });
    },

    /* Return the place of the last turn on or before a day, or -1. */
    turn: function (day) {
      var low = 0, high = this.turns.length;
      while (low < high) {
        var middle = (low + high) >> 1;
        if (this.turns[middle][0] <= day) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    }
  };

  parts.History = History;
})();
