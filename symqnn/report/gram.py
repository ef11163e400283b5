"""The Gram matrix for people: its connected blocks and the block theorem."""

from __future__ import annotations

from symqnn.algebra.latex import breakable, stack
from symqnn.independence.decide import linear_independence
from symqnn.independence.gram import MAX_OPERATORS, GramMatrix, gram_matrix
from symqnn.model.qnn import QNN
from symqnn.report.tables import text_table


def gram_text(qnn: QNN) -> str:
    """Blocks of the exact Gram matrix tr(A_e A_e'), and the parts B_0 and K of the block theorem
    where it holds.
    """
    gram = gram_matrix(qnn)
    components = gram.components()
    largest = max(map(len, components))
    lines = [
        f"Gram matrix of {len(gram.indices)} operators: {len(components)} connected blocks, the "
        f"largest of size {largest}"
    ]
    lines += [_block(gram, component) for component in components]
    if gram.outermost is None:
        reason = "it needs a first gate with H² = c² and a parameter that occurs in no other gate"
        return "\n".join([*lines, f"The block theorem does not apply: {reason}"])
    zeroth, coupled = gram.block_theorem()
    sizes = f"B_0 of size {len(zeroth.indices) if zeroth else 0}, K of size {coupled.dimension}"
    return "\n".join([*lines, f"Block theorem: G ≅ B_0 ⊕ K ⊕ K̄ with {sizes}"])


def _block(gram: GramMatrix, component: tuple[str, ...]) -> str:
    rows = gram.principal(component).rows()
    if len(component) == 1:
        return f"  {component[0]}: {rows[0][0]}"
    table = text_table(
        ["", *component], [[xi, *map(str, row)] for xi, row in zip(component, rows, strict=True)]
    )
    return "\n".join("  " + line for line in table.splitlines())


def rank_latex(qnn: QNN) -> str:
    """Definition 1 and the Gram matrix by blocks as one ``align*``; the rank alone where the matrix
    is too large.
    """
    rows = linear_independence(qnn).latex_rows()
    if qnn.frequencies.components <= MAX_OPERATORS:
        rows += gram_matrix(qnn).latex_rows()
    return breakable(stack(rows, display=True))
