/* The stage: the step of a story over the whole screen, 16 to 9, led by the keys of a keyboard or of a presenter's remote
   control. The map's frame stays where it is in the page, or it would load anew; story.css lays the stage out. */
(function () {
  "use strict";
  var story = window.atlasStory, root = document.documentElement, ON = "is-on-stage", NOTES = "is-with-notes";
  var WIDE = 1280, HIGH = 720; // pixels that the frame of the map is drawn for; it is magnified to the stage
  var LARGEST = 100, SMALLEST = 55; // per cent of the size of what is told; the smallest is read from the fifth row
  var REST_MS = 4000; // without a move of the pointer: then nothing lies over the step any more
  var hint = null, heard = null, resting = 0;
  var KEYS = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: "first", End: "last",
    Escape: "leave", n: "notes", N: "notes"
  };

  function isOn() { return root.classList.contains(ON); }
  function frame() { return document.querySelector('.st-key-story iframe[title*="st_folium"]'); }

  /* Return what is inside the frame, or null while it is not there. */
  function inside() {
    try {
      return frame() && frame().contentWindow;
    } catch (refused) {
      return null;
    }
  }

  function measure() {
    if (isOn()) root.style.setProperty("--stage-scale", Math.min(innerWidth / WIDE, innerHeight / HIGH).toFixed(4));
    var page = inside();
    if (!page || !page.document.documentElement) return;
    page.document.documentElement.classList.toggle(ON, isOn());
    page.dispatchEvent(new Event("resize"));
    fit();
  }

  /* What is told is written as large as there is room for it. */
  function fit() {
    var told = story.article(), size = LARGEST;
    if (!told || !isOn()) return;
    if (root.classList.contains(NOTES)) told.querySelectorAll(".story-notes").forEach(function (notes) { notes.open = true; });
    do {
      root.style.setProperty("--told-size", (size / 100).toFixed(2));
      size -= 5;
    } while (told.scrollHeight > told.clientHeight + 1 && size >= SMALLEST);
  }

  /* The frame has keys of its own while it has the focus. */
  function listen() {
    var page = inside();
    if (page === heard || !page) return;
    heard = page;
    page.addEventListener("keydown", pressed, true);
  }

  function pressed(event) {
    var act = KEYS[event.key], on = event.target;
    if (!isOn() || act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && on && on.closest && on.closest("button, a, summary")) return;
    event.preventDefault();
    event.stopPropagation();
    if (act === "leave") leave();
    else if (act === "notes") showNotes(!root.classList.contains(NOTES));
    else story.go(act === "first" ? 1 : act === "last" ? story.count() : story.step() + act);
  }

  function showNotes(isWanted) {
    root.classList.toggle(NOTES, isWanted);
    fit();
  }

  function buildHint() {
    hint = document.body.appendChild(document.createElement("div"));
    hint.className = "story-hint";
    hint.setAttribute("role", "region");
    hint.setAttribute("aria-label", "Stage");
    hint.innerHTML = '<button type="button" class="story-leave">Leave</button>' +
      '<p>Arrow keys or Page Up and Page Down: steps · Home, End · N: notes · Esc: leave</p>';
    hint.querySelector("button").addEventListener("click", leave);
  }

  function stir() {
    root.classList.remove("is-at-rest");
    clearTimeout(resting);
    resting = setTimeout(function () { root.classList.add("is-at-rest"); }, REST_MS);
  }

  function enter() {
    if (isOn() || !story.article()) return;
    if (!hint) buildHint();
    root.classList.add(ON);
    if (root.requestFullscreen) root.requestFullscreen().catch(function () { /* then the window is the stage */ });
    measure();
    listen();
    fit();
    if (document.activeElement) document.activeElement.blur(); // or the blank key would press what was pressed last
    stir();
  }

  function leave() {
    if (!isOn()) return;
    root.classList.remove(ON, NOTES, "is-at-rest");
    if (document.fullscreenElement) document.exitFullscreen().catch(function () { /* it has ended by itself */ });
    measure();
    var button = document.querySelector(".story-present");
    if (button) button.focus();
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest(".story-present")) enter();
  });
  document.addEventListener("keydown", pressed, true);
  document.addEventListener("fullscreenchange", function () {
    if (!document.fullscreenElement) leave(); // browsers leave the full screen at Esc without telling of the key
    measure();
  });
  window.addEventListener("resize", measure);
  document.addEventListener("pointermove", function () { if (isOn()) stir(); });
  document.addEventListener("atlas:story", function () {
    if (!isOn()) return;
    if (!story.article()) leave();
    listen();
    fit();
  });
})();
