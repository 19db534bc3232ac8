/* Where what a page shows is from. */

/**
 * Return the data release, empty where the page names none, and the address with the day spelled out where what the
 * page shows is of a day, because tomorrow a link without one shows another.
 */
export function pageOrigin() {
  /** @type {HTMLElement | null} */
  const origin = document.querySelector("main [data-release]");
  const link = new URL(location.href);
  link.hash = "";
  if (origin?.dataset.day && !link.searchParams.has("day")) link.searchParams.set("day", origin.dataset.day);
  return { release: origin?.dataset.release ?? "", link: link.href };
}
