/* What the browser does by itself: write a choice into the address, look after focus and scrolling when a page has
   changed, keep whether it is to be light or dark. Every link is an ordinary link; those within the dashboard do not reload the page. */
(function () {
  "use strict";

  var last = { path: null, announce: null, gone: null };
  var held = null;
  var landing = null; /* the id of what to read first on a page that a finished job opens */

  function go(href) {
    window.history.pushState({}, "", href);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }

  /* nothing chosen and "all" are one */
  function plain(value) {
    return value === null || value === undefined || value === "all" ? "" : String(value);
  }

  function hold() {
    var active = document.activeElement;
    held = active && active !== document.body ? active.id : null;
  }

  function toAnchor() {
    var name = decodeURIComponent(window.location.hash.slice(1));
    var target = name && document.getElementById(name);
    for (var part = target && target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true; /* folded away */
    if (target) target.scrollIntoView();
    return Boolean(target);
  }

  /* What is shown beside a mark that has the focus or the pointer goes away on Escape. */
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") document.body.classList.add("no-tips");
  });
  ["focusin", "pointerover"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      if (event.target.closest && event.target.closest(".tip")) return;
      document.body.classList.remove("no-tips");
    });
  });

  document.addEventListener("click", function (event) {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    var link = event.target.closest && event.target.closest("a[href]");
    if (!link || link.target || link.hasAttribute("download") || document.getElementById("at-once")) return;
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

  /* Light or dark: chosen at the foot of the page, kept in this browser, the same in its other tabs. */
  function look(chosen) {
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
    else delete document.documentElement.dataset.theme;
    document.querySelectorAll("input[name=appearance]").forEach(function (input) {
      input.checked = input.value === (document.documentElement.dataset.theme || "system");
    });
  }
  look(document.documentElement.dataset.theme);
  document.addEventListener("change", function (event) {
    if (event.target.name !== "appearance") return;
    look(event.target.value);
    try { localStorage.setItem("appearance", event.target.value); } catch (error) { /* not kept: storage is switched off */ }
  });
  window.addEventListener("storage", function (event) {
    if (event.key === "appearance") look(event.newValue);
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    dashboard: {
      /* values of the choices, in the order of their ids; what they stood at when the page was made */
      choose: function (values, view, ids) {
        if (!view || !ids.length) return window.dash_clientside.no_update;
        var query = new URLSearchParams(window.location.search);
        var changed = null;
        ids.forEach(function (id, n) {
          var value = plain(values[n]);
          if (plain(view.choices[id.choice]) === value) return;
          changed = id.choice;
          if (id.choice === "grain") query.set("period", view.at[value]);
          else if (value === "") query.delete(id.choice);
          else query.set(id.choice, value);
        });
        if (!changed) return window.dash_clientside.no_update;
        ["page", "grain"].forEach(function (name) { query.delete(name); });
        /* the order of a list of rows goes with its page; where it is a choice beside the others it stays */
        if (!ids.some(function (id) { return id.choice === "sort"; })) query.delete("sort");
        hold();
        var search = query.toString();
        go(window.location.pathname + (search ? "?" + search : ""));
        return changed;
      },

      /* something is over: the page that shows what came of it, once */
      goTo: function (href) {
        var no = window.dash_clientside.no_update;
        if (!href || href === last.gone) return no;
        landing = "result";
        last.gone = href;
        if (href === window.location.pathname + window.location.search) window.location.reload();
        else go(href);
        return no;
      },

      arrive: function (view) {
        window.setTimeout(function () {
          var moved = last.path !== null && last.path !== view.path;
          var again = held && document.getElementById(held);
          if (again) {
            if (again.closest("details")) again.closest("details").open = true; /* a list one is choosing from stays open */
            again.focus({ preventScroll: true });
          }
          var result = landing && document.getElementById(landing);
          if (result) {
            result.focus({ preventScroll: true });
            result.scrollIntoView({ block: "nearest" });
          }
          landing = null;
          if (moved && !toAnchor()) {
            window.scrollTo(0, 0);
            if (!again) document.getElementById("main").focus({ preventScroll: true });
          } else if (last.path === null) {
            toAnchor();
          }
          var announcer = document.getElementById("announcer");
          if (announcer && last.path !== null) announcer.textContent = moved ? document.title : view.announce;
          last = { path: view.path, announce: view.announce, gone: last.gone };
          held = null;
        }, 0);
        return view.path;
      }
    }
  });
})();
