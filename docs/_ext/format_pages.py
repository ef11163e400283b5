"""proofs/FORMAT.md as pages, one a kind, each with the smallest shipped certificate of the kind
and a walk through all its fields.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symqnn.certificate.check import run_checker

WIDTH, LONGEST = 96, 4000  # columns of a shown certificate; characters that are shown of it
FIELDS, CUT = "format_fields.toml", 72  # characters that are shown of a value
SENTENCES = tomllib.loads((Path(__file__).parent / FIELDS).read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Section:
    """A heading of FORMAT.md and the lines below it, up to the next heading."""

    level: int
    title: str
    first: int
    last: int

    def body(self, level: int) -> str:
        """The section on a page, its heading on the given level."""
        include = (
            f"```{{include}} ../../../proofs/FORMAT.md\n:start-line: "
            f"{self.first}\n:end-line: {self.last}\n```\n"
        )
        return f"{'#' * level} {self.title}\n\n{include}"


def format_pages(root: Path) -> dict[str, str]:
    """The pages of reference/format/."""
    sections = _sections((root / "proofs" / "FORMAT.md").read_text(encoding="utf-8").splitlines())
    shipped = smallest(root)
    parents = [k for k, section in enumerate(sections) if section.level == 2]
    pages, names = {}, []
    for k, end in zip(parents, [*parents[1:], len(sections)], strict=True):
        head, below = sections[k], sections[k + 1 : end]
        if head.title == "Kinds":
            for section in below:
                kinds = re.findall(r"`([a-z0-9-]+)`", section.title.split(":")[0])
                names.append(kinds[0])
                examples = "\n".join(_example(shipped[kind], root) for kind in kinds)
                pages[f"reference/format/{kinds[0]}.md"] = f"{section.body(1)}\n{examples}"
        else:
            names.append(re.sub(r"[^a-z]+", "-", head.title.lower()).strip("-"))
            pages[f"reference/format/{names[-1]}.md"] = "\n".join(
                [head.body(1), *(section.body(2) for section in below)]
            )
    listed = "\n".join(names)
    toctree = f"```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n"
    pages["reference/format/index.md"] = f"{sections[0].body(1)}\n{toctree}"
    return pages


def _sections(lines: list[str]) -> list[Section]:
    heads = [k for k, line in enumerate(lines) if re.match(r"#{1,3} ", line)]
    found = []
    for k, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        marks, _, title = lines[k].partition(" ")
        found.append(Section(len(marks), title, k + 1, end))
    return found


def smallest(root: Path) -> dict[str, Path]:
    """The smallest shipped certificate of each kind."""
    found: dict[str, Path] = {}
    for path in sorted(
        (root / "proofs").glob("*/*.certificate.json"),
        key=lambda path: (path.stat().st_size, path.name),
    ):
        found.setdefault(json.loads(path.read_bytes())["kind"], path)
    return found


def _example(path: Path, root: Path) -> str:
    value = json.loads(path.read_bytes())
    (check,) = run_checker([path])
    shown = written(value)
    cut = (
        f"\n\nShown are its first {LONGEST} of {len(shown)} characters."
        if len(shown) > LONGEST
        else ""
    )
    return (
        f"## A complete certificate of the kind `{value['kind']}`\n\n"
        f"`{path.relative_to(root).as_posix()}` ({path.stat().st_size} bytes), with spaces for "
        "reading. The checker says of it:\n\n"
        f"> {check.status} {_text(check.summary)}\n\n```json\n{shown[:LONGEST]}\n```{cut}\n\n"
        f"### Field by field\n\n{walk(value)}"
    )


def fields(value: Any, path: str = "") -> dict[str, Any]:
    """The fields of a certificate by their paths, in the order of reading, each with the first
    value it has; ``[]`` stands for any entry of a list.
    """
    found: dict[str, Any] = {}
    if isinstance(value, list):
        for entry in value:
            found = fields(entry, f"{path}[]") | found
    elif isinstance(value, dict):
        for name, content in value.items():
            inner = f"{path}.{name}" if path else name
            found[inner] = content
            if name not in SENTENCES["whole"]:
                found |= fields(content, inner)
    return found


def sentence(kind: str, path: str) -> str | None:
    """What the checker does with a field; None where nobody has said it."""
    for table in (SENTENCES[kind], SENTENCES["top"]):
        if path in table:
            return str(table[path])
    endings = [name for name in SENTENCES["common"] if f".{path}".endswith(f".{name}")]
    return str(SENTENCES["common"][max(endings, key=len)]) if endings else None


def walk(certificate: dict[str, Any]) -> str:
    """A list of all fields: name, value, what the checker does with it."""
    order = ("format", "version", "kind", "statement", "instance", "claim", "witness")
    lines = []
    for path, value in fields({name: certificate[name] for name in order}).items():
        if path in ("instance", "claim", "witness") and value:
            continue  # its fields follow
        flat = json.dumps(value, ensure_ascii=False)
        inside = isinstance(value, dict) and path.rpartition(".")[2] not in SENTENCES["whole"]
        shown = "{…}" if inside and value else flat if len(flat) <= CUT else f"{flat[:CUT]} …"
        said = sentence(certificate["kind"], path)
        if said is None:
            raise ValueError(f"docs/_ext/{FIELDS} does not explain {path} of {certificate['kind']}")
        lines.append(f"`{path}` = `{shown}`\n: {_text_around_code(said)}\n")
    return "\n".join(lines)


def _text_around_code(said: str) -> str:
    parts = said.split("`")
    return "`".join(part if k % 2 else _text(part) for k, part in enumerate(parts))


def _text(plain: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>()#!|&~$])", r"\\\1", plain)


def written(value: Any, indent: int = 0) -> str:
    """JSON with a line for each entry, what fits on a line on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= WIDTH or not isinstance(value, dict | list):
        return flat
    pad = " " * (indent + 2)
    if isinstance(value, list):
        entries = [pad + written(entry, indent + 2) for entry in value]
        return "[\n" + ",\n".join(entries) + "\n" + " " * indent + "]"
    entries = [
        f"{pad}{json.dumps(key)}: {written(entry, indent + 2)}" for key, entry in value.items()
    ]
    return "{\n" + ",\n".join(entries) + "\n" + " " * indent + "}"
