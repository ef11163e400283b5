"""``symqnn train --dataset``: training on a loss of one's own, and the certified gap to the best
possible.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symqnn.commands.count import chosen
from symqnn.commands.network import instance_options, instances
from symqnn.commands.outcome import progress
from symqnn.commands.parser import jobs_option
from symqnn.errors import InputError

if TYPE_CHECKING:
    from symqnn.certificate.check import Check
    from symqnn.experiments.own_loss import Trained
    from symqnn.statements.landscapes import Landscape

EXAMPLES = """\
your own data:
  symqnn train --generators ZI IZ --observable "(Y+I)(Y+I)" --dataset data.json --out trained/
  symqnn train circuit.qasm --observable ZZ --dataset data.json --method adam --restarts 500 \\
      --jobs 2
  symqnn train --p 3 --dataset random:9:1 --minima          each run matched to a certified minimum
  symqnn train --expectation --family qaoa edges=0-1,1-2,2-3,3-0 repetitions=1 \\
      --state '{"bloch": [[1,0,0],[1,0,0],[1,0,0],[1,0,0]]}'   what VQE and QAOA minimise
The dataset is a JSON file (symqnn count --help shows one), random:SAMPLES:SEED, or a certificate
with samples. The runs are in floats: statistics, not proofs. What is proved: the exact loss at a
rational point at the end of the best run, a lower bound for all angles, so the gap between them.
--out DIR writes runs.csv, trained.json and the certificate of that gap. Ctrl-C keeps the runs
that are done; a second time, during the proof, the best bound.
exit code: 0 the gap is certified, however large it is; 1 the certificate is rejected; 2 usage or
bad input; 3 no bound is certified; 130 interrupted
"""
METHODS = ("adam", "rmsprop", "lbfgs", "gd")
# the fields of symqnn.experiments.settings.TrainingSettings, which is not loaded for --help
SETTINGS = {
    "learning_rate": "learning rate (default: 0.01 of adam and rmsprop, of gd one "
    "over a bound of the "
    "Hessian)",
    "decay": "factor of the learning rate after each step (default 1)",
    "beta1": "β₁ of adam (default 0.9)",
    "beta2": "β₂ of adam (default 0.999)",
    "smoothing": "α of rmsprop (default 0.99)",
    "epsilon": "ε of adam and rmsprop (default 1e-8)",
    "history": "pairs that lbfgs keeps (default 10)",
    "gradient_tolerance": "a run has converged when no |∂L/∂θ_l| is larger (default 1e-6)",
    "max_steps": "steps after which a run is given up (default 5000)",
    "seed": "seed of the random starts, uniform on [0, 2π)^p (default 0)",
}


def own_options(parser: argparse.ArgumentParser) -> None:
    """The options of training on one's own loss."""
    instance_options(parser)
    option = parser.add_argument
    option(
        "--instance",
        dest="named",
        metavar="NAME",
        help="a built-in loss: product or latin; needs --p",
    )
    option(
        "--p",
        type=int,
        metavar="P",
        help="number of angles of the built-in loss, or of the paper's experiment",
    )
    option(
        "--dataset",
        metavar="DATA",
        help="your samples: a JSON file, random:SAMPLES:SEED, or a certificate",
    )
    option(
        "--expectation",
        action="store_true",
        help="train the output itself in the state (--state), no labels",
    )
    option(
        "--force",
        action="store_true",
        help="multiply out a loss even if it has very many products of terms",
    )
    option("--method", choices=METHODS, default="lbfgs", help="the optimiser (default lbfgs)")
    option("--restarts", type=int, default=100, metavar="N", help="random starts (default 100)")
    for name, text in SETTINGS.items():
        option("--" + name.replace("_", "-"), dest=name, metavar="X", help=text)
    option(
        "--minima",
        action="store_true",
        help="also find all critical points, certified, and match each run to its minimum",
    )
    option(
        "--timeout",
        type=float,
        default=60.0,
        metavar="S",
        help="seconds for the proof of the lower bound (default 60); 0: none",
    )
    jobs_option(parser)
    option(
        "--out",
        type=Path,
        metavar="DIR",
        help="write runs.csv, trained.json and the certificate into DIR",
    )


@dataclass(frozen=True)
class Certified:
    """The certificate of the gap, where it was written, and what the checker said of it."""

    path: Path | None
    check: Check | None


def run(options: argparse.Namespace) -> int:
    """Train, prove, check, write, print; the exit code is returned.

    Raises:
        InputError: an option out of range, or no loss.
    """
    from symqnn.certificate.canonical import write_atomically
    from symqnn.experiments.own_loss import safe_step, train
    from symqnn.minimum.roads import Limits
    from symqnn.report.sources import networks_json, said_lines
    from symqnn.roots.critical import critical_points

    if options.instance is not None and not options.instance.suffix:
        raise InputError(
            f"{options.instance} is neither a file of a network (.json, .qasm) nor an "
            "experiment; symqnn train --help lists these."
        )
    if not options.timeout >= 0:
        raise InputError(
            f"--timeout is {options.timeout}; a number of seconds, 0 or more, is required."
        )
    given = instances(options)
    landscape = chosen(options, given)
    settings = _settings(options)
    if options.method == "gd" and not settings.learning_rate:
        settings = replace(settings, learning_rate=safe_step(landscape.poly))
    method = settings.method_for(options.method, landscape.poly.angles)
    if options.minima:
        progress("finding all critical points")
    listed = critical_points(landscape.poly) if options.minima else None
    limits = Limits(seconds=options.timeout) if options.timeout else None
    trained = train(
        landscape.poly,
        method,
        options.restarts,
        seed=settings.seed,
        stopping=settings.stopping,
        jobs=options.jobs,
        limits=limits,
        listed=listed,
        progress=progress,
    )
    proof = _certified(landscape, trained, given, options.out)
    progress("")
    written = [] if proof.path is None else [proof.path]
    data = trained_json(landscape, trained, proof) | {"networks": networks_json(given)}
    if options.out:
        written.append(write_atomically(options.out / "runs.csv", runs_csv(trained).encode()))
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        written.append(write_atomically(options.out / "trained.json", text.encode()))
    if options.json:
        print(json.dumps(data | {"written": [str(path) for path in written]}, ensure_ascii=False))
    else:
        for line in said_lines(given):
            print(line)
        print(trained_text(landscape, trained, proof, listed.status if listed is not None else ""))
        print("".join(f"written: {path}\n" for path in written), end="")
    if trained.interrupted:
        return 130
    if proof.check is None:
        return 3
    return 0 if proof.check.status == "VERIFIED" else 1


def _settings(options: argparse.Namespace) -> Any:
    """The settings as given.

    Raises:
        InputError: no such number, or one that has no effect on the method.
    """
    from symqnn.experiments.settings import TrainingSettings, read_option

    texts = {declared: getattr(options, declared.name) for declared in fields(TrainingSettings)}
    settings = TrainingSettings(
        **{d.name: read_option(d, text) for d, text in texts.items() if text is not None}
    )
    settings.check_for([options.method])
    if not 1 <= options.jobs <= 1024:
        raise InputError(f"--jobs is {options.jobs}; a number from 1 to 1024 is required.")
    return settings


def _certified(
    landscape: Landscape, trained: Trained, given: list[Any], out: Path | None
) -> Certified:
    """The certificate of the gap, written where it is kept, and checked."""
    import tempfile

    from symqnn.certificate.canonical import write_certificate
    from symqnn.certificate.check import run_checker
    from symqnn.certificate.least import least_value_certificate
    from symqnn.certificate.source import with_source

    if trained.bound is None:
        return Certified(None, None)
    proof: Mapping[str, Any] = least_value_certificate(trained.bound, landscape.loss)
    for instance in given:
        proof = with_source(proof, instance)
    progress("checking the certificate")
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        path = write_certificate(
            (out or Path(temporary)) / "trained.least-value.certificate.json", proof
        )
        (check,) = run_checker([path])
    return Certified(path if out else None, check)


def runs_csv(trained: Trained) -> str:
    """A line a run: losses at its start and end, gradient, steps, whether it converged, final
    angles.
    """
    names = trained.loss.torus.names
    lines = [
        ",".join(["run", "initial_loss", "final_loss", "gradient", "steps", "converged", *names])
    ]
    runs = trained.runs
    for k in range(len(runs)):
        numbers = (runs.initial_value[k], runs.value[k], runs.gradient_norm[k])
        entries = [
            str(k),
            *(repr(float(x)) for x in numbers),
            str(int(runs.steps[k])),
            str(bool(runs.converged[k])),
        ]
        lines.append(",".join([*entries, *(repr(float(x)) for x in runs.theta[k])]))
    return "\n".join(lines) + "\n"


def trained_json(landscape: Landscape, trained: Trained, proof: Certified) -> dict[str, Any]:
    """Everything, for machines; proved numbers are fractions as texts, floats are statistics."""
    bound, torus, matching = trained.bound, trained.loss.torus, trained.matching
    verified = proof.check is not None and proof.check.status == "VERIFIED"
    return {
        "instance": landscape.name,
        "parameters": list(torus.names),
        "units": [str(unit) for unit in torus.units],
        "method": trained.method.name,
        "seed": trained.seed,
        "restarts": trained.wanted,
        "runs": len(trained.runs),
        "converged": int(trained.runs.converged.sum()),
        "ends": [
            {"loss": end.loss, "runs": end.runs, "theta": list(end.theta)} for end in trained.ends
        ],
        "best_loss": str(trained.best.value),
        "best_point": [[str(x.cos), str(x.sin)] for x in trained.best.point],
        "least_value": [str(bound.lower), str(bound.upper)]
        if bound is not None and verified
        else None,
        "gap": str(bound.gap) if bound is not None and verified else None,
        "unbounded": trained.unbounded,
        "lower_point_known": str(trained.lowest.value)
        if trained.lowest.value < trained.best.value
        else None,
        "minima": None
        if matching is None
        else [
            {"phi": list(map(float, m.phi)), "loss": [str(m.lower), str(m.upper)], "runs": m.hits}
            for m in matching.minima
        ],
        "unmatched": None if matching is None else len(matching.unmatched),
        "checker": proof.check.status if proof.check else "none",
        "certificate": str(proof.path) if proof.path else None,
    }


SHOWN = 12


def trained_text(landscape: Landscape, trained: Trained, proof: Certified, list_status: str) -> str:
    """Everything, for people."""
    from symqnn.report.names import periods_text
    from symqnn.statements.least_value import shown

    poly, runs = trained.loss, trained.runs
    lines = [
        f"{landscape.name}: {poly.angles} angle{'s' * (poly.angles != 1)}, {len(poly)} "
        f"term{'s' * (len(poly) != 1)}"
    ]
    lines += [f"    {note}" for note in landscape.notes]
    lines += [f"    angles in radians; period {periods_text(poly.torus)}", ""]
    done = f"{len(runs)} of {trained.wanted}" if trained.interrupted else str(len(runs))
    lines.append(
        f"{trained.method.name} from {done} random starts (seed {trained.seed}): "
        f"{int(runs.converged.sum())} converged"
    )
    lines += ["", f"{'final loss':>14}  {'runs':>6}  where the first of them ended"]
    for end in trained.ends[:SHOWN]:
        lines.append(f"{_nine(end.loss):>14}  {end.runs:>6}  {_place(poly.torus.names, end.theta)}")
    if len(trained.ends) > SHOWN:
        lines.append(f"{'…':>14}  {len(trained.ends) - SHOWN} more final losses")
    lines += _minima_lines(trained, list_status)
    lines += [
        "",
        f"best run: a loss of at most {shown(trained.best.value, up=True)}, exactly, at a "
        "rational point",
    ]
    if trained.bound is None:
        return "\n".join([*lines, f"no certified gap: {trained.unbounded}"])
    said = proof.check.status if proof.check else "none"
    if said == "VERIFIED":
        lines.append(f"no angles give less than {shown(trained.bound.lower)}: {_how(trained)}")
        lines.append(
            f"certified gap to the best possible: {float(trained.bound.gap):.1e} (checker: "
            "VERIFIED)"
        )
    else:
        lines.append(
            f"no certified gap: the checker says {said}: "
            f"{proof.check.reason if proof.check else ''}"
        )
    if trained.bound.gap > trained.bound.goal and trained.lowest.value < trained.best.value:
        lines.append(
            f"a lower point is known: {shown(trained.lowest.value, up=True)}; more --restarts "
            "may find it"
        )
    return "\n".join(lines)


def _minima_lines(trained: Trained, list_status: str) -> list[str]:
    """How often each certified minimum was reached."""
    from symqnn.statements.least_value import shown

    if not list_status:
        return []
    if trained.matching is None:
        return ["", f"critical points: {list_status}; no run is matched"]
    units = [float(unit) for unit in trained.loss.torus.units]
    names = trained.loss.torus.names
    lines = [
        "",
        f"all {len(trained.matching.minima)} local minima, certified, and the runs that reached "
        "them:",
    ]
    for minimum in trained.matching.minima[:SHOWN]:
        theta = [float(phi) / unit for phi, unit in zip(minimum.phi, units, strict=True)]
        lines.append(f"{shown(minimum.lower):>14}  {minimum.hits:>6}  {_place(names, theta)}")
    if len(trained.matching.minima) > SHOWN:
        lines.append(f"{'…':>14}  {len(trained.matching.minima) - SHOWN} more minima")
    lines += [
        f"    {len(trained.matching.unmatched)} runs match none: "
        f"{', '.join(trained.matching.reasons)}"
    ] * bool(trained.matching.unmatched)
    return lines


def _how(trained: Trained) -> str:
    from symqnn.minimum.boxes import BoxesProof

    boxes = trained.bound is not None and isinstance(trained.bound.proof, BoxesProof)
    return "proved by boxes" if boxes else "proved by a sum of squares"


def _nine(value: float) -> str:
    from symqnn.roots.critical_list import nine_digits

    return nine_digits(value)


def _place(names: tuple[str, ...], theta: Any) -> str:
    """The first angles of a point, in radians."""
    shown = "  ".join(
        f"{name} = {angle:.6f}" for name, angle in zip(names[:4], theta, strict=False)
    )
    return shown + ("  …" if len(names) > 4 else "")
