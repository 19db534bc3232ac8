/* Goes from step to step of a story: arrow keys, page keys, Home, End, buttons; N shows the notes, F fills the screen. */
(function () {
  "use strict";
  var pages = JSON.parse(document.getElementById("pages").textContent);
  var steps = document.querySelectorAll(".step"), nav = document.querySelector("nav"), at = -1;
  var buttons = {};
  nav.querySelectorAll("button").forEach(function (button) { buttons[button.dataset.do] = button; });

  function go(to) {
    to = Math.max(0, Math.min(steps.length - 1, to));
    if (to === at) return;
    at = to;
    steps.forEach(function (step, number) {
      step.hidden = number !== at;
      var frame = step.querySelector("iframe");
      if (Math.abs(number - at) <= 1 && !frame.srcdoc) frame.srcdoc = pages[number]; // the next one is ready in time
    });
    nav.querySelector(".where").textContent = (at + 1) + " of " + steps.length;
    buttons.back.disabled = at === 0;
    buttons.on.disabled = at === steps.length - 1;
    try { history.replaceState(null, "", "#" + (at + 1)); } catch (refused) { /* a page inside a page has no address */ }
  }

  var ACTS = {
    back: function () { go(at - 1); },
    on: function () { go(at + 1); },
    first: function () { go(0); },
    last: function () { go(steps.length - 1); },
    notes: function () { buttons.notes.setAttribute("aria-pressed", String(document.body.classList.toggle("has-notes"))); },
    full: function () {
      if (document.fullscreenElement) document.exitFullscreen();
      else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(function () {});
    }
  };
  var KEYS = {
    ArrowRight: "on", ArrowDown: "on", PageDown: "on", " ": "on", ArrowLeft: "back", ArrowUp: "back", PageUp: "back",
    Home: "first", End: "last", n: "notes", N: "notes", f: "full", F: "full"
  };

  function key(name) {
    if (!KEYS[name]) return false;
    ACTS[KEYS[name]]();
    return true;
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && event.target.closest("button")) return;
    if (key(event.key)) event.preventDefault();
  });
  // A map that has the keyboard passes on what it does not use itself.
  window.addEventListener("message", function (event) {
    var name = event.data && event.data["mine-ban-atlas-key"];
    if (typeof name === "string") key(name);
  });
  nav.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (button) ACTS[button.dataset.do]();
  });
  if (!document.documentElement.requestFullscreen) buttons.full.hidden = true;
  go(parseInt(location.hash.slice(1), 10) - 1 || 0);
})();
