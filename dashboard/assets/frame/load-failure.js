/* Written into the document of the map's frame by the server: says so when a script of the map does not come. It must
   need nothing that could fail to come itself, and streamlit-folium does not try again: the frame is loaded anew. */

const SENTENCE = "The map could not be loaded. The connection may be interrupted; the table under the map still works.";
const HEIGHT = 160; // pixels: the sentence on three lines of a phone, and the button

/**
 * Speak to the page as streamlit-component-lib does, which may be what did not come.
 *
 * @param {string} type
 * @param {object} values
 */
function post(type, values) {
  window.parent.postMessage(Object.assign({ isStreamlitMessage: true, type: `streamlit:${type}` }, values), "*");
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Element} parent
 * @param {Name} name
 * @param {string} text
 * @param {string} style
 * @returns {HTMLElementTagNameMap[Name]}
 */
function add(parent, name, text, style) {
  const node = parent.appendChild(document.createElement(name));
  node.textContent = text;
  node.style.cssText = style;
  return node;
}

/** @param {StreamlitTheme | undefined} theme */
function paint(theme) {
  const box = document.getElementById("atlas-failure");
  const colour = theme?.textColor;
  if (!box || !colour) return;
  box.style.color = colour;
  /** @type {HTMLElement} */ (box.lastChild).style.borderColor = colour;
}

window.addEventListener(
  "error",
  (event) => {
    const target = /** @type {Partial<Element> | null} */ (event.target);
    if (target?.tagName !== "SCRIPT" || document.getElementById("atlas-failure")) return;
    if (window.parent.atlasFirst) window.parent.atlasFirst.end(); // or the first picture would hide the sentence
    const box = add(document.body, "div", "", "position:fixed;inset:0;padding:24px;font:14px/1.5 system-ui,sans-serif");
    box.id = "atlas-failure";
    box.setAttribute("role", "alert");
    add(box, "p", SENTENCE, "max-width:60ch;margin:0 0 12px");
    const button = add(
      box,
      "button",
      "Try again",
      "font:inherit;color:inherit;background:none;border:1px solid;" +
        "border-radius:4px;min-height:32px;padding:4px 12px;cursor:pointer",
    );
    button.type = "button";
    button.addEventListener("click", () => {
      window.location.reload();
    });
    post("componentReady", { apiVersion: 1 }); // until then the page shows an empty place instead of the frame
    post("setFrameHeight", { height: HEIGHT });
  },
  true, // the error event of a script does not bubble
);

window.addEventListener("message", (event) => {
  if (event.data && event.data.type === "streamlit:render") paint(event.data.theme);
});
