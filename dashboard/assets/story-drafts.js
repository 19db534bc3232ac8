/* Stories that a reader writes are kept in the reader's own browser: a page may be left or loaded anew at any time. They
   go nowhere else, and the reader can have them forgotten. */
(function () {
  "use strict";
  var KEPT = 5, STORE = "atlas-stories", TAB = "atlas-tab";

  function read() {
    try {
      var found = JSON.parse(localStorage.getItem(STORE));
      return Array.isArray(found) ? found.filter(function (item) { return item && typeof item.story === "string"; }) : [];
    } catch (refused) {
      return []; // a browser that keeps nothing, or something else under our name
    }
  }

  function write(stories) {
    try {
      if (stories.length) localStorage.setItem(STORE, JSON.stringify(stories));
      else localStorage.removeItem(STORE);
    } catch (refused) { /* full, or not allowed: the link still holds the story */ }
  }

  /* Return what tells the stories of this tab from those of another. */
  function tab() {
    try {
      var found = sessionStorage.getItem(TAB) || Date.now().toString(36) + Math.random().toString(36).slice(2, 6);
      sessionStorage.setItem(TAB, found);
      return found;
    } catch (refused) {
      return "";
    }
  }

  function keep(draft) {
    if (draft.dataset.isKept) return;
    draft.dataset.isKept = "true";
    var mine = { tab: tab(), title: draft.dataset.title, story: draft.dataset.story, at: Date.now() };
    var others = read().filter(function (item) { return item.tab !== mine.tab && item.story !== mine.story; });
    write([mine].concat(others).slice(0, KEPT));
  }

  function list(place) {
    var found = read().filter(function (item) { return item.story !== place.dataset.but; });
    var key = found.map(function (item) { return item.story; }).join(" ");
    if (place.dataset.listed === key && place.hidden === !found.length) return;
    place.dataset.listed = key;
    place.hidden = !found.length;
    var items = place.querySelector("ul");
    items.textContent = "";
    found.forEach(function (item) {
      var link = items.appendChild(document.createElement("li")).appendChild(document.createElement("a"));
      link.href = "./story?v=1&story=" + encodeURIComponent(item.story);
      link.textContent = (item.title || "My story") + ", " + new Date(item.at).toLocaleDateString();
    });
  }

  function look() {
    document.querySelectorAll(".story-draft").forEach(keep);
    document.querySelectorAll(".story-drafts").forEach(list);
  }

  document.addEventListener("atlas:story", look);
  document.addEventListener("click", function (event) {
    if (!event.target.closest || !event.target.closest(".story-forget")) return;
    write([]);
    look();
  });
})();
