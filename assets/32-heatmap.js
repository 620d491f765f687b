/* The heat map's cells are one stop of the Tab key: within it the arrow keys, Home and End go from cell to cell. */
(function () {
  "use strict";

  /* the cells of a row, one for each column: a cell that spans several is there several times */
  function cells(row) {
    var found = [];
    Array.prototype.forEach.call(row.querySelectorAll("td"), function (cell) {
      for (var n = 0; n < cell.colSpan; n++) found.push(cell);
    });
    return found;
  }

  /* the nearest cell that can be entered, from a place on, in steps of one or of one row */
  function next(table, link, key) {
    var row = link.closest("tr");
    var place = cells(row).indexOf(link.closest("td"));
    if (key === "ArrowLeft" || key === "ArrowRight" || key === "Home" || key === "End") {
      var links = cells(row).map(function (cell) { return cell.querySelector("a"); });
      var step = key === "ArrowLeft" || key === "End" ? -1 : 1;
      var at = key === "Home" ? -1 : key === "End" ? links.length : place;
      for (at += step; at >= 0 && at < links.length; at += step) if (links[at]) return links[at];
      return null;
    }
    var rows = Array.prototype.slice.call(table.querySelectorAll("tbody tr:not(.theme)"));
    var down = key === "ArrowDown" ? 1 : -1;
    for (var n = rows.indexOf(row) + down; n >= 0 && n < rows.length; n += down) {
      var found = (cells(rows[n])[place] || row).querySelector("a");
      if (found && rows[n].contains(found)) return found;
    }
    return null;
  }

  function enter(link) {
    var table = link.closest(".heat");
    Array.prototype.forEach.call(table.querySelectorAll("td a[tabindex='0']"), function (other) { other.setAttribute("tabindex", "-1"); });
    link.setAttribute("tabindex", "0");
  }

  document.addEventListener("keydown", function (event) {
    var link = event.target.closest && event.target.closest(".heat td a");
    if (!link || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].indexOf(event.key) < 0) return;
    event.preventDefault();
    var found = next(link.closest(".heat"), link, event.key);
    if (!found) return;
    enter(found);
    found.focus();
  });

  document.addEventListener("focusin", function (event) {
    var link = event.target.closest && event.target.closest(".heat td a");
    if (link) enter(link);
  });
})();
