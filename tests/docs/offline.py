"""Is a built site complete and does it need no network?
`python tests/docs/offline.py docs/_build/html`
"""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class Links(HTMLParser):
    """What a page loads, what it refers to, and its anchors."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.refers: list[str] = []
        self.anchors = {"", "top"}
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Collect."""
        values = {key: value or "" for key, value in attributes}
        self.anchors |= {values[key] for key in ("id", "name") if key in values}
        if LOADED.get(tag) in values:
            self.loads.append(values[LOADED[tag]])
        if tag == "a" and "href" in values:
            self.refers.append(values["href"])


def faults(folder: Path) -> list[str]:
    """Files that a page loads from the network, and links within the site that lead nowhere."""
    pages = {
        path.resolve(): Links(path.read_text(encoding="utf-8")) for path in folder.rglob("*.html")
    }
    found = []
    for path, page in pages.items():
        name = path.relative_to(folder.resolve())
        for target in page.loads:
            parts = urlsplit(target)
            if parts.scheme in ("http", "https") or parts.netloc:
                found.append(f"{name} loads {target}")
        for target in [*page.loads, *page.refers]:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            place = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not place.exists():
                found.append(f"{name} refers to {target}, which is not there")
            elif place in pages and unquote(parts.fragment) not in pages[place].anchors:
                found.append(f"{name} refers to {target}, whose anchor is not there")
    return found if pages else [f"{folder} has no pages"]


if __name__ == "__main__":
    lines = faults(Path(sys.argv[1]))
    print(
        "\n".join(lines)
        or f"{sys.argv[1]}: every link leads somewhere, nothing is loaded from the network"
    )
    sys.exit(bool(lines))
