/* The ways from step to step of a story. The steps are a radio group of Streamlit's, so that several presses in a hurry
   end where the last one led; the buttons beside the caption press it. */
(function () {
  "use strict";
  var OPTIONS = ".st-key-story-steps input[type=radio]";
  var WAIT_MS = 4000; // after which a step that was asked for and never came is given up
  var asked = 0, askedAt = 0, focus = "", voice = null, said = "";

  function article() { return document.querySelector(".story-step"); }
  function number(name) { return article() ? Number(article().dataset[name]) : 0; }

  /* Return the step that is shown, or the one that is on its way; they count from 1. */
  function step() { return asked && Date.now() - askedAt < WAIT_MS ? asked : number("step"); }

  function go(to) {
    var options = document.querySelectorAll(OPTIONS), count = number("count");
    to = Math.max(1, Math.min(to, count));
    if (!options[to - 1] || to === step()) return;
    asked = to;
    askedAt = Date.now();
    options[to - 1].click();
  }

  /* Say the step to who does not see it change, in an element that stays while the page is drawn anew. */
  function say() {
    var found = article(), text = found ? "Step " + number("step") + " of " + number("count") + ": " +
      found.querySelector("h1").textContent : "";
    if (text === said) return;
    said = text;
    if (!voice) {
      voice = document.body.appendChild(document.createElement("div"));
      voice.className = "unseen";
      voice.setAttribute("role", "status");
      return; // the first step is the page that was just opened
    }
    voice.textContent = text;
  }

  /* The buttons are drawn anew with each step: give the focus back to the one that was pressed. */
  function refocus() {
    if (!focus || document.activeElement && document.activeElement !== document.body) return;
    var ways = document.querySelectorAll(".story-go"), way = ways[focus === "on" ? 1 : 0];
    if (way) way.focus();
  }

  function changed() {
    if (asked && number("step") === asked) {
      asked = 0;
      refocus();
      focus = "";
    }
    say();
    document.dispatchEvent(new Event("atlas:story"));
  }

  var isSeen = false;
  new MutationObserver(function () {
    if (isSeen) return;
    isSeen = true;
    requestAnimationFrame(function () { isSeen = false; changed(); });
  }).observe(document.body, { childList: true, subtree: true });

  document.addEventListener("click", function (event) {
    var way = event.target.closest && event.target.closest(".story-go");
    if (!way || way.getAttribute("aria-disabled") === "true") return;
    focus = Number(way.dataset.go) > number("step") ? "on" : "back";
    go(step() + (focus === "on" ? 1 : -1));
  });

  window.atlasStory = { go: go, step: step, count: function () { return number("count"); }, article: article };
})();
