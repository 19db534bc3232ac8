/* Bundles the scripts of dashboard/assets into dashboard/assets/built, which is committed, so that the atlas runs without
   Node. `node tools/bundle.js` writes the bundles; with --check it writes nothing and fails where one is stale. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ASSETS = fileURLToPath(new URL("../dashboard/assets/", import.meta.url));
const BUILT = join(ASSETS, "built");
const MANIFEST = "manifest.json";
// By the name of a bundle: the module that it starts from.
const SCRIPTS = {
  "live-map": "map/live-map.js",
  "page-scripts": "page-scripts.js",
  "first-picture": "first-picture.js",
  "failure-notices": "failure-notices.js",
  "geometry-prefetch": "frame/geometry-prefetch.js",
  "load-failure": "frame/load-failure.js",
  "map-page": "standalone/map-page.js",
  "story-page": "standalone/story-page.js",
};
// Streamlit imports this one as a module and calls what it exports.
const MODULES = { "country-search": "country-search.js" };

/** @param {Uint8Array | string} content */
function digest(content) {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * @param {Record<string, string>} entries
 * @param {"iife" | "esm"} format
 */
function bundled(entries, format) {
  return build({
    absWorkingDir: ASSETS,
    entryPoints: entries,
    outdir: BUILT,
    bundle: true,
    format,
    target: "es2020", // what Streamlit's own page asks of a browser
    minify: true,
    charset: "utf8",
    lineLimit: 120, // or a change of one word would be a change of one line of 60 kB
    legalComments: "none",
    metafile: true,
    write: false,
    logLevel: "error",
  });
}

/** Return the content of every file of the folder of bundles, by name. */
async function made() {
  /** @type {Map<string, string>} */
  const files = new Map();
  /** @type {Record<string, { sha256: string, sources: Record<string, string> }>} */
  const manifest = {};
  for (const result of [await bundled(SCRIPTS, "iife"), await bundled(MODULES, "esm")]) {
    for (const file of result.outputFiles) {
      const name = relative(BUILT, file.path);
      /** @type {Record<string, string>} */
      const sources = {};
      for (const source of Object.keys(result.metafile.outputs[`built/${name}`].inputs).sort()) {
        sources[source] = digest(await readFile(join(ASSETS, source)));
      }
      files.set(name, file.text);
      manifest[name] = { sha256: digest(file.contents), sources };
    }
  }
  const sorted = Object.fromEntries(Object.entries(manifest).sort(([one], [other]) => (one < other ? -1 : 1)));
  return files.set(MANIFEST, `${JSON.stringify(sorted, null, 2)}\n`);
}

/** Return the names of the files that differ from what they should be. */
async function stale() {
  const files = await made();
  const present = await readdir(BUILT).catch(() => /** @type {string[]} */ ([]));
  const different = present.filter((name) => !files.has(name));
  for (const [name, text] of files) {
    if (!present.includes(name) || (await readFile(join(BUILT, name), "utf8")) !== text) different.push(name);
  }
  return different.sort();
}

if (process.argv.includes("--check")) {
  const different = await stale();
  if (different.length) {
    console.error(`Stale in dashboard/assets/built: ${different.join(", ")}. Run "make bundle" and commit the result.`);
    process.exitCode = 1;
  }
} else {
  const files = await made();
  await rm(BUILT, { recursive: true, force: true });
  await mkdir(BUILT, { recursive: true });
  for (const [name, text] of files) await writeFile(join(BUILT, name), text);
}
