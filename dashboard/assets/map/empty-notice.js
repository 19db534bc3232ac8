/* A map with nothing to show says why, and offers the nearest way back. */
/** @import { Atlas } from "./atlas.js" */

/** @param {Atlas} atlas */
export function plug(atlas) {
  const card = L.DomUtil.create("div", "atlas-empty", atlas.box);
  const text = L.DomUtil.create("p", "", card);
  const button = L.DomUtil.create("button", "", card);
  let announced = "";
  button.type = "button";
  card.hidden = true;
  L.DomEvent.disableClickPropagation(card);
  L.DomEvent.disableScrollPropagation(card);

  /** @param {Wire.EmptyPart | null} empty */
  function show(empty) {
    if (!empty && card.contains(document.activeElement)) atlas.box.focus(); // the button goes, the focus stays here
    card.hidden = !empty;
    if (!empty) {
      announced = "";
      return;
    }
    text.textContent = empty.text;
    button.textContent = empty.label;
    if (announced !== empty.text) atlas.say(empty.text);
    announced = empty.text;
  }

  button.addEventListener("click", () => {
    if (!atlas.message.empty) return;
    const [kind, value] = atlas.message.empty.act;
    if (kind === "reset" && value === "filters") atlas.preview({ keep: [] });
    atlas.sendAct(/** @type {Wire.ActKind} */ (kind), value);
  });

  atlas.on("restyled", (picture) => {
    const message = atlas.message;
    const isAhead = picture.day !== message.day || `${picture.keep}` !== `${message.keep}`;
    show(isAhead ? null : message.empty); // what is shown ahead of the server may be no longer, or not yet, empty
  });
}
