/* Written into the document of the map's frame by the server: takes over the shapes that the page around asked for as it
   opened (first-picture.js), or begins to fetch those that it hints at. `load` in atlas.js takes them from here. */

/** @type {Record<string, Promise<FrameAnswer>>} */
const prefetched = {};
window.atlasPrefetched = prefetched;
try {
  const first = window.parent.atlasFirst;
  /** @type {HTMLLinkElement | null} */
  const link = window.parent.document.querySelector("link[rel=prefetch][href*='/geometry/']");
  if (first) prefetched[first.url] = first.answer;
  else if (link) {
    const answer = fetch(link.href, { credentials: "same-origin" }).then((response) => {
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return response.json();
    });
    answer.catch(() => {
      /* the promise itself rejects where atlas.js awaits it */
    });
    prefetched[link.href] = answer;
  }
} catch {
  /* the frame stands in a page of another origin */
}
