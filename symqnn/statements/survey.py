"""How many minima do random datasets have? One row a dataset, the same for any number of workers,
resumable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from joblib import Parallel, delayed

from symqnn.errors import InputError
from symqnn.loss.training import loss
from symqnn.model.ansatz import paper_experiment
from symqnn.model.dataset import random_dataset
from symqnn.roots.critical import critical_points
from symqnn.roots.watch import SearchBudget

COLUMNS = "dataset_seed,status,critical_points,by_index,euler,boxes"
MAX_BOXES = 2_000_000
SEEDS = 1_000_000


@dataclass(frozen=True)
class Survey:
    """What is asked: the paper's network with p angles, ``samples`` datasets of 3p samples each,
    numbered from seed·10⁶.

    Raises:
        InputError: a number out of range.
    """

    angles: int
    samples: int
    seed: int

    def __post_init__(self) -> None:
        if not 1 <= self.angles <= 3 or not 1 <= self.samples <= SEEDS or self.seed < 0:
            raise InputError(
                f"p, samples and seed are {self.angles}, {self.samples}, {self.seed}; 1 to 3, 1 "
                f"to {SEEDS} and at least 0 are required."
            )

    @property
    def head(self) -> str:
        """First line of its file: all that determines the rows, except their number."""
        return (
            f"# symqnn sweep count p={self.angles} seed={self.seed} dataset_size={3 * self.angles}"
        )

    @property
    def seeds(self) -> range:
        """Seeds of the datasets."""
        return range(self.seed * SEEDS, self.seed * SEEDS + self.samples)


@dataclass(frozen=True)
class Case:
    """Outcome for one dataset; the status is that of :class:`CriticalPoints`."""

    dataset_seed: int
    status: str
    by_index: tuple[int, ...]
    boxes: int

    @property
    def euler(self) -> int:
        """Σ(-1)^index."""
        return sum(self.by_index[::2]) - sum(self.by_index[1::2])

    def row(self) -> str:
        """Its line in the file."""
        by_index = " ".join(map(str, self.by_index))
        return (
            f"{self.dataset_seed},{self.status},{sum(self.by_index)},{by_index},"
            f"{self.euler},{self.boxes}"
        )


def case(angles: int, dataset_seed: int) -> Case:
    """The critical points of one random dataset.

    Example:
        >>> case(1, 0).row()
        '0,PROVED,2,1 1,0,...'
    """
    poly = loss(paper_experiment(angles), random_dataset(angles, 3 * angles, dataset_seed))
    found = critical_points(poly, SearchBudget(max_boxes=MAX_BOXES, keeps=False))
    return Case(dataset_seed, str(found.status), found.by_index, found.boxes)


def read_cases(path: Path, survey: Survey) -> list[Case]:
    """The rows that a file holds already; a last line without its end is left out.

    Raises:
        InputError: the file belongs to another survey, or is none.
    """
    if path.is_dir():
        raise InputError(f"{path} is a directory; the name of a file is required.")
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    if not lines:
        return []
    if lines[:2] != [survey.head, COLUMNS][: len(lines)]:
        raise InputError(
            f"{path} begins with {lines[0][:80]!r}, not {survey.head!r}: it belongs to another "
            "survey; give another --out."
        )
    cases = []
    for seed, line in zip(survey.seeds, lines[2:], strict=False):
        try:
            first, status, _, counts, _, boxes = line.split(",")
            cases.append(Case(int(first), status, tuple(map(int, counts.split())), int(boxes)))
        except ValueError:
            raise InputError(
                f"{path}: {line[:80]!r} is no row of a survey; give another --out."
            ) from None
        if cases[-1].dataset_seed != seed or cases[-1].row() != line:
            raise InputError(
                f"{path}: the row {line[:80]!r} is out of place or inconsistent; give another "
                "--out."
            )
    return cases


def run_survey(
    survey: Survey,
    jobs: int = 1,
    out: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Case]:
    """All cases in order; with ``out`` each is written as soon as it and all before it are done,
    and what is there already is kept.

    Raises:
        InputError: ``out`` belongs to another survey, or cannot be written.
    """
    cases = read_cases(out, survey) if out else []
    todo = survey.seeds[len(cases) :]
    try:
        if out and todo:
            text = "\n".join([survey.head, COLUMNS, *(done.row() for done in cases)]) + "\n"
            out.write_text(text, encoding="utf-8")
        for found in _computed(survey.angles, todo, jobs):
            cases.append(found)
            if out:
                with out.open("a", encoding="utf-8") as file:
                    file.write(found.row() + "\n")
            if progress:
                progress(len(cases), survey.samples)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror or error}.") from None
    return cases


def _computed(angles: int, seeds: Sequence[int], jobs: int) -> Iterator[Case]:
    if jobs == 1 or len(seeds) < 2:
        yield from (case(angles, seed) for seed in seeds)
        return
    yield from Parallel(n_jobs=jobs, return_as="generator", batch_size=8)(
        delayed(case)(angles, seed) for seed in seeds
    )


def histogram(cases: Sequence[Case]) -> dict[int, int]:
    """Number of datasets by number of minima, those with a complete list."""
    counts = Counter(found.by_index[0] for found in cases if found.status == "PROVED")
    return dict(sorted(counts.items()))
