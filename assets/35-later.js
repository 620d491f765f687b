/* Parts that stand far down a page (class "later") are not laid out until one comes near (20-shell.css), so that what is in sight stands
   sooner. Once the page is live they are, in spare time: then nothing moves under the hand, and a picture of the whole page has all of it. */
(function () {
  "use strict";

  var live = document.getElementById("react-entry-point");
  var spare = window.requestIdleCallback || function (done) { window.setTimeout(done, 50); };
  var waits = false;

  function next() {
    return live.querySelector(".later:not([data-laid-out])");
  }

  function look() {
    if (waits || !next()) return;
    waits = true;
    spare(function (time) {
      waits = false;
      for (var part = next(); part; part = time && time.timeRemaining() > 8 ? next() : null) {
        part.setAttribute("data-laid-out", "");
        if (!part.offsetHeight) break; /* asking is what lays it out; nothing is one that is hidden */
      }
      look();
    });
  }

  new MutationObserver(look).observe(live, { childList: true, subtree: true });
})();
