/* Written into the document of the map's frame by the server: takes over the shapes that the page around asked for as it
   opened (first-picture.js), or begins to fetch those that it hints at. `load` in atlas.js takes them from here. */

/** @type {Record<string, Promise<FrameAnswer>>} */
const begun = {};
window.atlasBegun = begun;
try {
  const first = window.parent.atlasFirst;
  /** @type {HTMLLinkElement | null} */
  const link = window.parent.document.querySelector("link[rel=prefetch][href*='/geometry/']");
  if (first) begun[first.url] = first.answer;
  else if (link) {
    const answer = fetch(link.href, { credentials: "same-origin" }).then((found) => {
      if (!found.ok) throw new Error(`HTTP ${found.status}`);
      return found.json();
    });
    answer.catch(() => {
      /* whoever takes it is told */
    });
    begun[link.href] = answer;
  }
} catch {
  /* a page of somebody else, which hints at nothing of ours */
}
