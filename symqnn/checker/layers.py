"""The operators Phi_xi(M) from their definition, exactly or modulo a prime.

    Phi^(0)A = (A + HAH)/2,  Phi^(1)A = (A - HAH)/2,  Phi^(2)A = i(HA - AH)/2
    Phi_xi = Phi_1^(xi_1) o ... o Phi_p^(xi_p)
"""

from functools import lru_cache

from .instance import Network, observable
from .modular import rank
from .operators import Operator, all_words, linear, multiply
from .verdict import require_affordable, require_few_terms


def layer(h: Operator, a: Operator, q: int) -> list[Operator]:
    """Phi^(k)A for k = 0, 1, 2, modulo q unless q = 0; h and a are Hermitian, so AH = (HA)^dagger."""
    left = multiply(h, a)
    both, right = multiply(left, h), left.adjoint()
    parts = [linear((1, 1), (a, both), 2), linear((1, -1), (a, both), 2), linear((1, -1), (left, right), 2).times_i()]
    return [part.modulo(q) for part in parts] if q else parts


def all_operators(network: Network, q: int) -> list[Operator]:
    """All 3^p operators Phi_xi(M) modulo q; the first one is xi = 0...0."""
    require_few_terms(3 ** len(network.generators))
    operators = [observable(network).modulo(q)]
    for h in reversed(network.generators):
        if network.qubits is None:
            require_affordable(16 * len(operators) * network.dimension**3)
        layers = [layer(h.modulo(q), a, q) for a in operators]
        operators = [parts[k] for k in range(3) for parts in layers]
        require_few_terms(sum(a.size for a in operators))
    return operators


@lru_cache(maxsize=256)
def modular_rank(network: Network, q: int, i: int, with_zero: bool) -> int:
    """Rank over F_q, under i -> root, of all Phi_xi(M), with or without xi = 0...0."""
    operators = all_operators(network, q)
    words = all_words(operators)
    columns = network.dimension**2 if network.qubits is None else len(words)
    require_affordable(len(operators) * min(len(operators), columns) * columns // 2)
    return rank([[(x + i * y) % q for x, y in zip(*a.spread(words), strict=True)]
                 for a in (operators if with_zero else operators[1:])], q)


class ExactOperators:
    """The exact Phi_xi(M) of one network, computed when asked for and kept."""

    def __init__(self, network: Network) -> None:
        self.network, self.size = network, 0
        self.known = {"": observable(network)}

    def get(self, xi: str) -> Operator:
        """Phi_xi(M): apply the layers of xi from the last digit on, starting from the longest suffix known."""
        start = next(k for k in range(len(xi) + 1) if xi[k:] in self.known)
        for position in reversed(range(start)):
            suffix = xi[position + 1 :]
            parts = layer(self.network.generators[position], self.known[suffix], 0)
            self.known.update({f"{k}{suffix}": part for k, part in enumerate(parts)})
            self.size += sum(part.size for part in parts)
            if self.network.qubits is None:
                require_affordable(8 * self.size * self.network.dimension**2)
            else:
                require_few_terms(self.size + len(self.known))
        return self.known[xi]


exact_operators = lru_cache(maxsize=4)(ExactOperators)


@lru_cache(maxsize=2**12)
def relation_holds(network: Network, relation: tuple[tuple[str, int], ...]) -> bool:
    """Sum of coefficient * Phi_xi(M) = 0, exactly."""
    operators = exact_operators(network)
    return linear([c for _, c in relation], [operators.get(xi) for xi, _ in relation]).is_zero
