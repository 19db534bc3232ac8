/* What Streamlit's page lacks, put in after Streamlit has drawn: for readers who do not see it, names that say what is
   seen, and roles for what hangs outside of every landmark; for the keyboard, a way from the map to the panel; for all,
   a way to copy the link of what they see. */
(function () {
  "use strict";

  var MENDS = [
    // On a narrow page this button is all there is of the questions; atlas.css prints the same word beside its arrow.
    ['[data-testid="stExpandSidebarButton"]', function (button) {
      put(button, "aria-label", "Menu");
    }],
    // Streamlit opens lists at the end of the body, where a reader who walks by landmarks would not come by.
    ['[data-testid="stSelectboxVirtualDropdown"]', function (list) {
      put(list, "role", "region");
      put(list, "aria-label", "Choices");
    }],
    // Streamlit gives its own box a color-scheme; scroll bars, dialogs and lists hang outside of it, on the document.
    [".stApp:not(#atlas-first)", function (app) {
      var scheme = getComputedStyle(app).colorScheme, root = document.documentElement;
      if (root.style.colorScheme !== scheme) root.style.colorScheme = scheme;
    }],
    // The place for a file says that it is nothing, and yet has a name; its button is what opens the list of files.
    ['[data-testid="stFileUploaderDropzone"]', function (place) {
      put(place, "role", "group");
      put(place.querySelector('input[type="file"]'), "aria-hidden", "true");
    }],
    // Browsers take a header in a dialog for the header of the page.
    ['[data-testid="stDateInputCalendar"] header', function (header) {
      put(header, "role", "presentation");
    }],
    // The names of these two are "month" and "year", whatever month and year they show.
    ['[data-testid="stDateInputCalendar"] header button[aria-haspopup="listbox"]', function (button) {
      var what = button.dataset.what || button.getAttribute("aria-label");
      button.dataset.what = what;
      put(button, "aria-label", button.textContent.trim() + ", " + what);
    }]
  ];

  function put(element, name, value) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }

  /* Begin another screen at its head: the document scrolls, and Streamlit changes screens without leaving it. */
  var screen = location.pathname, isBack = false;
  function rise() {
    if (location.pathname === screen) return;
    screen = location.pathname;
    if (!isBack) window.scrollTo(0, 0);
    isBack = false;
  }
  window.addEventListener("popstate", function () { isBack = location.pathname !== screen; }); // the browser knows where

  function mend() {
    isAsked = false;
    rise();
    MENDS.forEach(function (pair) {
      document.querySelectorAll(pair[0]).forEach(pair[1]);
    });
    document.querySelectorAll("a[data-size]").forEach(askSize);
  }

  // Streamlit draws anew whenever it likes, so every change asks; one look a painted frame answers all of them.
  var isAsked = false;
  new MutationObserver(function () {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(mend);
  }).observe(document.body, { childList: true, subtree: true });
  mend();

  // How large a file is, asked one after the other: each is made for it, and then waits for whoever takes it.
  var sizes = Promise.resolve();
  function askSize(link) {
    var said = link.parentNode.querySelector(".size"), asked = link.dataset.size;
    if (!said || link.dataset.asked === asked) return;
    link.dataset.asked = asked;
    said.textContent = "· …";
    sizes = sizes.then(function () {
      if (!link.isConnected || link.dataset.size !== asked) return null; // another width was chosen meanwhile
      return fetch(asked, { method: "HEAD" }).then(function (answer) {
        var bytes = parseInt(answer.headers.get("Atlas-File-Bytes"), 10);
        if (!answer.ok || !bytes) throw new Error("HTTP " + answer.status);
        said.textContent = "· " + (bytes < 1e6 ? Math.ceil(bytes / 1000) + " kB" : (bytes / 1e6).toFixed(1) + " MB");
      }).catch(function () { said.textContent = "· cannot be made just now"; });
    });
  }

  // Who opened a panel from the map by keyboard goes there without a walk through everything between.
  document.addEventListener("atlas:read", function () {
    var title = document.querySelector(".panel h2");
    if (!title) return;
    title.tabIndex = -1;
    title.focus();
  });

  var COPIED_MS = 6000; // long enough to be read twice

  /* Copy without asking for permission: browsers keep the newer way to themselves on pages without https. */
  function copySelected(text) {
    var field = document.createElement("textarea"), had = document.activeElement;
    field.value = text;
    field.style.cssText = "position:fixed;opacity:0";
    document.body.appendChild(field);
    field.select();
    var isCopied = false;
    try { isCopied = document.execCommand("copy"); } catch (error) { /* then the reader copies it */ }
    field.remove();
    if (had) had.focus();
    return isCopied;
  }

  /* Lay the link out, selected, for readers whose browser lets no page copy. */
  function offer(link, said) {
    said.textContent = " Copy it from here: ";
    var field = said.appendChild(document.createElement("input"));
    field.className = "link-to-copy";
    field.readOnly = true;
    field.value = link;
    field.setAttribute("aria-label", "Link of this view");
    field.select();
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".copy-link");
    if (!button) return;
    var link = location.href.split("#")[0], said = button.nextElementSibling;
    function tell() {
      said.textContent = "Link copied";
      setTimeout(function () { if (said.textContent === "Link copied") said.textContent = ""; }, COPIED_MS);
    }
    function tryAgain() {
      if (copySelected(link)) tell();
      else offer(link, said);
    }
    if (navigator.clipboard) navigator.clipboard.writeText(link).then(tell, tryAgain);
    else tryAgain();
  });
})();
