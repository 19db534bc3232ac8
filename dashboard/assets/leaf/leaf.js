/* What can be done with a view that stands alone: point at a state, zoom, pick a class, walk from state to state. It asks
   nobody for anything. */
(function () {
  "use strict";
  var cards = JSON.parse(document.getElementById("told").textContent); // of each map: code -> [name, text, documents]
  var STEP = 1.6, FARTHEST = 24; // zoom
  var MOMENT = 150; // milliseconds
  var NARROW = 480; // pixels: here a card stands below its map
  var KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  var maps = [].map.call(document.querySelectorAll(".map"), Map);
  var voice = document.getElementById("voice");

  function Map(box, number) {
    var told = cards[number], svg = box.querySelector("svg"), card = box.querySelector(".card");
    var home = svg.getAttribute("viewBox").split(" ").map(Number), view = home.slice();
    var on = "", held = null, isMoved = false, soon = 0;
    var middles = {}, shapes = {};
    svg.querySelectorAll("[data-area]").forEach(function (shape) {
      (shapes[shape.dataset.area] = shapes[shape.dataset.area] || []).push(shape);
    });

    function show() {
      svg.setAttribute("viewBox", view.join(" "));
      box.classList.toggle("is-near", view[2] < home[2]);
    }

    /* Zoom about a point, given as shares of width and height. */
    function zoom(by, x, y) {
      var width = Math.max(home[2] / FARTHEST, Math.min(home[2], view[2] / by)), height = width * home[3] / home[2];
      view = [view[0] + (view[2] - width) * x, view[1] + (view[3] - height) * y, width, height];
      move(0, 0);
    }

    function move(dx, dy) {
      view[0] = Math.max(home[0], Math.min(home[0] + home[2] - view[2], view[0] + dx));
      view[1] = Math.max(home[1], Math.min(home[1] + home[3] - view[3], view[1] + dy));
      show();
    }

    function middle(code) {
      if (middles[code]) return middles[code];
      var best = null;
      shapes[code].forEach(function (shape) { // a point stands where its state is; of a state the whole counts
        var b = shape.getBBox();
        best = best || [b.x + b.width / 2, b.y + b.height / 2];
      });
      return (middles[code] = best);
    }

    /* Point at a state, or at nothing; `at` is where on the box, or else the middle of the state. */
    function point(code, at, isSpoken) {
      (shapes[on] || []).forEach(function (shape) { shape.classList.remove("is-on"); });
      on = code && told[code] ? code : "";
      card.hidden = !on;
      if (!on) return;
      shapes[on].forEach(function (shape) { shape.classList.add("is-on"); });
      card.innerHTML = "<b></b><span></span><small></small>";
      told[on].forEach(function (text, n) { card.children[n].textContent = text; });
      if (isSpoken) voice.textContent = told[on].filter(Boolean).join(". ").replace(/\n/g, ". ");
      var whole = box.getBoundingClientRect();
      card.style.left = card.style.top = "0"; // or the edge of the box would make it narrow
      if (!at) {
        var m = middle(on), frame = svg.getBoundingClientRect();
        var scale = units(frame.width, frame.height);
        at = [(m[0] - view[0] - view[2] / 2) / scale + frame.width / 2, (m[1] - view[1] - view[3] / 2) / scale + frame.height / 2];
      }
      if (whole.width < NARROW) { // beside the pointer the card would lie on the map and beneath the pointer
        card.style.left = "8px";
        card.style.top = svg.getBoundingClientRect().height + "px";
        return;
      }
      var left = at[0] + 14 + card.offsetWidth > whole.width ? at[0] - 14 - card.offsetWidth : at[0] + 14;
      card.style.left = Math.max(8, Math.min(left, whole.width - card.offsetWidth - 8)) + "px";
      card.style.top = Math.max(8, Math.min(at[1] + 14, whole.height - card.offsetHeight - 8)) + "px";
    }

    /* Return the state that lies next in a direction. */
    function next(way) {
      var from = middle(on), best = "", least = Infinity;
      Object.keys(shapes).forEach(function (code) {
        if (code === on || !told[code]) return;
        var to = middle(code), x = to[0] - from[0], y = to[1] - from[1];
        var along = x * way[0] + y * way[1], aside = Math.abs(x * way[1]) + Math.abs(y * way[0]);
        if (along <= 0 || aside > 1.5 * along) return;
        if (along + 2 * aside < least) { least = along + 2 * aside; best = code; }
      });
      return best || on;
    }

    function place(event) {
      var frame = svg.getBoundingClientRect();
      return [event.clientX - frame.left, event.clientY - frame.top, frame.width, frame.height];
    }

    /* Return units of the map a pixel: a map that is not as wide as its place has room at both sides. */
    function units(width, height) { return Math.max(view[2] / width, view[3] / height); }

    svg.addEventListener("pointerdown", function (event) {
      isMoved = false;
      if (event.pointerType === "touch" && view[2] === home[2]) return; // the page scrolls
      held = [event.clientX, event.clientY];
    });
    window.addEventListener("pointermove", function (event) {
      if (!held) return;
      var frame = svg.getBoundingClientRect();
      if (Math.abs(event.clientX - held[0]) + Math.abs(event.clientY - held[1]) > 3) isMoved = true;
      if (view[2] < home[2]) {
        box.classList.add("is-held");
        var scale = units(frame.width, frame.height);
        move((held[0] - event.clientX) * scale, (held[1] - event.clientY) * scale);
        held = [event.clientX, event.clientY];
      }
    });
    window.addEventListener("pointerup", function () { held = null; box.classList.remove("is-held"); });
    /* Return the state that is pointed at, by its land, its dot or its circle. */
    function pointed(event) {
      var shape = event.target.closest("[data-area],[data-of]");
      return shape ? shape.dataset.area || shape.dataset.of : "";
    }
    /* Point at a state after a moment, in which the pointer may come back or reach the card: that stays meanwhile. */
    function pointSoon(code, at) {
      clearTimeout(soon);
      if (code !== on) soon = setTimeout(function () { point(code, at); }, on ? MOMENT : 0);
    }
    svg.addEventListener("pointermove", function (event) {
      if (held && isMoved || event.pointerType === "touch") return;
      pointSoon(pointed(event), place(event));
    });
    card.addEventListener("pointerenter", function () { clearTimeout(soon); });
    [svg, card].forEach(function (part) {
      part.addEventListener("pointerleave", function (event) { if (event.pointerType !== "touch") pointSoon(""); });
    });
    card.addEventListener("click", function (event) { if (event.pointerType === "touch") point(""); });
    svg.addEventListener("click", function (event) {
      clearTimeout(soon);
      if (!isMoved) point(pointed(event), place(event), true);
    });
    box.addEventListener("wheel", function (event) {
      if (!event.ctrlKey && !event.metaKey) return; // the page around scrolls on
      event.preventDefault();
      var at = place(event), scale = units(at[2], at[3]);
      zoom(Math.pow(1.002, -event.deltaY), 0.5 + (at[0] - at[2] / 2) * scale / view[2], 0.5 + (at[1] - at[3] / 2) * scale / view[3]);
    }, { passive: false });
    box.querySelector(".zoom").addEventListener("click", function (event) {
      var by = event.target.closest("button").dataset.by;
      if (by === "home") { view = home.slice(); show(); } else zoom(by === "in" ? STEP : 1 / STEP, 0.5, 0.5);
    });
    svg.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (KEYS[event.key]) point(on ? next(KEYS[event.key]) : first(), null, true);
      else if (event.key === "+" || event.key === "=") zoom(STEP, 0.5, 0.5);
      else if (event.key === "-") zoom(1 / STEP, 0.5, 0.5);
      else if (event.key === "0") { view = home.slice(); show(); }
      else if (event.key === "Escape") point("");
      else if (/^\p{L}$/u.test(event.key)) point(named(event.key), null, true);
      else return;
      event.preventDefault();
    });
    svg.addEventListener("blur", function () { if (!card.matches(":hover")) point(""); }); // its text may be marked

    function codes() {
      return Object.keys(shapes).filter(function (code) { return told[code]; }).sort(function (a, b) {
        return told[a][0].localeCompare(told[b][0]);
      });
    }
    function first() {
      return codes().reduce(function (best, code) { // the one nearest the middle of what is seen
        var m = middle(code), away = Math.hypot(m[0] - view[0] - view[2] / 2, m[1] - view[1] - view[3] / 2);
        return !best || away < best.away ? { code: code, away: away } : best;
      }, null).code;
    }
    /* Return the next state whose name begins with a letter. */
    function named(letter) {
      var all = codes(), at = all.indexOf(on), turned = all.slice(at + 1).concat(all.slice(0, at + 1));
      return turned.find(function (code) {
        return told[code][0].localeCompare(letter, undefined, { sensitivity: "base" }) === 0 ||
          told[code][0].charAt(0).localeCompare(letter, undefined, { sensitivity: "base" }) === 0;
      }) || on;
    }

    return {
      pick: function (key) {
        box.classList.toggle("is-picking", !!key);
        svg.querySelectorAll("[data-area]").forEach(function (shape) {
          shape.classList.toggle("is-picked", !!key && shape.dataset.class === key);
        });
      }
    };
  }

  document.querySelectorAll(".classes button").forEach(function (button) {
    button.addEventListener("click", function () {
      var isOn = button.getAttribute("aria-pressed") !== "true";
      document.querySelectorAll(".classes button").forEach(function (other) {
        other.setAttribute("aria-pressed", String(isOn && other === button));
      });
      maps.forEach(function (map) { map.pick(isOn ? button.dataset.class : ""); });
    });
  });

  // Inside a deck the keys that the map does not use go from step to step.
  document.addEventListener("keydown", function (event) {
    if (window.parent === window || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(ArrowLeft|ArrowRight|Page|Home|End|[fnFN]$)/.test(event.key)) window.parent.postMessage({ "mine-ban-atlas-key": event.key }, "*");
  });

  // A number of a source opens the list that it leads to.
  document.addEventListener("click", function (event) {
    var mark = event.target.closest('a[href^="#source-"]'), list = document.getElementById("sources");
    if (mark && list) list.open = true;
  });

  // Whoever embeds the page may ask how high it wants to be; the message is the one that Datawrapper's readers know.
  function tell() {
    if (window.parent === window) return;
    window.parent.postMessage({ "mine-ban-atlas-height": Math.ceil(document.documentElement.scrollHeight) }, "*");
  }
  new ResizeObserver(tell).observe(document.body);
})();
