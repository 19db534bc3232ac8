/* Written into the atlas page by the server: paints headline and map where they will stand, while Streamlit's page still
   starts. It asks for the shapes, which the map's frame takes from here, and is gone as soon as the map is drawn, the
   reader does anything, or something else is shown. Nothing in it can be used, and nothing of it is read out. */
import { paint } from "./first-picture-canvas.js";
import { mapHeight, roomIn } from "./map/frame-height.js";

const LONGEST_MS = 15000; // after that whatever the page shows is nearer the truth
const STRIP = 285; // pixels of time line and legend, which are not there yet
const ENDS = ["pointerdown", "keydown", "wheel", "touchstart", "resize"];

function isDark() {
  try {
    for (let i = 0; i < localStorage.length; i += 1) {
      const key = localStorage.key(i) ?? "";
      if (/^stActiveTheme/.test(key)) return /Dark/.test(localStorage.getItem(key) ?? ""); // chosen in Streamlit's menu
    }
  } catch {
    /* then the system's theme */
  }
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/** @param {Wire.FirstPicture} data */
function begin(data) {
  /** @type {HTMLElement | null} */
  let box = null;
  const url = new URL(data.url, location.href).href;
  /** @type {Promise<FrameAnswer>} */
  const answer = fetch(url, { credentials: "same-origin" }).then((response) => {
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.json();
  });
  answer.catch(end); // the map takes over this promise and shows a notice
  window.atlasFirst = { url, answer, end };

  function end() {
    if (box) box.remove();
    box = null;
    ENDS.forEach((name) => {
      window.removeEventListener(name, end, true);
    });
  }

  /** @param {Required<Wire.FirstPicture>} picture */
  function show(picture) {
    const overlay = document.createElement("div");
    const isOnDark = isDark();
    overlay.id = "atlas-first";
    overlay.className = "stApp"; // the colours of our style hang on it
    overlay.setAttribute("aria-hidden", "true");
    overlay.inert = true;
    overlay.style.colorScheme = isOnDark ? "dark" : "light";
    if (headline) overlay.append(headline.content.cloneNode(true));
    const canvas = overlay.appendChild(document.createElement("canvas"));
    box = document.body.appendChild(overlay);
    canvas.style.height = `${mapHeight(canvas.clientWidth, roomIn(innerHeight, STRIP))}px`;
    canvas.style.width = `${canvas.clientWidth}px`; // whole pixels, as the map has, or its lines would be blurred
    ENDS.forEach((name) => {
      window.addEventListener(name, end, true);
    });
    setTimeout(end, LONGEST_MS);
    answer.then(
      (frame) => {
        if (box) paint(canvas, picture, frame, isOnDark);
      },
      () => {
        /* ended above */
      },
    );
  }

  if (data.classes) show(/** @type {Required<Wire.FirstPicture>} */ (data));
}

// Beside the data, as markup, because the server writes the same headline into Streamlit's page.
const headline = /** @type {HTMLTemplateElement | null} */ (document.getElementById("atlas-first-headline"));
const source = document.getElementById("atlas-first-data");
// Another screen has none, nor has a link that shows no map.
if (source) begin(JSON.parse(source.textContent));
