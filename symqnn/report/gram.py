"""The Gram matrix for people: its connected blocks and the block theorem."""

from __future__ import annotations

from symqnn.independence.gram import GramMatrix, gram_matrix
from symqnn.model.qnn import QNN
from symqnn.report.latex import gram_latex
from symqnn.report.tables import text_table


def gram_text(qnn: QNN) -> str:
    """Blocks of the exact Gram matrix tr(Φ_ξ(M)Φ_ξ'(M)), and the parts B_0 and K of the block theorem."""
    gram = gram_matrix(qnn)
    components = gram.components()
    lines = [f"Gram matrix of {len(gram.indices)} operators: {len(components)} connected blocks, the largest of size {max(map(len, components))}"]
    lines += [_block(gram, component) for component in components]
    zeroth, coupled = gram.block_theorem()
    sizes = f"B_0 of size {len(zeroth.indices) if zeroth else 0}, K of size {coupled.dimension}"
    return "\n".join([*lines, f"Block theorem: G ≅ B_0 ⊕ K ⊕ K̄ with {sizes}"])


def _block(gram: GramMatrix, component: tuple[str, ...]) -> str:
    rows = gram.principal(component).rows()
    if len(component) == 1:
        return f"  {component[0]}: {rows[0][0]}"
    table = text_table(["", *component], [[xi, *map(str, row)] for xi, row in zip(component, rows, strict=True)])
    return "\n".join("  " + line for line in table.splitlines())


def gram_latex_of(qnn: QNN) -> str:
    """The same blocks as amsmath LaTeX."""
    return gram_latex(gram_matrix(qnn))
