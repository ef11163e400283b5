"""Check in this browser: report.html and the landscape page, opened offline, verify their own
certificates and refuse changed ones.

Modules: report/browser_check.
"""

import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import chromium
from report_pages import DEPENDENT, TWO, write

from symqnn.cli import main

pytestmark = pytest.mark.slow
ANSWERS = (
    "return [...document.querySelectorAll('.browser-check tbody tr')].map(row => "
    "[...row.cells].map(cell => cell.textContent))"
)
SECONDS = 120
# A digit of the claim becomes another one, in the element that carries the certificate, packed or
# not.
CHANGE = """
const script = document.querySelectorAll('.browser-check script[data-name]')[arguments[0]];
const done = arguments[1];
const next = (_, before, digit) => before + (Number(digit) + 1) % 10;
const changed = text => text.replace(/("claim":.*?)([0-9])/, next);
if (script.type !== 'text/plain') { script.textContent = changed(script.textContent); done(''); }
else {
  const bytes = Uint8Array.from(atob(script.textContent), c => c.charCodeAt(0));
  const through = (data, way) => new Response(new Blob([data]).stream().pipeThrough(way));
  through(bytes, new DecompressionStream('gzip')).text()
    .then(text => through(changed(text), new CompressionStream('gzip')).arrayBuffer())
    .then(packed => {
      script.textContent = btoa(String.fromCharCode(...new Uint8Array(packed)));
      done('');
    });
}
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    directory = tmp_path_factory.mktemp("pages")
    landscape = directory / "landscape.html"
    assert main(["report", "--landscape", str(landscape), "--instance", "latin", "--p", "2"]) == 0
    family = directory / "family.html"
    assert main(["report", "--landscape", str(family)]) == 0
    return {
        "report": write(directory / "report", [TWO, DEPENDENT])[0],
        "landscape": landscape,
        "family": family,
    }


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(
        tmp_path_factory.mktemp("profile"), {"browser": "ALL", "performance": "ALL"}
    ) as driver:
        driver.set_script_timeout(SECONDS)
        yield driver


def opened(browser: Any, page: Path) -> int:
    """Open a page; the number of certificates that it carries."""
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(page.as_uri())
    return int(
        browser.execute_script(
            "return document.querySelectorAll('.browser-check script[data-name]').length"
        )
    )


def answers(browser: Any, number: int) -> list[list[str]]:
    """[name, answer] of each row, when there are so many and all are answered."""
    for _ in range(10 * SECONDS):
        found = browser.execute_script(ANSWERS)
        if len(found) == number and all(said != "…" for _, said in found):
            return list(found)
        time.sleep(0.1)
    raise AssertionError(f"no answers: {found}")


def pressed(browser: Any, number: int) -> list[list[str]]:
    browser.execute_script("document.querySelector('.browser-check button').click()")
    return answers(browser, number)


def assert_quiet(browser: Any, page: Path) -> None:
    """Nothing on the console, nothing asked for but the page."""
    assert browser.get_log("browser") == []
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = {
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    }
    assert {url for url in asked if not url.startswith(("data:", "blob:"))} <= {
        page.as_uri(),
        "about:blank",
    }


@pytest.mark.parametrize("name", ["report", "landscape", "family"])
def test_every_certificate_of_the_page_is_verified(
    browser: Any, pages: dict[str, Path], name: str, record_property: Any
) -> None:
    number = opened(browser, pages[name])
    assert number >= 1
    found = pressed(browser, number)
    assert [row for row in found if not row[1].startswith("VERIFIED: ")] == []
    if name == "report":
        names = {path.name for path in pages[name].parent.glob("*.certificate.json*")}
        assert {row[0] for row in found} == names and len(found) == len(names)
    total = browser.execute_script(
        "return document.querySelector('.browser-check output').textContent"
    )
    assert total == f"{number} VERIFIED"
    assert_quiet(browser, pages[name])
    record_property(
        f"count certificates checked in the browser, {name}",
        f"{number} VERIFIED, the page has {pages[name].stat().st_size} bytes",
    )


@pytest.mark.parametrize("name", ["report", "landscape", "family"])
def test_one_digit_changed_is_refused(browser: Any, pages: dict[str, Path], name: str) -> None:
    number = opened(browser, pages[name])
    for k in range(number):
        browser.execute_async_script(CHANGE, k)
    found = pressed(browser, number)
    general = [row for row in found if row[1].startswith("VERIFIED")]
    assert general == []
    assert all(row[1].startswith("REJECTED: ") for row in found)
    assert_quiet(browser, pages[name])


def test_files_that_are_chosen(browser: Any, pages: dict[str, Path], tmp_path: Path) -> None:
    proof = sorted(pages["report"].parent.glob("*.certificate.json"))[0]
    content = proof.read_bytes()
    (tmp_path / "good.json").write_bytes(content)
    (tmp_path / "good.json.gz").write_bytes(gzip.compress(content))
    (tmp_path / "cut.json.gz").write_bytes(gzip.compress(content)[:-9])
    (tmp_path / "no_text.json").write_bytes(b"\xff\x00")
    opened(browser, pages["landscape"])
    field = browser.find_element("css selector", ".browser-check input")
    field.send_keys("\n".join(str(path) for path in sorted(tmp_path.iterdir())))
    said = dict(answers(browser, 4))
    assert {name: answer.partition(":")[0] for name, answer in said.items()} == {
        "good.json": "VERIFIED",
        "good.json.gz": "VERIFIED",
        "cut.json.gz": "UNSUPPORTED",
        "no_text.json": "REJECTED",
    }
    assert_quiet(browser, pages["landscape"])


@pytest.mark.parametrize("width", [390, 1440])
def test_the_answers_fit_the_window(browser: Any, pages: dict[str, Path], width: int) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    for name in ("report", "landscape"):
        pressed(browser, opened(browser, pages[name]))
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
