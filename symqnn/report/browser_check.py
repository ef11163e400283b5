"""A part of a page that checks certificates in the browser, offline: the second checker, embedded."""

from collections.abc import Mapping
from html import escape
from importlib.resources import files

# Certificates are checked one after the other, so that the page can show each answer at once.
_PAGE = """
(function () {
  const part = document.currentScript.parentElement;
  const rows = part.querySelector("tbody");
  function show(name, text) {
    const row = rows.insertRow();
    row.insertCell().textContent = name;
    const answer = row.insertCell();
    answer.textContent = "…";
    setTimeout(function () {
      const found = symqnnChecker.check(text);
      const verified = found.status === "VERIFIED";
      answer.textContent = found.status + ": "
        + (verified ? found.summary : found.place + ": " + found.reason);
      row.className = found.status.toLowerCase();
    }, 0);
  }
  part.querySelector("button").addEventListener("click", function () {
    rows.replaceChildren();
    part.querySelectorAll("script[type='application/json']").forEach(function (script) {
      show(script.dataset.name, script.textContent);
    });
  });
  function take(list) {
    Array.from(list).forEach(function (file) {
      file.arrayBuffer().then(function (bytes) {
        show(file.name, new TextDecoder("latin1").decode(bytes));
      });
    });
  }
  part.querySelector("input").addEventListener("change", function (e) { take(e.target.files); });
  part.addEventListener("dragover", function (e) { e.preventDefault(); });
  part.addEventListener("drop", function (e) { e.preventDefault(); take(e.dataTransfer.files); });
})();
"""


def browser_check(certificates: Mapping[str, str]) -> str:
    """Return the HTML of a section that checks the given certificates, or dropped files.

    `certificates` maps a name to the text of a certificate; the section holds them, the second
    checker (JavaScript, no network access) and a button.

    >>> "symqnnChecker" in browser_check({"one.certificate.json": "{}"})
    True
    """
    checker = files("symqnn").joinpath("second_checker/checker.js").read_text(encoding="utf-8")
    # In JSON a "<" can stand in strings only, where \\u003c means the same: no tag can end a script.
    embedded = "\n".join(
        f'<script type="application/json" data-name="{escape(name)}">'
        + text.replace("<", "\\u003c")
        + "</script>"
        for name, text in certificates.items()
    )
    return (
        '<section class="browser-check"><h2>Check in this browser</h2>'
        f"<p><button>Check the {len(certificates)} certificates of this page</button> or choose or "
        'drop files: <input type="file" multiple></p><table><tbody></tbody></table>'
        f"{embedded}<script>{checker}</script><script>{_PAGE}</script></section>\n"
    )
