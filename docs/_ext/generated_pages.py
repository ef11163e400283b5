"""Pages that are made from what the repository has elsewhere, so that each thing is written in one
place.

tutorial/          the notebooks
reference/format/  proofs/FORMAT.md by sections (included, not copied), each kind with its smallest
shipped certificate reference/api/     the public names of the package, by stage
reference/{proofs,audit,formal}.md, changelog.md, contributing.md  Markdown files of the repository
reference/commands.md  what ``--help`` prints
"""

from pathlib import Path

from api_pages import api_pages
from command_page import command_page
from format_pages import format_pages
from included_pages import included_pages
from sphinx.application import Sphinx
from tutorial_pages import tutorial_pages

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def generate(app: Sphinx) -> None:
    """Write the pages; a page that has not changed keeps its date, and one whose source is gone is
    removed.
    """
    pages = {
        **tutorial_pages(ROOT),
        **format_pages(ROOT),
        **api_pages(),
        **included_pages(ROOT),
        "reference/commands.md": command_page(),
    }
    for folder in ("tutorial", "reference/format", "reference/api"):
        for path in (DOCS / folder).glob("*.*"):
            if path.relative_to(DOCS).as_posix() not in pages and path.name != "index.md":
                path.unlink()
    for name, text in pages.items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the pages before anything is read."""
    app.connect("builder-inited", generate)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
