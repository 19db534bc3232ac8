/* What Streamlit's page lacks for readers who do not see it, put in after Streamlit has drawn: names that say what is
   seen, and roles for what it hangs outside of every landmark. Nothing else in the page depends on this file. */
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

  function mend() {
    isAsked = false;
    MENDS.forEach(function (pair) {
      document.querySelectorAll(pair[0]).forEach(pair[1]);
    });
  }

  // Streamlit draws anew whenever it likes, so every change asks; one look a painted frame answers all of them.
  var isAsked = false;
  new MutationObserver(function () {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(mend);
  }).observe(document.body, { childList: true, subtree: true });
  mend();
})();
