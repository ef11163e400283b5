"""report.html in a headless browser without network: console, letters, widths, print, pictures."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import chromium
from report_pages import TWO, write

pytestmark = pytest.mark.slow
PHONE, DESK, PAPER = 390, 1440, 794  # A4 at 96 dots an inch
GLYPHS = """
const drawn = (character, style) => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 48;
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  pen.font = style;
  pen.fillText(character, 8, 36);
  return pen.getImageData(0, 0, 48, 48).data.join();
};
const missing = new Set();
for (const [selector, letters] of arguments[0]) {
  const style = '30px ' + getComputedStyle(document.querySelector(selector)).fontFamily;
  const boxes = ['\\u{10FFFE}', '\\u{10FFFF}', '\\u{EFFFE}'].map(code => drawn(code, style));
  for (const letter of letters) if (boxes.includes(drawn(letter, style))) missing.add(letter);
}
return [...missing];
"""
TOO_WIDE = """
const edge = document.documentElement.clientWidth + 1, wide = [];
for (const node of document.querySelectorAll('body *')) {
  if (node.closest('.skip') || node.closest('thead')) continue;
  const box = node.getBoundingClientRect();
  const name = node.tagName + '.' + node.getAttribute('class');
  if (box.width && box.right > edge) wide.push(name + ' ' + box.right);
}
return wide;
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("browser"), [TWO])[0]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium(tmp_path_factory.mktemp("profile"), {"browser": "ALL"}) as driver:
        yield driver


def visit(browser: Any, report: Path, width: int, scheme: str = "light") -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"media": "", "features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    browser.get(report.as_uri())


def test_no_word_on_the_console_and_nothing_loaded_but_the_page(browser: Any, report: Path) -> None:
    browser.get("about:blank")
    browser.get_log("browser")  # what the browser's own first page said
    visit(browser, report, DESK)
    assert browser.get_log("browser") == []
    assert (
        browser.execute_script(
            "return performance.getEntriesByType('resource').map(entry => entry.name)"
        )
        == []
    )
    assert browser.execute_script("return document.compatMode") == "CSS1Compat"


@pytest.mark.parametrize("width", [320, PHONE, 768, DESK])
def test_nothing_is_wider_than_the_window(browser: Any, report: Path, width: int) -> None:
    visit(browser, report, width)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert browser.execute_script(TOO_WIDE) == []


def test_every_letter_has_a_glyph(browser: Any, report: Path) -> None:
    visit(browser, report, DESK)
    letters = {
        tag: browser.execute_script(
            f"return [...document.querySelectorAll('{tag}')].map(node => node.textContent).join('')"
        )
        for tag in ("body", "svg")
    }
    single = browser.execute_script(
        "return [...document.querySelectorAll('mi')].map(node => node.textContent).filter(text "
        "=> [...text].length == 1).join('')"
    )
    italic = {chr(0x1D434 + ord(c) - 65) for c in single if c.isupper() and c.isascii()} | {
        chr(0x1D44E + ord(c) - 97) for c in single if c.islower() and c.isascii() and c != "h"
    }
    # MathML sets single letters in mathematical italics
    italic |= {chr(0x1D6FC + ord(c) - 0x3B1) for c in single if "α" <= c <= "ω"}
    asked = [
        (tag, sorted(set(text) - set(" \n\u200b\u202f\u00a0"))) for tag, text in letters.items()
    ] + [("math", sorted(italic))]
    assert sum(len(listed) for _, listed in asked) > 100
    assert {"Φ", "ξ", "⊗", "≅"} <= set(asked[0][1])
    assert browser.execute_script(GLYPHS, asked) == []
    # the test sees a missing one
    assert browser.execute_script(GLYPHS, [("body", ["\U0010fffd"])]) == ["\U0010fffd"]


def test_print_fits_the_page(browser: Any, report: Path) -> None:
    visit(browser, report, PAPER)
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"media": "print", "features": [{"name": "prefers-color-scheme", "value": "dark"}]},
    )
    assert browser.execute_script("return document.documentElement.scrollWidth") <= PAPER
    assert browser.execute_script(TOO_WIDE) == []
    # also for a dark screen
    assert (
        browser.execute_script("return getComputedStyle(document.body).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    pages = base64.b64decode(
        browser.execute_cdp_cmd(
            "Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True}
        )["data"]
    )
    assert pages.startswith(b"%PDF")


def test_dark_pages_are_dark_and_readable(browser: Any, report: Path) -> None:
    for scheme, dark in (("light", False), ("dark", True)):
        visit(browser, report, DESK, scheme)
        colours = browser.execute_script(
            "const s = getComputedStyle(document.body); const t = "
            "getComputedStyle(document.querySelector('svg text'));"
            "const m = getComputedStyle(document.querySelector('figcaption')); return "
            "[s.backgroundColor, s.color, t.fill, m.color]"
        )
        paper, *inks = [luminance(colour) for colour in colours]
        assert (paper < 0.1) == dark
        assert all((max(paper, ink) + 0.05) / (min(paper, ink) + 0.05) >= 4.5 for ink in inks)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG) of a CSS colour rgb(r, g, b)."""
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").rstrip(")").split(",")]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_links_are_reached_by_the_keyboard(browser: Any, report: Path) -> None:
    visit(browser, report, DESK)
    keys = pytest.importorskip("selenium.webdriver.common.keys").Keys
    reached = []
    for _ in range(12):
        browser.switch_to.active_element.send_keys(keys.TAB)
        reached.append(browser.execute_script("return document.activeElement.getAttribute('href')"))
    assert reached[0] == "#main"
    assert "#verdicts" in reached
    browser.execute_script("document.querySelector('a[href=\"#verdicts\"]').focus()")
    browser.switch_to.active_element.send_keys(keys.ENTER)
    assert browser.execute_script("return location.hash") == "#verdicts"


def test_screenshots_show_the_pictures(browser: Any, report: Path) -> None:
    """The landscape is painted: many colours, the marked minima where the certificate has them."""
    visit(browser, report, DESK)
    measure = (
        "const box = node.getBoundingClientRect(); return [box.left + scrollX, box.top + "
        "scrollY, box.width, box.height]"
    )
    boxes = browser.execute_script(
        f"return [...document.querySelectorAll('svg.drawing')].map(node => {{ {measure} }})"
    )
    assert len(boxes) == 7
    assert all(width > 300 and height > 80 for _, _, width, height in boxes)
    left, top, width, height = boxes[0]
    # beside the picture and the contents the page is empty
    for painted, clip in ((True, (left, top)), (False, (0, top))):
        area = {
            "x": clip[0],
            "y": clip[1],
            "width": width if painted else 100,
            "height": height,
            "scale": 1,
        }
        data = browser.execute_cdp_cmd(
            "Page.captureScreenshot", {"clip": area, "captureBeyondViewport": True}
        )["data"]
        assert (len(base64.b64decode(data)) > 12_000) == painted
    points = browser.execute_script(
        "return [...document.querySelectorAll('svg.drawing')][0].querySelectorAll(':scope > "
        ".point').length"
    )
    assert points == 16
