"""A report that several tests read, and what reads it."""

import re
from html.parser import HTMLParser
from pathlib import Path

from symqnn.model.ansatz import paper_experiment
from symqnn.model.instance_file import Instance
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.report.directory import check_certificates, write_certificates
from symqnn.report.html import write_page
from symqnn.statements.result import Result
from symqnn.statements.verify import landscape_steps, run, steps

TWO = Instance("two", paper_experiment(2), State.bloch([("3/5", "4/5", 0), (0, 1, 0)]))
DEPENDENT = Instance("a <b> & c", QNN(["X", "Z"], "Y"), State.zero(1))
COMMAND = "symqnn verify 'a & b'"
VOID = {"meta", "link", "br", "hr", "img", "input"}


def write(directory: Path, instances: list[Instance]) -> tuple[Path, list[Result]]:
    """report.html of some networks with their certificates, in a directory."""
    results = list(run([*steps(instances), *landscape_steps(instances)]))
    paths = write_certificates(results, directory)
    return write_page(directory, instances, results, check_certificates(paths), paths, COMMAND)[
        0
    ], results


def compact(text: str) -> str:
    """A page with no line ends between its elements, and one space for other white space."""
    return re.sub(r"\s+", " ", re.sub(r">\s*\n\s*<", "><", text))


SCRIPT = re.compile(r"<script[^>]*>.*?</script>", re.DOTALL)


class Reader(HTMLParser):
    """Collects tags with their attributes, and complains about tags that do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attributes}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attributes}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]
