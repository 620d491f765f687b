/* Taking a chart or a table along: the table before a button to the clipboard, an SVG of the server as a PNG. What came of it is said beside the button. */
(function () {
  "use strict";

  var FONT = "/assets/fonts/inter-latin-wght-normal.woff2";
  var WIDE = 2400; /* px of a PNG: 300 to the inch on A4 */
  var LEFT_OUT = ".sr-only, .again-when-narrow, img, svg, button, select, input, [aria-hidden=true]";
  var OWN_LINE = ".small, .fact, .value, .chip, li, p, div";
  var last = null; /* what hides what was said, once it has been read */

  function say(button, words) {
    var told = button.closest(".downloads").querySelector("[role=status]");
    told.textContent = "";
    window.setTimeout(function () { told.textContent = words; }, 60); /* the same words again are spoken again */
    window.clearTimeout(last);
    last = window.setTimeout(function () { told.textContent = ""; }, 8000);
  }

  /* -- tables ------------------------------------------------------------------------------------ */

  function tablesBefore(button, n) {
    var before = Array.prototype.filter.call(document.querySelectorAll("main table"), function (table) {
      return table.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING;
    });
    return before.slice(-n);
  }

  function read(node) {
    var found = [], walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) found.push(walker.currentNode.nodeValue.trim());
    return found.filter(Boolean).join(" ");
  }

  /* the words of a cell as they are read: a space between its parts, and a semicolon where one stands on a line of its own */
  function words(cell) {
    var copy = cell.cloneNode(true), text = "", own = false;
    copy.querySelectorAll(LEFT_OUT).forEach(function (each) { each.remove(); });
    Array.prototype.forEach.call(copy.childNodes, function (node) {
      var part = node.nodeType === Node.TEXT_NODE ? node.nodeValue.trim() : read(node);
      if (!part) return;
      var apart = node.nodeType === Node.ELEMENT_NODE && node.matches(OWN_LINE);
      text += text && (apart || own) ? "; " + part : " " + part;
      own = apart;
    });
    if (!text && cell.querySelector(".sr-only")) text = read(cell.querySelector(".sr-only")); /* a shape, and its word for who cannot see it */
    return text.trim().replace(/\s+/g, " ").replace(/ ([,.;:)])/g, "$1").replace(/\( /g, "(");
  }

  /* What a spreadsheet would run is kept as text; +2.6 better it would not. */
  function safe(text) {
    return /^[=@]/.test(text) || (/^[+\-]/.test(text) && !/^[+\-][\d.,]+(%?$|\s)/.test(text)) ? "'" + text : text;
  }

  /* a grid of {text, isHead}: what spans rows or columns stands in the first of them; columns that are only drawn are left out */
  function grid(table) {
    var rows = [], held = [], drawn = {}, written = {};
    Array.prototype.forEach.call(table.rows, function (row) {
      var line = [], at = 0;
      function skip() {
        while (held[at] > 0) { held[at] -= 1; line[at] = { text: "" }; at += 1; }
      }
      Array.prototype.forEach.call(row.cells, function (cell) {
        skip();
        for (var n = 0; n < cell.colSpan; n += 1, at += 1) {
          line[at] = { text: n ? "" : safe(words(cell)), isHead: cell.tagName === "TH" };
          held[at] = cell.rowSpan - 1;
          if (row.parentNode.tagName !== "THEAD" && line[at].text) written[at] = true;
          if (cell.colSpan === 1 && cell.querySelector("img, svg, [aria-hidden=true]")) drawn[at] = true;
        }
      });
      skip();
      rows.push(line);
    });
    return rows.map(function (line) {
      return line.filter(function (cell, at) { return written[at] || !drawn[at]; });
    });
  }

  function asText(rows) {
    return rows.map(function (line) { return line.map(function (cell) { return cell.text; }).join("\t"); }).join("\n");
  }

  function asHtml(table, rows) {
    var made = document.createElement("table");
    made.setAttribute("border", "1");
    made.style.borderCollapse = "collapse";
    if (table.caption) made.createCaption().textContent = table.caption.textContent.trim();
    rows.forEach(function (line) {
      var row = made.insertRow();
      line.forEach(function (cell) {
        row.appendChild(document.createElement(cell.isHead ? "th" : "td")).textContent = cell.text;
      });
    });
    return made.outerHTML;
  }

  function copy(button) {
    var tables = tablesBefore(button, Number(button.dataset.tables));
    var grids = tables.map(grid);
    var text = grids.map(asText).join("\n\n");
    var html = tables.map(function (table, n) { return asHtml(table, grids[n]); }).join("<p></p>");
    var n = grids.reduce(function (sum, rows) { return sum + rows.length; }, 0);
    put(text, html).then(
      function () { say(button, "Copied: " + n + " rows."); },
      function () { say(button, "This browser does not let it be copied. Take the CSV instead."); }
    );
  }

  function put(text, html) {
    if (navigator.clipboard && window.ClipboardItem) {
      var item = { "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([html], { type: "text/html" }) };
      return navigator.clipboard.write([new window.ClipboardItem(item)]);
    }
    /* where a page is served without encryption a browser has no clipboard of this kind */
    var done = false;
    function hand(event) {
      event.clipboardData.setData("text/plain", text);
      event.clipboardData.setData("text/html", html);
      event.preventDefault();
      done = true;
    }
    document.addEventListener("copy", hand);
    document.execCommand("copy");
    document.removeEventListener("copy", hand);
    return done ? Promise.resolve() : Promise.reject();
  }

  /* -- images ------------------------------------------------------------------------------------ */

  function fetched(address, as) {
    return fetch(address, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) throw new Error("answer " + answer.status);
      return answer[as]().then(function (body) { return { body: body, named: answer.headers.get("Content-Disposition") || "" }; });
    });
  }

  function asAddress(blob) {
    return new Promise(function (resolve, reject) {
      var reader = new FileReader();
      reader.onload = function () { resolve(reader.result); };
      reader.onerror = reject;
      reader.readAsDataURL(blob);
    });
  }

  /* An SVG that stands as an image can use no font of the page: it carries its own. */
  function inInter(svg) {
    return fetched(FONT, "blob").then(function (font) { return asAddress(font.body); }).then(function (address) {
      var face = "<style>@font-face{font-family:Inter;font-weight:100 900;src:url(" + address + ")}</style>";
      return svg.replace(/(<svg[^>]*>)/, "$1" + face);
    });
  }

  function painted(svg) {
    var size = svg.match(/viewBox='0 0 ([\d.]+) ([\d.]+)'/);
    var scale = WIDE / Number(size[1]);
    var image = new Image();
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
    return image.decode().then(function () {
      var canvas = document.createElement("canvas");
      canvas.width = WIDE;
      canvas.height = Math.round(Number(size[2]) * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      return new Promise(function (resolve) { canvas.toBlob(resolve, "image/png"); });
    });
  }

  function save(blob, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  function png(button) {
    var name = "chart";
    button.setAttribute("aria-disabled", "true");
    fetched(button.dataset.svg, "text").then(function (answer) {
      name = (answer.named.match(/filename="(.*)\.svg"/) || [0, name])[1];
      return inInter(answer.body);
    }).then(painted).then(function (blob) {
      save(blob, name + ".png");
      say(button, "Saved as " + name + ".png.");
    }).catch(function () {
      say(button, "The image could not be made. Take the SVG instead.");
    }).then(function () { button.removeAttribute("aria-disabled"); });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("button[data-take]");
    if (!button || button.getAttribute("aria-disabled")) return;
    (button.dataset.take === "copy" ? copy : png)(button);
  });
})();

/* Charts are drawn as wide as the window: on paper, which is narrower, they would be cut off. While printing they have a view box, and so shrink. */
addEventListener("beforeprint", () =>
  document.querySelectorAll(".main-svg").forEach((svg) => svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`))
);
addEventListener("afterprint", () => document.querySelectorAll(".main-svg").forEach((svg) => svg.removeAttribute("viewBox")));
