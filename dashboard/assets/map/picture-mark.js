/* Words across the whole map, which keep it from being taken for a finished one. */
/** @import { Atlas } from "./atlas.js" */

const TIMES = 3; // from one corner to the other

/** @param {Atlas} atlas */
export function plug(atlas) {
  const mark = L.DomUtil.create("div", "atlas-mark", atlas.box);
  const lines = Array.from({ length: TIMES }, () => L.DomUtil.create("span", "", mark));
  mark.setAttribute("aria-hidden", "true"); // the panel says the same
  mark.hidden = true;
  atlas.on("message", (message) => {
    mark.hidden = !message.mark;
    for (const line of lines) line.textContent = message.mark;
  });
}
