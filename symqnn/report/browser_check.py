"""The part of a page that checks certificates in the browser, offline: the second checker."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from pathlib import Path

PACKED_FROM = 4096  # characters: longer certificates are embedded as gzip in base64

# Certificates are read one after the other, each after a pause in which the page shows the last
# answer.
_PAGE = """
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
"""


def certificate_texts(paths: Iterable[Path]) -> dict[str, str]:
    """The texts of certificates by the names of their files, ``.json`` or ``.json.gz``."""
    texts = {}
    for path in paths:
        content = path.read_bytes()
        texts[path.name] = (gzip.decompress(content) if path.suffix == ".gz" else content).decode(
            "ascii"
        )
    return texts


def embedded(name: str, text: str) -> str:
    """One certificate as an element that runs nothing, packed if it is long.

    Example:
        >>> embedded("a.json", "{}")
        '<script type="application/json" data-name="a.json">{}</script>'
    """
    if len(text) < PACKED_FROM:
        # In JSON a "<" can stand in strings only, where \\u003c means the same: no tag can end a
        # script.
        return (
            f'<script type="application/json" data-name="{escape(name)}">'
            + text.replace("<", "\\u003c")
            + "</script>"
        )
    packed = base64.b64encode(gzip.compress(text.encode("ascii"), mtime=0)).decode()
    return f'<script type="text/plain" data-name="{escape(name)}">{packed}</script>'


def browser_check(certificates: Mapping[str, str]) -> str:
    """The HTML of a part of a page that checks the given certificates, or files that are dropped on
    it.

    Args:
        certificates: the text of each certificate by its name. The part holds them (those of 4096
            characters and more packed: gzip, base64), the second checker as it is shipped
                (JavaScript, about 220 kB, no network access) and a button.

    Example:
        >>> "symqnnChecker" in browser_check({"one.certificate.json": "{}"})
        True
    """
    checker = files("symqnn").joinpath("second_checker/checker.js").read_text(encoding="utf-8")
    held = "\n".join(embedded(name, text) for name, text in certificates.items())
    number = len(certificates)
    button = (
        f"Check the {number} certificates of this page"
        if number != 1
        else "Check the certificate of this page"
    )
    return (
        f'<div class="browser-check"><p><button type="button">{button}</button> '
        '<label>or drop certificates here, or choose them: <input type="file" multiple></label></p>'
        '<p><output aria-live="polite"></output></p><div '
        'class="scroll"><table><tbody></tbody></table></div>'
        f"{held}<script>{checker}</script><script>{_PAGE}</script></div>\n"
    )
