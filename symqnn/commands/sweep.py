"""``symqnn sweep count``: a survey of random datasets, as text, CSV and picture."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symqnn.commands.parser import jobs_option, seed_option
from symqnn.errors import InputError

if TYPE_CHECKING:
    from symqnn.statements.survey import Case, Survey

WIDTH = 50
HELP = """\
example:
  symqnn sweep count --p 2 --samples 1000 --seed 0 --jobs 2 --out survey.csv --picture survey.svg

The paper's network with p angles and 3p random samples a dataset. The rows do not depend on
--jobs; with --out a survey that was interrupted goes on where it stopped. One of them, with its
certificate: symqnn count --p 2 --dataset random:6:DATASET_SEED
exit code: 0 all lists complete, 2 usage or bad input, 3 some undecided"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn sweep``."""
    parser = commands.add_parser(
        "sweep",
        help="surveys over many random datasets",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "what", choices=("count",), metavar="count", help="critical points of random datasets"
    )
    parser.add_argument(
        "--p", type=int, default=2, metavar="P", help="number of angles, 1 to 3 (default 2)"
    )
    parser.add_argument(
        "--samples", type=int, default=1000, metavar="N", help="number of datasets (default 1000)"
    )
    seed_option(parser, "the datasets have the seeds S·10⁶, S·10⁶ + 1, …")
    jobs_option(parser)
    parser.add_argument(
        "--out", metavar="FILE", type=Path, help="write the rows to this CSV file, or go on with it"
    )
    parser.add_argument("--picture", metavar="FILE", type=Path, help="write the histogram as SVG")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(action=run)


def _progress(done: int, wanted: int) -> None:
    if sys.stderr.isatty():
        print(
            f"\r\x1b[K{done} of {wanted} datasets" if done < wanted else "\r\x1b[K",
            end="",
            file=sys.stderr,
            flush=True,
        )


def run(options: argparse.Namespace) -> int:
    """Survey, write, print; the exit code is returned.

    Raises:
        InputError: a number out of range.
    """
    from symqnn.certificate.canonical import write_atomically
    from symqnn.statements.survey import Survey, histogram, run_survey

    if not 1 <= options.jobs <= 1024:
        raise InputError(f"--jobs is {options.jobs}; a number from 1 to 1024 is required.")
    survey = Survey(options.p, options.samples, options.seed)
    cases = run_survey(survey, options.jobs, options.out, _progress)
    if options.picture:
        write_atomically(
            options.picture,
            picture(
                histogram(cases), f"minima of {survey.samples} random datasets, p = {survey.angles}"
            ).encode(),
        )
    print(json.dumps(survey_json(survey, cases)) if options.json else survey_text(survey, cases))
    return 0 if all(case.status == "PROVED" for case in cases) else 3


def survey_json(survey: Survey, cases: list[Case]) -> dict[str, Any]:
    """The numbers, for machines."""
    from symqnn.statements.survey import histogram

    return {
        "p": survey.angles,
        "samples": survey.samples,
        "seed": survey.seed,
        "complete": sum(case.status == "PROVED" for case in cases),
        "undecided": [case.dataset_seed for case in cases if case.status == "UNDECIDED"],
        "degenerate": [
            case.dataset_seed for case in cases if case.status not in ("PROVED", "UNDECIDED")
        ],
        "euler_not_zero": [
            case.dataset_seed for case in cases if case.status == "PROVED" and case.euler
        ],
        "minima": {str(count): number for count, number in histogram(cases).items()},
        "most_critical_points": max((sum(case.by_index) for case in cases), default=0),
        "boxes": sum(case.boxes for case in cases),
    }


def survey_text(survey: Survey, cases: list[Case]) -> str:
    """The numbers and the histogram, for people."""
    from symqnn.landscape.point_bounds import generic_bound, morse_bound
    from symqnn.statements.survey import histogram

    found = survey_json(survey, cases)
    counts = histogram(cases)
    most = max(counts.values(), default=1)
    lines = [
        f"{survey.samples} random datasets of {3 * survey.angles} samples, p = {survey.angles}, "
        f"seeds {survey.seeds[0]} to {survey.seeds[-1]}",
        "",
    ]
    lines += [
        f"{count:3} {'minimum ' if count == 1 else 'minima  '} {number:6}  "
        f"{'█' * -(-number * WIDTH // most)}"
        for count, number in counts.items()
    ]
    bound = generic_bound(survey.angles)
    lines += [
        "",
        f"complete lists: {found['complete']}; undecided: {len(found['undecided'])}; degenerate: "
        f"{len(found['degenerate'])}",
    ]
    lines.append(
        f"Euler sum not 0: {len(found['euler_not_zero'])}; most minima: {max(counts, default=0)} "
        f"(Morse: at most {morse_bound(bound)})"
    )
    lines.append(
        f"most critical points: {found['most_critical_points']} (at most {bound}); "
        f"{found['boxes']} boxes"
    )
    lines += (
        [f"undecided: dataset seeds {' '.join(map(str, found['undecided'][:20]))}"]
        if found["undecided"]
        else []
    )
    return "\n".join(lines)


def picture(counts: Mapping[int, int], title: str) -> str:
    """A histogram as SVG."""
    most, step, height = max(counts.values(), default=1), 48, 240
    width = step * max(len(counts), 8) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height + 70}" '
        'font-family="sans-serif" font-size="12" text-anchor="middle">'
    ]
    parts.append(
        f'<rect width="100%" height="100%" fill="white"/><text x="{width // 2}" '
        f'y="18">{title}</text>'
    )
    for k, (count, number) in enumerate(counts.items()):
        bar, left = -(-number * (height - 30) // most), 20 + k * step
        parts.append(
            f'<rect x="{left + 6}" y="{height + 30 - bar}" width="{step - 12}" height="{bar}" '
            'fill="#4060a0"/>'
        )
        parts.append(
            f'<text x="{left + step // 2}" y="{height + 25 - bar}">{number}</text><text '
            f'x="{left + step // 2}" y="{height + 46}">{count}</text>'
        )
    parts.append(f'<text x="{width // 2}" y="{height + 64}">number of local minima</text></svg>')
    return "\n".join([*parts, ""])
