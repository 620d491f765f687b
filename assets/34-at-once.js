/* The page that came with the first answer (dashboard/at_once.py) gives way to the live one as soon as that is drawn, before the next
   frame: what is open stays open, what has the focus keeps it, nothing moves. */
(function () {
  "use strict";

  /* by this the server knows that the scripts need not be waited for the next time */
  document.cookie = "scripts=" + new URL(document.currentScript.src).searchParams.get("m") + "; path=/; max-age=31536000; samesite=strict";

  var first = document.getElementById("at-once");
  var live = document.getElementById("react-entry-point");
  if (!first) return;

  /* calls `done` with each pair of elements that stand at the same place in both */
  function pairs(selector, done) {
    var now = live.querySelectorAll(selector);
    first.querySelectorAll(selector).forEach(function (element, n) {
      if (now[n]) done(element, now[n]);
    });
  }

  var watch = new MutationObserver(function () {
    if (!live.querySelector("#main")) return;
    watch.disconnect();
    var held = document.activeElement, focused = null;
    pairs(".later", function (was, is) { is.style.containIntrinsicBlockSize = was.offsetHeight + "px"; });
    pairs("details", function (was, is) { is.open = was.open; });
    pairs("a[href], summary, [tabindex]", function (was, is) { if (was === held) focused = is; });
    var scrolled = [];
    pairs(".scroller", function (was, is) { scrolled.push([is, was.scrollLeft]); });
    first.remove();
    scrolled.forEach(function (each) { each[0].scrollLeft = each[1]; });
    if (focused) focused.focus({ preventScroll: true });
  });
  watch.observe(live, { childList: true, subtree: true });
})();
