"use strict";
// Checks the certificates that the page carries, and files that are dropped on it. They are read one
// after the other, each after a pause in which the page shows the last answer.
(function () {
  const part = document.currentScript.parentElement;
  const rows = part.querySelector("tbody"), total = part.querySelector("output");
  let queue = Promise.resolve();
  function unpacked(bytes) {
    if (typeof DecompressionStream === "undefined") {
      return Promise.reject(new Error("this browser cannot unpack .gz; give the unpacked file"));
    }
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer().catch(function () {
      throw new Error("not a complete gzip file");
    });
  }
  function tell(row, status, words) {
    row.className = status.toLowerCase();
    row.cells[1].textContent = status + ": " + words;
    const said = {};
    rows.querySelectorAll("tr").forEach(function (each) {
      if (each.className) said[each.className] = (said[each.className] || 0) + 1;
    });
    total.textContent = Object.keys(said).map(function (word) {
      return said[word] + " " + word.toUpperCase();
    }).join(", ");
  }
  function show(name, bytes, isPacked) {
    const row = rows.insertRow();
    row.insertCell().textContent = name;
    row.insertCell().textContent = "…";
    queue = queue.then(function () {
      return new Promise(function (resume) { setTimeout(resume, 20); });
    }).then(function () {
      return isPacked ? unpacked(bytes) : bytes;
    }).then(function (content) {
      const found = symqnnChecker.check(new TextDecoder("latin1").decode(content));
      const place = found.place ? found.place + ": " : "";
      tell(row, found.status, found.status === "VERIFIED" ? found.summary : place + found.reason);
    }).catch(function (error) { tell(row, "UNSUPPORTED", error.message); });
  }
  part.querySelector("button").addEventListener("click", function () {
    rows.replaceChildren();
    part.querySelectorAll("script[data-name]").forEach(function (script) {
      const isPacked = script.type === "text/plain", text = script.textContent;
      const letters = isPacked ? atob(text) : text;
      const bytes = Uint8Array.from(letters, function (c) { return c.charCodeAt(0); });
      show(script.dataset.name, bytes, isPacked);
    });
  });
  function take(list) {
    Array.from(list).forEach(function (file) {
      file.arrayBuffer().then(function (bytes) {
        show(file.name, bytes, file.name.endsWith(".gz"));
      });
    });
  }
  part.querySelector("input").addEventListener("change", function (e) {
    take(e.target.files);
    e.target.value = "";
  });
  part.addEventListener("dragover", function (e) { e.preventDefault(); });
  part.addEventListener("drop", function (e) { e.preventDefault(); take(e.dataTransfer.files); });
})();
