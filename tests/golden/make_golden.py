"""Reference values from SymPy and Qiskit, without symqnn: ``python tests/golden/make_golden.py``
writes golden_sympy.json and golden_qiskit.json.

SymPy: M(θ) = U†MU with U = exp(-iθ₂H₂)exp(-iθ₁H₁) by its own symbolic matrix exponential, written
exp(-log(z)H) with z = e^{iθ}; every entry is a Laurent polynomial in z, whose coefficients give the
operators of Eqn 11. Rank and Gram matrix by exact elimination. Qiskit: SparsePauliOp.
"""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Text = list[list[str]]
NETWORKS: dict[str, tuple[list[Text], Text]] = {
    "d2": (
        [[["3/5", "4/5"], ["4/5", "-3/5"]], [["0", "-i"], ["i", "0"]]],
        [["1", "1/2-i"], ["1/2+i", "-2"]],
    ),
    "d2_dependent": (
        [[["0", "1"], ["1", "0"]], [["1", "0"], ["0", "-1"]]],
        [["0", "-i"], ["i", "0"]],
    ),
    "d4": (
        [
            [
                ["0", "0", "1", "0"],
                ["0", "0", "0", "1"],
                ["1", "0", "0", "0"],
                ["0", "1", "0", "0"],
            ],
            [
                ["3/5", "4/5", "0", "0"],
                ["4/5", "-3/5", "0", "0"],
                ["0", "0", "0", "-i"],
                ["0", "0", "i", "0"],
            ],
        ],
        [
            ["1", "i", "0", "2"],
            ["-i", "0", "1/3", "0"],
            ["0", "1/3", "-1", "1-i"],
            ["2", "0", "1+i", "1/2"],
        ],
    ),
    "d4_reflection": (
        [
            [
                ["1/2", "1/2", "1/2", "1/2"],
                ["1/2", "1/2", "-1/2", "-1/2"],
                ["1/2", "-1/2", "1/2", "-1/2"],
                ["1/2", "-1/2", "-1/2", "1/2"],
            ],
            [
                ["1", "0", "0", "0"],
                ["0", "-1", "0", "0"],
                ["0", "0", "1", "0"],
                ["0", "0", "0", "1"],
            ],
        ],
        [["0", "1", "0", "-i"], ["1", "1", "0", "0"], ["0", "0", "2", "1"], ["i", "0", "1", "-3"]],
    ),
}
PAULIS = [
    ({"XI": 1}, {"ZZ": 2, "YI": -1}), ({"XY": 3, "ZZ": -1}, {"YX": 1, "IZ": 4}),
    ({"XYZ": 1, "ZIX": 2, "YYY": -3}, {"IZX": 1, "XXX": 5, "III": 2}),
    ({"Y": 1}, {"X": 1, "Y": 2, "Z": 3, "I": 4}), ({"IYXZ": 2, "ZZZZ": 1}, {"YIZX": 3, "XYXY": -2}),
]  # fmt: skip


def sympy_network(name: str) -> dict[str, Any]:
    """Operators, Gram matrix and rank of one network of two layers."""
    import sympy
    from sympy.polys.matrices import DomainMatrix

    def entry(text: str) -> sympy.Expr:
        return sympy.sympify(text, locals={"i": sympy.I})

    def matrix(rows: Text) -> sympy.Matrix:
        return sympy.Matrix([[entry(text) for text in row] for row in rows])

    generators, observable = [matrix(rows) for rows in NETWORKS[name][0]], matrix(NETWORKS[name][1])
    z = sympy.symbols("z1 z2", positive=True)
    evolved = observable
    # V_2 acts last on the state, first on M
    for h, letter in reversed(list(zip(generators, z, strict=True))):
        adjoint, gate = (
            (sign * sympy.log(letter) * h).exp().applyfunc(sympy.cancel) for sign in (1, -1)
        )
        assert not gate.has(sympy.log)
        evolved = (adjoint * evolved * gate).applyfunc(sympy.expand)
    d = observable.rows
    shifted = [
        [
            sympy.Poly(
                sympy.expand(sympy.cancel(evolved[j, k] * z[0] ** 2 * z[1] ** 2)),
                *z,
                extension=sympy.I,
            )
            for k in range(d)
        ]
        for j in range(d)
    ]

    def part(a: int, b: int) -> sympy.Matrix:
        """Coefficient of z₁^(2a) z₂^(2b)."""
        return sympy.Matrix(
            [
                [
                    sympy.expand(poly.coeff_monomial(z[0] ** (2 * a + 2) * z[1] ** (2 * b + 2)))
                    for poly in row
                ]
                for row in shifted
            ]
        )

    # a z² + b z⁻² = (a + b) cos 2θ + i(a - b) sin 2θ
    weights = {"0": {0: 1}, "1": {1: 1, -1: 1}, "2": {1: sympy.I, -1: -sympy.I}}
    operators = {}
    for xi in product("012", repeat=2):
        total = sympy.zeros(d)
        for (k, a), (m, b) in product(weights[xi[0]].items(), weights[xi[1]].items()):
            total += a * b * part(k, m)
        operators["".join(xi)] = total.applyfunc(sympy.expand)
    rows = {
        xi: [x for entry in a for x in entry.as_real_imag()]
        for xi, a in operators.items()
        if xi != "00"
    }
    gram = [[sum(x * y for x, y in zip(rows[a], rows[b], strict=True)) for b in rows] for a in rows]
    rank = DomainMatrix.from_list_sympy(8, len(rows["01"]), list(rows.values())).to_field().rank()
    return {
        "operators": {
            xi: [
                [[str(part) for part in a[j, k].as_real_imag()] for k in range(a.cols)]
                for j in range(a.rows)
            ]
            for xi, a in operators.items()
        },
        "gram": [[str(value) for value in row] for row in gram],
        "rank": int(rank),
    }


def qiskit_paulis(pair: int) -> dict[str, dict[str, int]]:
    """(i/2)[H, A] and H ⊗ A by SparsePauliOp; labels are read left to right like symqnn's words."""
    from qiskit.quantum_info import SparsePauliOp

    h, a = (SparsePauliOp.from_list(list(words.items())) for words in PAULIS[pair])
    results = {
        "derivation": (0.5j * (h @ a - a @ h)).simplify(),
        "tensor": h.tensor(a).simplify(),
        "sum": (h + a).simplify(),
    }
    table = {}
    for name, operator in results.items():
        # small integers are exact in floating point
        assert all(value == int(value.real) for value in operator.coeffs)
        table[name] = {
            label: int(value.real) for label, value in sorted(operator.to_list()) if value
        }
    return table


def main() -> None:
    """Write both files."""
    for name, content in {
        "golden_sympy.json": {name: sympy_network(name) for name in NETWORKS},
        "golden_qiskit.json": [qiskit_paulis(k) for k in range(len(PAULIS))],
    }.items():
        (HERE / name).write_text(json.dumps(content, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
