/* Files chosen or dropped on the Data page are sent as they are, with their progress. Those that are too large are
   not sent, but told of: the server puts them into the report among the others. */
(function () {
  "use strict";

  var HEADER = "X-Measures-Upload";
  var sending = false;

  function zone() { return document.getElementById("drop"); }

  function say(words, done, total) {
    var place = document.getElementById("upload-said");
    if (!place) return;
    place.textContent = "";
    if (!words) return;
    var line = document.createElement("p");
    line.textContent = words;
    place.appendChild(line);
    if (total === undefined) {
      line.className = "notice";
      return;
    }
    var bar = document.createElement("progress");
    bar.max = total;
    bar.value = done;
    bar.setAttribute("aria-label", "Sending files");
    place.appendChild(bar);
  }

  function link(words, href) {
    say(words + " ");
    var a = document.createElement("a");
    a.href = href;
    a.textContent = "Look at them";
    document.querySelector("#upload-said p").appendChild(a);
  }

  function send(files, folders) {
    var most = Number(zone().dataset.most), together = Number(zone().dataset.together);
    var form = new FormData(), size = 0, n = 0;
    var leftOut = folders.map(function (name) { return [name, "folder"]; });
    files.forEach(function (file) {
      if (file.size > most) { leftOut.push([file.name, "too large"]); return; }
      form.append("files", file, file.name);
      size += file.size;
      n += 1;
    });
    if (!n && !leftOut.length) return;
    if (size > together) {
      say("Together these files are larger than the " + Math.round(together / 1048576) + " MB that can be sent at once. Choose fewer at a time.");
      return;
    }
    form.append("left_out", JSON.stringify(leftOut));
    var request = new XMLHttpRequest();
    sending = true;
    request.open("POST", "/upload");
    request.setRequestHeader(HEADER, "1");
    request.upload.onprogress = function (event) {
      if (event.lengthComputable) say("Sending " + n + (n === 1 ? " file …" : " files …"), event.loaded, event.total);
    };
    request.onload = function () {
      sending = false;
      var answer = {};
      try { answer = JSON.parse(request.responseText); } catch (error) { answer = { words: request.responseText }; }
      if (request.status !== 200) {
        var words = answer.words || "The files could not be sent. Try again.";
        if (answer.href) link(words, answer.href); else say(words);
        return;
      }
      say("");
      window.dash_clientside.set_props("job", { data: answer.job });
    };
    request.onerror = function () {
      sending = false;
      say("The files could not be sent: a file may have been moved or changed, or the connection was lost. Try again.");
    };
    request.send(form);
  }

  var input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.hidden = true; /* the button is what people use */
  input.addEventListener("change", function () {
    var files = Array.from(input.files);
    input.value = ""; /* so that the same file can be chosen again */
    if (zone()) send(files, []);
  });
  document.addEventListener("DOMContentLoaded", function () { document.body.appendChild(input); });

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("#choose-files");
    if (button && !sending) input.click();
  });

  function carriesFiles(event) {
    return event.dataTransfer && Array.from(event.dataTransfer.types).indexOf("Files") >= 0;
  }

  ["dragover", "dragleave", "drop"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      if (!carriesFiles(event)) return;
      event.preventDefault(); /* a file dropped beside the place would otherwise take the page's stead */
      var place = zone();
      if (!place) return;
      var over = name === "dragover" && place.contains(event.target);
      place.classList.toggle("drop-over", over);
      if (name !== "drop" || sending || !place.contains(event.target)) return;
      var files = [], folders = [];
      Array.from(event.dataTransfer.items || []).forEach(function (item) {
        var entry = item.webkitGetAsEntry && item.webkitGetAsEntry();
        if (entry && entry.isDirectory) folders.push(entry.name);
        else if (item.kind === "file" && item.getAsFile()) files.push(item.getAsFile());
      });
      send(files, folders);
    });
  });
})();
