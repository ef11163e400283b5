"""The landscape page as a person uses it, in headless Chromium: mouse, touch, keyboard, sliders,
phone width, no console errors, no network.
"""

import json
import re
import shutil
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from symqnn.cli import main

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.skipif(
        CHROMIUM is None or DRIVER is None, reason="chromium and chromedriver are not installed"
    ),
    pytest.mark.slow,
]
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND"


SHARED = [
    "--generators",
    "1/2*ZZ",
    "XI",
    "IX",
    "--angles",
    "gamma",
    "beta[0]",
    "2*beta[0]",
    "--observable",
    "ZI + 1/2*IX + YX",
    "--dataset",
    "random:5:2",
]


class Page:
    """The browser, with what the tests ask it."""

    def __init__(self, driver: Any, directory: Path) -> None:
        self.driver, self.directory = driver, directory

    def open(self, name: str, width: int = 1200, height: int = 1000, **media: str) -> None:
        self.run(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        features = [
            {"name": f"prefers-{key.replace('_', '-')}", "value": value}
            for key, value in media.items()
        ]
        self.run("Emulation.setEmulatedMedia", features=features)
        self.driver.get((self.directory / f"{name}.html").as_uri())

    def run(self, command: str, **arguments: Any) -> Any:
        return self.driver.execute_cdp_cmd(command, arguments)

    def ask(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(f"return {script}", *arguments)

    def text(self, name: str) -> str:
        return str(self.ask(f"document.getElementById('{name}').textContent"))

    @property
    def drawn(self) -> int:
        return int(self.ask("document.querySelectorAll('#points [data-point]').length"))

    def minima(self) -> int:
        return int(self.ask("document.querySelectorAll('#points .minimum:not(.beside)').length"))

    def at(self, x: float, y: float) -> dict[str, float]:
        """Where on the screen the angles (πx, πy) are."""
        script = (
            "(() => { const p = document.getElementById('plot'); p.scrollIntoView({ block: "
            "'center' }); const b = p.getBoundingClientRect();"
        )
        left, top, width, height = self.ask(
            script + "return [b.left, b.top, b.width, b.height]; })()"
        )
        return {"x": left + x * width, "y": top + (1 - y) * height}

    def mouse(self, kind: str, x: float, y: float) -> None:
        self.run(
            "Input.dispatchMouseEvent",
            type=f"mouse{kind}",
            button="left",
            buttons=1,
            clickCount=1,
            **self.at(x, y),
        )

    def click(self, x: float, y: float) -> None:
        self.mouse("Pressed", x, y)
        self.mouse("Released", x, y)

    def slide(self, name: str, value: float) -> None:
        self.ask(
            f"(() => {{ const s = document.getElementById('{name}'); s.value = {value}; "
            f"s.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()"
        )

    def key(self, key: str, code: int) -> None:
        for kind in ("keyDown", "keyUp"):
            self.run(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code
            )

    def end(self) -> dict[str, str]:
        """The outcome, when the animation is over."""
        for _ in range(200):
            found = dict(self.ask("({ ...document.getElementById('outcome').dataset })"))
            if found.get("state") == "done":
                return found | {"text": self.text("outcome")}
            time.sleep(0.05)
        raise AssertionError("the descent did not end")

    def certified(self, number: str) -> dict[str, Any]:
        """A point of the list the page carries."""
        script = (
            "(() => { const d = JSON.parse(document.getElementById('data').textContent); "
            "return d.lists[d.own].points[arguments[0]]; })()"
        )
        return dict(self.ask(script.replace("arguments[0]", number)))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    directory = tmp_path_factory.mktemp("browser")
    pages = {
        "theorem_2": [],
        "latin": ["--instance", "latin", "--p", "2"],
        "slices": ["--p", "3"],
        "shared": SHARED,
    }
    for name, arguments in pages.items():
        assert main(["report", "--landscape", str(directory / f"{name}.html"), *arguments]) == 0
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS.split(), NO_NETWORK, f"--user-data-dir={directory / 'profile'}"):
        options.add_argument(flag)
    options.binary_location = str(CHROMIUM)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    try:
        yield Page(driver, directory)
    finally:
        driver.quit()


@pytest.fixture(autouse=True)
def quiet(page: Page) -> Iterator[None]:
    """No test may leave a message in the console, or a request for anything but the page."""
    yield
    assert page.driver.get_log("browser") == []
    events = [
        json.loads(entry["message"])["message"] for entry in page.driver.get_log("performance")
    ]
    requests = [
        event["params"] for event in events if event["method"] == "Network.requestWillBeSent"
    ]
    asked = {
        request["request"]["url"]
        for request in requests
        if request["documentURL"].startswith("file:")
    }
    assert asked
    assert {url for url in asked if not url.startswith(("data:", page.directory.as_uri()))} == set()


@pytest.mark.parametrize(
    ("name", "certified", "drawn"), [("theorem_2", 16, 16), ("latin", 32, 32), ("slices", 64, 16)]
)
def test_as_many_points_are_drawn_as_are_certified(page, name, certified, drawn):
    page.open(name)
    assert (
        page.ask(
            "(() => { const d = JSON.parse(document.getElementById('data').textContent); return "
            "d.lists[d.own].points.length; })()"
        )
        == certified
    )
    assert page.drawn == drawn
    assert page.ask("document.querySelectorAll('#list tbody tr').length") == certified
    assert "Certified" in page.text("source")
    assert page.ask("document.querySelectorAll('#points .computed').length") == 0


def test_a_click_descends_to_a_certified_minimum(page):
    page.open("theorem_2")
    kinds = set()
    for x, y in ((0.2, 0.2), (0.6, 0.2), (0.2, 0.6), (0.6, 0.6)):
        page.click(x, y)
        end = page.end()
        kinds.add(end["point"])
        point = page.certified(end["point"])
        assert (point["index"], point["kind"]) == (0, end["kind"])
        assert "ertified minimum" in end["text"]
        assert page.ask("document.getElementById('track').getAttribute('d').length") > 50
    assert len(kinds) == 4


def test_a_drag_shows_the_path_and_letting_go_starts(page):
    page.open("theorem_2")
    page.mouse("Pressed", 0.4, 0.9)
    page.mouse("Moved", 0.5, 0.5)
    first = page.ask("document.getElementById('track').getAttribute('d')")
    page.mouse("Moved", 0.6, 0.62)
    assert page.ask("document.getElementById('track').getAttribute('d')") != first
    assert page.ask("document.getElementById('outcome').dataset.state === undefined")
    page.mouse("Released", 0.6, 0.62)
    end = page.end()
    assert end["kind"] == "spurious"
    low, high = map(Fraction, page.certified(end["point"])["value"])
    assert low <= Fraction(1, 2) <= high  # the worst of the four


def test_moving_r_squared_across_one_half_makes_the_spurious_minima_vanish(page):
    page.open("theorem_2")
    seen = []
    for value in ("0.3", "0.45", "0.49", "0.5", "0.51", "0.6", "0.62"):
        page.slide("r2", float(value))
        seen.append((value, page.drawn, page.minima(), "Certified" in page.text("source")))
    assert seen[:3] == [("0.3", 16, 4, True), ("0.45", 16, 4, True), ("0.49", 16, 4, False)]
    assert seen[3:] == [
        ("0.5", 4, 1, True),
        ("0.51", 4, 1, False),
        ("0.6", 4, 1, True),
        ("0.62", 4, 1, False),
    ]
    assert "recomputed in the page from the closed form of theorem 2" in page.text("source").lower()
    page.click(0.62, 0.58)  # at r² = 1/4 this ended in a spurious minimum
    assert page.end()["kind"] == "global"
    page.ask("document.getElementById('half').click()")
    assert page.minima() == 4
    page.click(0.62, 0.58)
    assert page.end()["kind"] == "spurious"


def test_moving_the_star_moves_the_minima(page):
    page.open("theorem_2")
    page.slide("star-0", 2.5)
    assert "Closed form" in page.text("source")
    assert page.ask("document.querySelectorAll('#points .computed').length") == 16
    page.click(2.5 / 3.14159 - 0.03, 0.1)
    end = page.end()
    assert end["kind"] == "global"
    page.ask("document.getElementById('reset').click()")
    assert "Certified" in page.text("source")


def test_random_starts_are_tallied(page):
    page.open("theorem_2")
    page.ask("document.getElementById('starts').click()")
    for _ in range(100):
        if page.ask("document.getElementById('tally').dataset.total") == "100" and not page.ask(
            "document.getElementById('starts').disabled"
        ):
            break
        time.sleep(0.05)
    hits, expected = (
        [
            float(text)
            for text in page.ask(
                "[...document.querySelectorAll('#tally tbody tr')].map((row) => "
                f"row.cells[{k}].textContent)"
            )
        ]
        for k in (1, 2)
    )
    assert sum(hits) == 100
    assert sum(expected) == pytest.approx(100, abs=0.3)
    assert expected[0] == pytest.approx(37.0)  # (1/2 + arcsin(1/3)/π)²
    assert "exact share" in page.text("tally")
    rates = page.ask(
        "[...document.querySelectorAll('#tally tbody tr')].map((row) => row.cells[3].textContent)"
    )
    for count, rate in zip(hits, rates, strict=True):
        low, high = map(int, re.fullmatch(r"(\d+)–(\d+) %", rate).groups())
        assert low <= count <= high
    # a bar with its whisker, inside the cell
    ends = "d.querySelector('u').offsetLeft + d.querySelector('u').offsetWidth <= d.offsetWidth + 1"
    inside = f"[...document.querySelectorAll('#tally .meter div')].every((d) => {ends})"
    assert page.ask(inside)
    assert (
        page.ask("document.querySelectorAll('#descents path').length")
        == 100
        == page.ask("document.querySelectorAll('#begun circle').length")
    )
    best = page.ask("document.querySelectorAll('#descents path.best').length")
    assert best == hits[0]
    # each descent begins at its mark
    begins = (
        "[...document.querySelectorAll('#descents path')].map((p) => "
        "p.getAttribute('d').slice(1).split(/[LM]/)[0].split(' ').map(Number))"
    )
    marks = (
        "[...document.querySelectorAll('#begun circle')].map((c) => "
        "[Number(c.getAttribute('cx')), Number(c.getAttribute('cy'))])"
    )
    for one, other in zip(page.ask(begins), page.ask(marks), strict=True):
        assert one == pytest.approx(other, abs=0.1)


def test_an_own_circuit_has_its_names_and_periods(page):
    page.open("shared")
    assert (page.text("x-name"), page.text("y-name")) == ("gamma", "beta[0]")
    ticks = "[...document.querySelectorAll('.{}.ticks span')].map((tick) => tick.textContent)"
    assert page.ask(ticks.format("x")) == ["0", "π/2", "π", "3π/2", "2π"]
    assert page.ask(ticks.format("y")) == ["0", "π/4", "π/2", "3π/4", "π"]
    assert "gate 3: exp(-i·2*beta[0]·H), H = IX" in page.text("about-lines")
    assert page.drawn == 8
    page.click(0.5, 0.6)
    end = page.end()
    assert page.certified(end["point"])["index"] == 0


def test_the_keyboard_suffices(page):
    page.open("theorem_2")
    page.ask("document.getElementById('plot').focus()")
    before = page.ask("document.querySelector('#cursor path').getAttribute('d')")
    for _ in range(3):
        page.key("ArrowUp", 38)
    assert page.ask("document.querySelector('#cursor path').getAttribute('d')") != before
    assert "Cursor at θ₁ = 1.95, θ₂ = 1.10; L = " in page.text("outcome")
    page.key("Enter", 13)
    end = page.end()
    assert page.certified(end["point"])["index"] == 0
    assert page.ask("document.getElementById('plot').getAttribute('aria-label')").startswith(
        "Loss over θ₁ and θ₂ from 0 to π; 16 critical points drawn"
    )


def test_touch_and_phone_width(page):
    for name in ("theorem_2", "latin", "slices"):
        page.open(name, 390, 844)
        assert page.ask("document.documentElement.scrollWidth") == 390
        page.ask("document.getElementById('solid').click()")
        assert page.ask("document.documentElement.scrollWidth") == 390
    page.open("theorem_2", 390, 844)
    page.run("Emulation.setTouchEmulationEnabled", enabled=True)
    try:
        page.run("Input.dispatchTouchEvent", type="touchStart", touchPoints=[page.at(0.6, 0.6)])
        page.run("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
        end = page.end()
        assert end["kind"] == "spurious"
        # the verdict stands on the map, in sight
        box = page.ask(
            "(() => { const b = document.getElementById('brief').getBoundingClientRect(); return "
            "[b.left, b.top, b.right, b.bottom]; })()"
        )
        assert 0 <= box[0] < box[2] <= 390 and 0 <= box[1] < box[3] <= 844
        assert page.text("brief").startswith("A trap: a spurious minimum. L = 0.")
        assert end["text"].startswith(page.text("brief").partition(" L =")[0])
    finally:
        page.run("Emulation.setTouchEmulationEnabled", enabled=False)
    small = (
        "[...document.querySelectorAll('button, select')].filter((b) => b.offsetParent && "
        "b.closest('td') === null && b.offsetHeight < 40).length"
    )
    assert page.ask(small) == 0


def test_reduced_motion_and_dark(page):
    page.open("theorem_2", reduced_motion="reduce", color_scheme="dark")
    page.click(0.2, 0.2)
    assert page.ask("document.getElementById('outcome').dataset.state") == "done"  # at once
    red = page.ask("Number(getComputedStyle(document.body).backgroundColor.match(/[0-9]+/)[0])")
    assert red < 60


def test_slices_of_three_angles(page):
    page.open("slices")
    page.ask(
        "(() => { const s = document.getElementById('axis-x'); s.value = 2; s.dispatchEvent(new "
        "Event('change')); })()"
    )
    assert page.drawn == 16
    assert page.text("x-name") == "θ₃"
    page.slide("fixed-0", 1.0)
    assert page.drawn == 0  # no critical point lies in that slice
    page.click(0.3, 0.2)
    end = page.end()
    assert page.certified(end["point"])["index"] == 0
    page.ask("document.querySelector('#outcome button').click()")
    assert page.drawn == 16


def test_the_surface_turns_and_takes_clicks(page):
    page.open("theorem_2")
    page.ask("document.getElementById('solid').click()")
    assert page.drawn == 16
    before = page.ask("document.querySelector('#points [data-point]').getAttribute('transform')")
    page.mouse("Pressed", 0.4, 0.5)
    page.mouse("Moved", 0.6, 0.5)
    page.mouse("Released", 0.6, 0.5)
    assert (
        page.ask("document.querySelector('#points [data-point]').getAttribute('transform')")
        != before
    )
    # a turn starts nothing
    assert page.ask("document.getElementById('outcome').dataset.state === undefined")
    page.mouse("Pressed", 0.02, 0.98)
    page.mouse("Released", 0.02, 0.98)  # beside the surface
    assert page.ask("document.getElementById('outcome').dataset.state === undefined")
    page.slide("turn", 28)
    page.click(0.55, 0.5)
    assert page.certified(page.end()["point"])["index"] == 0
    page.slide("r2", 0.6)
    assert (page.drawn, page.minima()) == (4, 1)
