"""What each statement says, as a formula in the paper's notation."""

from __future__ import annotations

from symqnn.statements.result import Result

_SUM = r"\sum_{\xi \in \{0,1,2\}^{p}}"
_WAVES = r"\prod_{\xi_{l}=1} \cos 2\theta_{l} \prod_{\xi_{l}=2} \sin 2\theta_{l}"
_BOXED = (
    r"\bigl[\sin^{2} 2(\theta_{l}-\theta_{l}^{*}) + r^{2} (1-\cos "
    r"2(\theta_{l}-\theta_{l}^{*}))^{2}\bigr]"
)

_OURS = r" \quad\text{(closed form: ours)}"

_TRAPPED = (
    r"L(\theta) = c + \sum_{l \in S} \ell_{l}(\theta_{l}), \quad S \subset \{1, \ldots, p\} "
    r"\text{ the angles that can be trapped}"
)

# statement, or statement.part → formula; a formula that is ours, not the paper's, belongs to a
# statement whose title says so
FORMULAS: dict[str, str] = {
    "equation-11": rf"M(\theta) = U(\theta)^{{\dagger}} M U(\theta) = {_SUM} "
    rf"\Phi_{{\xi}}(M) {_WAVES}",
    "equation-12": rf"f(\rho, \theta) = {_SUM} \operatorname{{tr}}(\rho\,\Phi_{{\xi}}(M)) {_WAVES}",
    "equations-13-15": r"\theta_{l} \mapsto \theta_{l} + \tfrac{\pi}{2}: \quad \cos "
    r"2\theta_{l} \mapsto "
    r"-\cos 2\theta_{l}, \quad "
    r"\sin 2\theta_{l} \mapsto -\sin 2\theta_{l}",
    "definition-1": r"\{\Phi_{\xi}(M) : \xi \in \{0,1,2\}^{p},\ \xi \neq 0\} \text{ "
    r"linearly independent}",
    "lemma-3": r"L(\theta; S_{0}) = \frac{\kappa^{2}}{p} \sum_{l=1}^{p} \sin^{2} "
    r"2(\theta_{l}-\theta_{l}^{*})" + _OURS,
    "lemma-4": rf"L(\theta; S_{{0}}) + L(\theta; S_{{1}}) = \frac{{\kappa^{{2}}}}{{p}} "
    rf"\sum_{{l=1}}^{{p}} {_BOXED}" + _OURS,
    "theorem-2": rf"L(\theta; S_{{0}} \cup S_{{1}}) = "
    rf"\frac{{\kappa^{{2}}}}{{2p}} \sum_{{l=1}}^{{p}} "
    rf"{_BOXED}, \quad N_{{\min}} = 2^{{p}} "
    r"\text{ for } 0 < r^{2} < \tfrac{1}{2}" + _OURS,
    "separable-landscape": r"L(\theta) = c + \sum_{l=1}^{p} \ell_{l}(\theta_{l})",
    "proposition-5": r"H_{l} = h_{l}, \quad M = \bigotimes_{l=1}^{p} m_{l}, \quad "
    r"m_{l} \pm h_{l} m_{l} "
    r"h_{l} \neq 0 \quad\Rightarrow\quad N_{\min} \geq 2^{p}",
    "parity-family": r"L = \frac{\kappa^{2}}{m} \Bigl[\sum_{l} (1-u_{l}^{2}) + "
    r"\sum_{S} r_{S}^{2} \bigl(1 "
    r"- \prod_{l \in S} u_{l}\bigr)^{2}\Bigr], \quad "
    r"u_{l} = \cos 2(\theta_{l}-\theta_{l}^{*})",
    "maxcut": r"L = \frac{\kappa^{2}}{m} \Bigl[\sum_{l} (1-u_{l}^{2}) + r^{2} \sum_{ij \in E} (1 + "
    r"u_{i} u_{j})^{2}\Bigr], \quad "
    r"\min L = \frac{4 r^{2} \kappa^{2}}{m} (|E| - \operatorname{maxcut})",
    "factorial-minima": r"N_{\min} \geq p!\,2^{p}",
    "universality": r"L(\theta; S) = c\,(T(\theta) + C), \quad c > 0, \quad T "
    r"\text{ of degree at most } "
    r"2 \text{ in each angle}",
    "benign": r"\nabla L = 0,\ \nabla^{2} L \succeq 0 \implies L \leq \min L + \delta",
    "noise": r"M_{\eta}(\theta) = \sum_{k} \eta^{k} M_{k}(\theta), \quad 0 \leq \eta \leq 1",
    "many-minima": r"N_{\min} \geq \tfrac{3}{2}\,p!\,2^{p}",
    "integral-spectra": r"N_{\min} = \prod_{l=1}^{p} 2D_{l} \text{ a period, } "
    r"D_{l} \text{ the largest "
    r"frequency in } \varphi_{l} = g_{l}\theta_{l}",
    "integral-spectra.factorial": r"N_{\min} \geq p! \prod_{l=1}^{p} 2D_{l} "
    r"\text{ (ours) a period}",
    "lemma-3.trapped-angles": _TRAPPED,
    "lemma-4.trapped-angles": _TRAPPED,
    "theorem-2.trapped-angles": _TRAPPED,
    "theorem-2.linked": r"N_{\min} = 2^{p}, \quad\text{each trap either alone or "
    r"linked to traps before it}",
    "theorem-6": r"H_{l} = W_{l} H W_{l}^{\dagger},\ W_{l} \text{ Haar-random}: \quad "
    r"\operatorname{Pr}[\text{independent}] "
    r"\geq 1 - O(d^{-1}), \quad \text{ours: } \geq 1 - \varepsilon_{p}(d, \kappa), \ \kappa = "
    r"\frac{\operatorname{tr} M^{4}}{(\operatorname{tr} M^{2})^{2}}",
    "theorem-7": r"\#\{\theta \in [0,\pi)^{p} : \nabla L(\theta) = 0\} \leq "
    r"(4p)^{p} \text{ if none "
    r"is degenerate}",
}

# the same for networks that are not of the paper's form: phases φ_l = g_lθ_l in place of 2θ_l, any
# frequencies
_INDEXED = r"\sum_{e} A_{e} \prod_{l} b_{e_{l}}(\varphi_{l})"
_BASIS = (
    r"b_{0} = 1,\ b_{2k-1}(\varphi) = \cos k\varphi,\ b_{2k}(\varphi) = \sin k\varphi,\ "
    r"\varphi_{l} = g_{l}\theta_{l}"
)
GENERAL: dict[str, str] = {
    "equation-11": rf"M(\theta) = U(\theta)^{{\dagger}} M U(\theta) = {_INDEXED}, \quad {_BASIS}",
    "equation-12": r"f(\rho, \theta) = \sum_{e} \operatorname{tr}(\rho\,A_{e}) \prod_{l} "
    r"b_{e_{l}}(\varphi_{l}), \quad " + _BASIS,
    "equations-13-15": r"\varphi_{l} \mapsto \varphi_{l} + \pi: \quad \cos "
    r"\varphi_{l} \mapsto -\cos "
    r"\varphi_{l}, \quad "
    r"\sin \varphi_{l} \mapsto -\sin \varphi_{l}",
    "definition-1": r"\{M_{k} : k \in K,\ k \neq 0\} \text{ linearly "
    r"independent}, \quad M(\theta) = "
    r"\sum_{k \in K} M_{k} e^{ik \cdot \varphi}, \quad "
    r"\varphi_{l} = g_{l}\theta_{l}",
    "theorem-7": r"\#\{\varphi \in [0,2\pi)^{p} : \nabla L = 0\} \leq (2Dp)^{p} \text{ if none is "
    r"degenerate, } D \text{ the largest degree}",
}


def formula(statement: str, part: str = "", general: bool = False) -> str:
    r"""The formula of a statement, or of one part of it; "" if it has none here.

    Args:
        general: for a network that is not of the paper's form.

    Example:
        >>> r"\varphi_{l}-\varphi_{l}^{*}" in formula("lemma-3", general=True)
        True
    """
    if f"{statement}.{part}" in FORMULAS:
        return FORMULAS[f"{statement}.{part}"]
    if general and statement in GENERAL:
        return GENERAL[statement]
    found = FORMULAS.get(statement, "")
    return _in_phases(found) if general else found


def formula_part(result: Result) -> str:
    """Which formula of its statement belongs to a result: its part, or ``linked`` where Theorem 2's
    traps are linked.
    """
    linked = result.certificate is not None and result.certificate["kind"] == "vertex-minima"
    return (
        "linked" if linked and not result.part and result.statement == "theorem-2" else result.part
    )


def _in_phases(code: str) -> str:
    """Differences of angles, each times 2 in the paper's networks, as differences of phases."""
    difference = r"(\varphi_{l}-\varphi_{l}^{*})"
    return code.replace(r" 2(\theta_{l}-\theta_{l}^{*})", difference)
