/* What is told of an area or a symbol: its name and class from the message; status, leading claim and sources from the
   cards of the view, which are fetched when the first thing is pointed at. */
(function () {
  "use strict";
  var parts = (window.atlasParts = window.atlasParts || {});
  var PATIENCE = 600; // ms that a voice waits for the cards before it says the name and the class alone
  var NUMBERS = new RegExp(" " + parts.shared.numbers);

  parts.plug(function (atlas) {
    var cards = null, from = ""; // the cards, and the address they came from

    /* Fetch the cards of the message if they are not here; the promise is kept whether or not they come. */
    atlas.learn = function () {
      var url = atlas.message.cards;
      if (!url || url === from) return Promise.resolve();
      return atlas.load(url).then(function (answer) {
        if (url !== atlas.message.cards) return;
        cards = answer;
        from = url;
        atlas.emit("learnt");
      }).catch(function () { /* name and class are there; whatever is pointed at next asks again */ });
    };

    /* Return a sentence of the cards, {html, numbers}, or null: a text, or texts and numbers of shared phrases. */
    function read(pieces) {
      if (pieces === undefined || pieces === null) return null;
      var html = [].concat(pieces).map(function (piece) {
        return typeof piece === "number" ? cards.phrases[piece] : piece;
      }).join("");
      var found = NUMBERS.exec(html);
      return { html: html.replace(NUMBERS, ""), numbers: found ? found[1].split(",") : [] };
    }

    function fillLayer() {
      var legend = atlas.message.legends.find(function (one) { return one[2] === "fill"; });
      return legend ? legend[0] : "";
    }

    /* Return what is known now of {code, symbol}; all texts are HTML that the server has escaped. */
    atlas.about = function (what) {
      var message = atlas.message, code = what.code;
      var picture = what.picture || atlas.picture; // that of the second map where the pointer is on it
      var known = from && from === message.cards ? cards : null;
      var isMoved = picture.day !== message.day; // the reader plays through time: the cards are of the day before that
      var number = what.symbol ? what.symbol.number : picture.number(code);
      var look = message.classes[number], follows = code && picture.follows[code];
      var area = known && !isMoved && known.areas[code] || [];
      var told = {
        code: code,
        name: code ? atlas.frame.name(code) : "",
        number: number,
        label: look ? look[0] : "",
        layer: what.symbol ? "" : fillLayer(),
        isLeftOut: !what.symbol && picture.muted(code),
        status: what.symbol ? null : read(area[0]),
        claim: what.symbol ? null : read(area[1]),
        said: what.symbol && known ? read(known.symbols[what.symbol.id]) : null,
        treaty: known ? known.treaty : "",
        claimed: known ? known.claimed : ""
      };
      var then = isMoved && !what.picture && !what.symbol && atlas.time && atlas.time.sentence && atlas.time.sentence(code);
      if (then) told.status = { html: then, numbers: [] };
      else if (follows && !told.status) told.follows = "As " + atlas.frame.name(follows) + ", which administers it";
      told.sources = numbersOf(told).map(function (n) { return [n, known.sources[n] || ""]; });
      return told;
    };

    function numbersOf(told) {
      return [told.status, told.claim, told.said].reduce(function (out, part) {
        return out.concat(part ? part.numbers.filter(function (n) { return out.indexOf(n) < 0; }) : []);
      }, []).sort(function (a, b) { return a - b; });
    }

    function plain(html) {
      var box = document.createElement("div");
      box.innerHTML = html;
      return box.textContent.replace(" — ", ", ");
    }

    /* Return what a voice says of a thing: name, status and the claim that leads, without the numbers of sources. */
    function words(what) {
      var told = atlas.about(what), isStatus = told.layer === "status";
      var status = told.status ? told.status.html : told.follows || "";
      if (told.status && told.treaty && !isStatus) status = told.treaty + ": " + status;
      var said = [told.name, isStatus && status ? "" : told.label, status];
      if (told.isLeftOut) said.push("Left out by the filter");
      if (told.claim) said.push((told.claim.numbers.length ? told.claimed + ": " : "") + told.claim.html);
      if (told.said) said.push(told.said.html);
      return said.filter(Boolean).map(plain).join(". ") + ".";
    }

    /* Have a thing told by voice, once more is known than its name or the patience ends. */
    atlas.tellOf = function (what) {
      var late = new Promise(function (done) { setTimeout(done, PATIENCE); });
      Promise.race([atlas.learn(), late]).then(function () {
        if (atlas.pointed && atlas.pointed.code === what.code) atlas.say(words(what));
      });
    };
  });
})();
