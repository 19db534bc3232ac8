/* The legend under the map: every class with its count. Pointing at a class lights its states; choosing it filters.
   One control for one thing: there is no other list of classes on the page. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var HOW = "Shows these states only. With Shift: adds or removes them.";
  var FIXED = "no-change"; // what a map of changes leaves grey is nobody's new status, so no filter keeps it
  var AREAS = ".atlas-area, .atlas-point", SYMBOLS = ".atlas-symbol";

  parts.plug(function (atlas) {
    var place = atlas.place("legend"), built = "", lit = null;
    var light = document.head.appendChild(document.createElement("style"));

    /* Dim what is drawn like the class, but is not of it; null lights everything again. */
    function shine(legend, number) {
      lit = legend && { kind: legend.symbol === "fill" ? AREAS : SYMBOLS, number: number };
      light.textContent = lit ? ".atlas :is(" + lit.kind + "):not(.atlas-k" + number + "){opacity:.22}" : "";
    }

    /* Return the legends of the message with names for what its lists hold. */
    function read(message) {
      return message.legends.map(function (legend) {
        return {
          layer: legend[0], title: legend[1], symbol: legend[2], act: legend[4],
          items: legend[3].map(function (item) {
            var look = message.classes[item[0]];
            return { number: item[0], count: item[1], isKept: item[2], label: look[0], id: look[7], corners: look[8] };
          })
        };
      });
    }

    /* Return the classes that a click keeps: this one alone, or with Shift this one more or less. */
    function chosen(item, items, isMore) {
      var kept = atlas.picture.keep, at = kept.indexOf(item.number);
      if (!isMore) return at >= 0 && kept.length === 1 ? [] : [item.number];
      var now = at >= 0 ? kept.filter(function (n) { return n !== item.number; }) : kept.concat(item.number);
      return now.length === items.length ? [] : now;
    }

    function ids(numbers) {
      return numbers.map(function (number) { return atlas.message.classes[number][7]; });
    }

    function keep(numbers) {
      atlas.preview({ keep: numbers });
      atlas.tell("keep", ids(numbers));
    }

    /* Keep from a class of claims upwards; choosing the same again keeps all. */
    function atLeast(item, legend) {
      var isSame = legend.least === item.number;
      var from = legend.items.filter(function (one) { return one.number <= item.number; });
      atlas.preview({ keep: isSame ? [] : from.map(function (one) { return one.number; }) });
      atlas.tell("least", isSame ? null : item.id);
    }

    function build(legend) {
      var box = L.DomUtil.create("section", "atlas-legend", place);
      var head = L.DomUtil.create("div", "atlas-legend-head", box);
      var title = L.DomUtil.create("h2", "", head);
      title.innerHTML = legend.title;
      title.id = "atlas-legend-" + legend.layer;
      box.setAttribute("aria-labelledby", title.id); // each legend is a place of its own to go to
      if (legend.act) {
        var all = L.DomUtil.create("button", "atlas-legend-all", head);
        all.type = "button";
        all.textContent = "Show all";
        all.addEventListener("click", function () {
          // The button goes away with the filter: the focus stays in the legend.
          if (document.activeElement === all) box.querySelector("li button").focus();
          if (legend.act === "keep") keep([]);
          else { atlas.preview({ keep: [] }); atlas.tell("least", null); }
        });
      }
      var list = L.DomUtil.create("ul", "", box);
      list.setAttribute("role", "list"); // Safari forgets that a list without bullets is one
      legend.items.forEach(function (item) { buildItem(item, legend, L.DomUtil.create("li", "", list)); });
    }

    function buildItem(item, legend, li) {
      var isFilter = legend.act && item.id !== FIXED;
      var key = L.DomUtil.create(isFilter ? "button" : "span", "atlas-legend-item", li);
      key.dataset.class = item.id;
      var manner = item.corners || (legend.symbol === "fill" || legend.symbol === "shape" ? "" : "circle");
      key.appendChild(parts.style.swatch("atlas-k" + item.number, manner));
      L.DomUtil.create("span", "", key).innerHTML = item.label;
      L.DomUtil.create("b", "", key);
      li.addEventListener("pointerenter", function (e) { if (e.pointerType !== "touch") shine(legend, item.number); });
      li.addEventListener("pointerleave", function () { shine(null); });
      if (!isFilter) return;
      key.type = "button";
      key.title = HOW;
      key.addEventListener("focus", function () { if (key.matches(":focus-visible")) shine(legend, item.number); });
      key.addEventListener("blur", function () { shine(null); });
      key.addEventListener("click", function (e) {
        // A finger has no Shift: there each tap adds or removes.
        var isMore = e.shiftKey || e.ctrlKey || e.metaKey || e.pointerType === "touch";
        if (legend.act === "keep") keep(chosen(item, legend.items, isMore));
        else atLeast(item, legend);
      });
    }

    /* Say which classes are kept and how many states each has now. */
    function update(legends) {
      var picture = atlas.picture;
      legends.forEach(function (legend, n) {
        var box = place.children[n], isFiltered = legend.act && picture.keep.length > 0;
        box.classList.toggle("is-filtered", !!isFiltered);
        legend.items.forEach(function (item, i) {
          var key = box.querySelectorAll(".atlas-legend-item")[i];
          var count = legend.act === "keep" && picture.counts ? picture.counts[i] : item.count;
          var isKept = legend.act ? !isFiltered || picture.keep.indexOf(item.number) >= 0 : item.isKept;
          key.lastChild.textContent = count;
          key.classList.toggle("is-left-out", !isKept);
          key.classList.toggle("is-empty", !count);
          if (key.type) key.setAttribute("aria-pressed", isFiltered && isKept);
        });
      });
    }

    atlas.on("restyled", function () {
      var legends = read(atlas.message);
      var now = JSON.stringify(legends.map(function (g) { return [g.layer, g.title, g.act, g.items.map(function (i) { return i.id; })]; }));
      if (now !== built) {
        built = now;
        shine(null);
        place.textContent = "";
        legends.forEach(build);
      }
      update(legends);
    });
  });
})();
