"""Markdown files from outside ``docs/`` as pages: their links are made to work from where the page
stands.
"""

import os
import re
from pathlib import Path

PAGES = {  # page: the file it shows
    "reference/proofs.md": "proofs/README.md",
    "reference/audit.md": "proofs/AUDIT.md",
    "reference/formal.md": "proofs/formal/README.md",
    "reference/formal-statements.md": "proofs/formal/statements.md",
    "changelog.md": "CHANGELOG.md",
    "contributing.md": "CONTRIBUTING.md",
}
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)#:\s]+)(#[^)]*)?\)")


def included_pages(root: Path) -> dict[str, str]:
    """The pages; a link to a file becomes a download of it, or goes to its page; one to a folder
    becomes text.
    """
    return {
        page: _page(root, page, source)
        for page, source in PAGES.items()
        if (root / source).exists()
    }


def _page(root: Path, page: str, source: str) -> str:
    shown = {(root / file).resolve(): name for name, file in PAGES.items()}

    def moved(match: re.Match[str]) -> str:
        target = ((root / source).parent / match[2]).resolve()
        if not target.is_file() or (target.suffix == ".md" and target not in shown):
            return match[1]
        place = root / "docs" / shown[target] if target in shown else target
        return f"[{match[1]}]({os.path.relpath(place, (root / 'docs' / page).parent)})"

    text = re.sub(
        r"\A<!--.*?-->\s*", "", (root / source).read_text(encoding="utf-8"), flags=re.DOTALL
    )
    return LINK.sub(moved, text)
