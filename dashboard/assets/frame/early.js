/* Written into the document of the map's frame by the server: takes over the shapes that the page around asked for as it
   opened (first.js), or begins to fetch those that it hints at. `load` in atlas-core.js takes them from here. */
(function () {
  "use strict";
  var begun = (window.atlasBegun = {});
  try {
    var first = window.parent.atlasFirst;
    if (first) begun[first.url] = first.answer;
    var link = window.parent.document.querySelector("link[rel=prefetch][href*='/geometry/']");
    if (first || !link) return;
    begun[link.href] = fetch(link.href, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) throw new Error("HTTP " + answer.status);
      return answer.json();
    });
    begun[link.href].catch(function () { /* whoever takes it is told */ });
  } catch (refused) { /* a page of somebody else, which hints at nothing of ours */ }
})();
