/* Two things the browser does by itself: write a choice into the address, and look after focus and scrolling
   when a page has changed. Every link is an ordinary link; those within the dashboard do not reload the page. */
(function () {
  "use strict";

  var last = { path: null, announce: null };
  var held = null;

  function go(href) {
    window.history.pushState({}, "", href);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }

  function hold() {
    var active = document.activeElement;
    held = active && active !== document.body ? active.id : null;
  }

  function toAnchor() {
    var name = decodeURIComponent(window.location.hash.slice(1));
    var target = name && document.getElementById(name);
    if (target) target.scrollIntoView();
    return Boolean(target);
  }

  document.addEventListener("click", function (event) {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    var link = event.target.closest && event.target.closest("a[href]");
    if (!link || link.target || link.hasAttribute("download")) return;
    if (link.origin !== window.location.origin || link.pathname.indexOf("/download/") === 0) return;
    if (link.hash && link.pathname === window.location.pathname && link.search === window.location.search) {
      if (link.classList.contains("skip")) {
        event.preventDefault();
        document.getElementById("main").focus();
      }
      return;
    }
    event.preventDefault();
    held = link.id || null;
    go(link.href);
  });

  /* The upload component brings a file input without a name; the button beside it is what the keyboard uses. */
  function nameFileInputs() {
    document.querySelectorAll("input[type=file]:not([aria-label])").forEach(function (input) {
      input.setAttribute("aria-label", "Files to load");
      input.tabIndex = -1;
    });
  }
  new MutationObserver(nameFileInputs).observe(document.documentElement, { childList: true, subtree: true });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    dashboard: {
      /* values of the choices, in the order of their ids; what they stood at when the page was made */
      choose: function (values, view, ids) {
        if (!view || !ids.length) return window.dash_clientside.no_update;
        var query = new URLSearchParams(window.location.search);
        var changed = null;
        ids.forEach(function (id, n) {
          var value = values[n] === null || values[n] === undefined ? "" : values[n];
          if (String(view.choices[id.choice]) === String(value)) return;
          changed = id.choice;
          if (id.choice === "grain") query.set("period", view.at[value]);
          else if (value === "" || value === "all") query.delete(id.choice);
          else query.set(id.choice, value);
        });
        if (!changed) return window.dash_clientside.no_update;
        ["page", "grain", "sort"].forEach(function (name) { query.delete(name); });
        hold();
        var search = query.toString();
        go(window.location.pathname + (search ? "?" + search : ""));
        return changed;
      },

      /* a load is over: the page of its report, once */
      finished: function (id) {
        var no = window.dash_clientside.no_update;
        if (id === null || id === undefined) return no;
        if (new URLSearchParams(window.location.search).get("report") === String(id)) return no;
        go("/data?report=" + id);
        return no;
      },

      arrive: function (view) {
        window.setTimeout(function () {
          var moved = last.path !== null && last.path !== view.path;
          var again = held && document.getElementById(held);
          if (again) again.focus({ preventScroll: true });
          if (moved && !toAnchor()) {
            window.scrollTo(0, 0);
            if (!again) document.getElementById("main").focus({ preventScroll: true });
          } else if (last.path === null) {
            toAnchor();
          }
          var announcer = document.getElementById("announcer");
          if (announcer && last.path !== null) announcer.textContent = moved ? document.title : view.announce;
          last = { path: view.path, announce: view.announce };
          held = null;
        }, 0);
        return view.path;
      }
    }
  });
})();
