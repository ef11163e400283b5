# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 12 · A certificate, checked by hand
#
# **Question.** A file claims that a training loss has *exactly* two local minima, one of them spurious. What must you compute to believe it, if you trust neither the
# program that wrote it nor the checker?
#
# Teaches: You & Wu (ICML 2021), Theorem 2 at $p=1$: how a statement about all real angles becomes a few lines of arithmetic with fractions.
#
# **You will be able to**
# - read the three parts of a certificate: instance, claim, witness;
# - turn a loss on a circle into a polynomial on a line, exactly;
# - count roots with Sturm's theorem, and so prove that there are no others.
#
# **Predict first.** The picture of a smooth function on a circle shows two dips. Which finite list of exact numbers could prove that there is no third one, however narrow?
#
# symqnn writes the file and draws the circuit; all that is *concluded* below uses Python's fractions only.

# %%
import json
import subprocess
import sys
import tempfile
from fractions import Fraction
from itertools import pairwise
from math import atan2, pi
from pathlib import Path
from pprint import pprint

import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, GREEN, GREY, ORANGE, angle_ticks, bloch_arrow, bloch_sphere
from exercise import check

import symqnn
from symqnn import QNN
from symqnn.report.figures_circuit import draw_circuit

folder = Path(tempfile.mkdtemp())
command = [sys.executable, "-m", "symqnn.cli", "construct", "theorem-2", "--p", "1", "--out", str(folder)]
subprocess.run(command, capture_output=True, check=True)
(path,) = folder.glob("*.certificate.json")
certificate = json.loads(path.read_text())
for field in ("instance", "claim", "witness"):
    print(f"{field}:")
    pprint(certificate[field], width=110, compact=True)

# %% [markdown]
# Three parts. The **instance** is what the statement is about: a network and training samples, exact. The **claim** is what is said about it. The **witness** is a hint that makes
# checking easy; a wrong hint can make a check fail, never make a false claim pass.
#
# ## 1. The instance: what is the loss?
#
# One gate $e^{-i\theta Z}$, observable $M=I+Y$, unit 2: everything is a function of $\varphi=2\theta$.

# %%
draw_circuit(QNN(["Z"], "I + Y"))

# %% [markdown]
# $Z$ anticommutes with $Y$, so $e^{i\theta Z}Ye^{-i\theta Z}=Y(\cos2\theta-i\sin2\theta\,Z)$, and $YZ=iX$:
#
# $$M(\theta)=I+\cos\varphi\,Y+\sin\varphi\,X.$$
#
# On the Bloch sphere the observable's arrow $(\sin\varphi,\cos\varphi,0)$ runs around the equator, and the output in the state with Bloch vector $(x,y,z)$ is one plus its projection on it:
# $f=1+y\cos\varphi+x\sin\varphi$. The residual of a sample is $f$ minus its label.

# %%
samples = [
    ([Fraction(v) for v in sample["state"]["vectors"][0]], Fraction(sample["label"])) for sample in certificate["instance"]["samples"]
]
residuals = [(1 - label, y, x) for (x, y, z), label in samples]  # constant, coefficient of cos φ, of sin φ
for (bloch, label), (a, b, c) in zip(samples, residuals, strict=True):
    print(f"Bloch vector ({', '.join(map(str, bloch))}), label {label}: residual {a} + {b} cos φ + {c} sin φ")

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(6.4, 4.2), subplot_kw={"projection": "3d"})
bloch_sphere(axes)
axes.view_init(elev=40, azim=80)
turn = np.linspace(0, 2 * pi, 200)
axes.plot(np.sin(turn), np.cos(turn), 0 * turn, color=GREY, label="arrow of M(θ)")
for k, (bloch, _) in enumerate(samples):
    bloch_arrow(axes, [float(value) for value in bloch], (BLUE, ORANGE)[k], f"sample {k + 1}")
axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
plt.show()

# %% [markdown]
# The loss is the mean of the squares: $\ell(\varphi)=\frac1m\sum_i r_i^2$ and $\ell'(\varphi)=\frac2m\sum_i r_ir_i'$ with $r'=-b\sin\varphi+c\cos\varphi$.
#
# ## 2. From a circle to a line
#
# A polynomial in one variable can be searched completely. With $\varphi=\varphi_{\rm cut}+\pi+\psi$ and $t=\tan\frac\psi2$ we have $\cos\psi=\frac{1-t^2}{1+t^2}$ and $\sin\psi=\frac{2t}{1+t^2}$: the
# circle without the point of the cut becomes the line of all real $t$. The witness names a cut that is no critical point, so nothing is lost. Multiplied by $(1+t^2)^2$, the
# derivative is a polynomial $P(t)$ of degree 4 with rational coefficients.


# %%
def plus(p, q):
    """p + q; polynomials are lists of coefficients, the constant one first."""
    longest = max(len(p), len(q))
    return [(p[k] if k < len(p) else 0) + (q[k] if k < len(q) else 0) for k in range(longest)]


def times(p, q):
    """p·q."""
    product = [Fraction(0)] * (len(p) + len(q) - 1)
    for j, a in enumerate(p):
        for k, b in enumerate(q):
            product[j + k] += a * b
    return product


def at(p, t):
    """p(t)."""
    return sum(coefficient * t**k for k, coefficient in enumerate(p))


def derivative_on_the_line(cut):
    """P(t), for the cut (cos, sin)."""
    c0, s0 = cut
    norm, cosine, sine = [1, 0, 1], [-c0, 2 * s0, c0], [-s0, -2 * c0, s0]  # 1 + t², and cos φ, sin φ times it
    total = [Fraction(0)]
    for a, b, c in residuals:
        value = plus(times([a], norm), plus(times([b], cosine), times([c], sine)))
        slope = plus(times([-b], sine), times([c], cosine))
        total = plus(total, times([Fraction(2, len(residuals))], times(value, slope)))
    return total


def slope_at(point):
    """ℓ' at a point (cos φ, sin φ)."""
    cosine, sine = point
    return Fraction(2, len(residuals)) * sum((a + b * cosine + c * sine) * (c * cosine - b * sine) for a, b, c in residuals)


(hint,) = certificate["witness"]["coordinates"]
cut = [Fraction(v) for v in hint["cut"]]
separators = [Fraction(v) for v in hint["separators"]]
polynomial = derivative_on_the_line(cut)
print("the cut lies on the circle:", cut[0] ** 2 + cut[1] ** 2 == 1)
print("ℓ' at the cut:", slope_at(cut), "(not 0)")
print("P(t), constant first:", *polynomial)

# %% [markdown]
# ## 3. Exactly one root in each interval
#
# The separators cut the line into intervals; the claim is that each holds exactly one root of $P$. **Sturm's theorem** counts the different real roots between two numbers, by the changes of
# sign in a chain of remainders: $P$, $P'$, and then each time minus the remainder of the last division. Fractions only, no root is ever computed.


# %%
def remainder(p, q):
    """The remainder of p divided by q."""
    p = list(p)
    while len(p) >= len(q):
        factor = p[-1] / q[-1]
        shift = len(p) - len(q)
        p = [a - (factor * q[k - shift] if k >= shift else 0) for k, a in enumerate(p)][:-1]
    while p and p[-1] == 0:
        p.pop()
    return p


def chain(p):
    """Sturm's chain of p."""
    links = [p, [k * a for k, a in enumerate(p)][1:]]
    while rest := remainder(links[-2], links[-1]):
        links.append([-a for a in rest])
    return links


def changes(values):
    """Changes of sign, zeros left out."""
    signs = [value > 0 for value in values if value]
    return sum(one != other for one, other in pairwise(signs))


links = chain(polynomial)
at_minus_infinity = changes([link[-1] * (-1) ** (len(link) - 1) for link in links])
at_infinity = changes([link[-1] for link in links])
counts = [at_minus_infinity, *(changes([at(link, t) for link in links]) for t in separators), at_infinity]
print("roots in the intervals:", [before - after for before, after in pairwise(counts)])
print("signs of P at the separators:", ["+" if at(polynomial, t) > 0 else "-" for t in separators])

# %% [markdown]
# One root in each of the four intervals: four critical points and **no other**. Where $P$ goes from $-$ to $+$ the loss falls before and rises after: a minimum. Now the picture may be drawn;
# it proves nothing, but it shows what was proved.

# %%
line = np.linspace(-6, 5, 800)
phi = np.linspace(0, 2 * pi, 600)
loss = sum((float(a) + float(b) * np.cos(phi) + float(c) * np.sin(phi)) ** 2 for a, b, c in residuals) / len(residuals)

# %% tags=["hide-input"]
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
left.plot(phi, loss, color=BLUE, linewidth=2)
start = atan2(float(cut[1]), float(cut[0]))
left.axvline(start % (2 * pi), color="black", linestyle="-.", label="cut")
for k, t in enumerate(separators):
    left.axvline((start + pi + 2 * atan2(float(t), 1)) % (2 * pi), color=GREEN, linestyle=":", linewidth=2, label="separators" if k == 0 else None)
for entry in certificate["claim"]["coordinates"][0]:
    if entry["at"]:
        x, y = map(Fraction, entry["at"])
        value = sum((a + b * x + c * y) ** 2 for a, b, c in residuals) / len(residuals)
        left.plot(atan2(float(y), float(x)) % (2 * pi), float(value), "o", color=ORANGE, markersize=4 + 4 * (value > 0), label=f"minimum, loss {value}")
left.set(xlabel="φ = 2θ (radians)", ylabel="loss", title="on the circle")
angle_ticks(left.xaxis, 2 * pi)
left.legend(fontsize=9, loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=2, frameon=False)
right.plot(line, [float(at(polynomial, Fraction(t).limit_denominator(1000))) / (1 + t * t) ** 2 for t in line], color=BLUE, linewidth=2)
right.axhline(0, color="black", linewidth=0.8)
for t in separators:
    right.axvline(float(t), color=GREEN, linestyle=":", linewidth=2)
right.set(xlabel="t = tan(ψ/2)", ylabel="P(t) / (1 + t²)²", title="on the line: one root between neighbours")
plt.show()

# %% [markdown]
# ## 4. The claim, line by line
#
# Both minima are given as points $(\cos\varphi,\sin\varphi)$ with rational coordinates. Is the slope exactly 0 there, and which loss do they have?

# %%
levels = []
for entry in certificate["claim"]["coordinates"][0]:
    if entry["kind"] == "minimum":
        point = [Fraction(v) for v in entry["at"]]
        value = sum((a + b * point[0] + c * point[1]) ** 2 for a, b, c in residuals) / len(residuals)
        levels.append(value)
        print(f"at {tuple(map(str, point))}: on the circle {point[0] ** 2 + point[1] ** 2 == 1}, slope {slope_at(point)}, loss {value}")
print("minima:", len(levels), " spurious:", sum(value > min(levels) for value in levels), " gap:", max(levels) - min(levels))
print("claimed:", {name: certificate["claim"][name] for name in ("minima", "critical_points", "spurious", "gap")})

# %% [markdown]
# That is the whole proof of Theorem 2 on this instance; for $p$ angles the loss is a sum of such functions, and minima multiply: $2^p$. The checker does the same for every angle,
# and is as suspicious of the file as we were. Its answer:


# %%
def checked(value):
    """What the stand-alone checker says of a certificate."""
    changed = folder / "changed.json"
    changed.write_text(json.dumps(value, sort_keys=True, separators=(",", ":")) + "\n")
    checker = Path(symqnn.__file__).parent / "checker"
    said = subprocess.run([sys.executable, "-I", "-S", str(checker), str(changed)], capture_output=True, text=True, check=False).stdout
    return said.replace(f"{changed}: ", "").strip()


def with_hint(**changed):
    """The certificate with another cut or other separators."""
    other = json.loads(json.dumps(certificate))
    other["witness"]["coordinates"][0].update(changed)
    return other


print(checked(certificate))
forged = json.loads(json.dumps(certificate))
forged["claim"]["minima"] = "3"
print("with 3 minima claimed:", checked(forged))
print("with a separator at a wrong place:", checked(with_hint(separators=["-5/2", "-1", "1"])))

# %% [markdown]
# ## Exercises
#
# **1.** A witness is only a hint: others do as well. Give three separators, as a list of texts, of which *none* is one of the given ones, such that the checker still says VERIFIED.

# %% tags=["exercise"]
mine = None  # for instance: mine = ["-5/2", "…", "…"]

# %%
check(
    mine,
    lambda given: len(given) == 3 and not set(given) & set(hint["separators"]) and checked(with_hint(separators=list(given))).startswith("VERIFIED"),
    "each interval must still hold one root: look at the right picture for where P crosses 0",
)

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# mine = ["-5/2", "1/10", "9/10"]
# ```
#
# Any three numbers with one root of $P$ between neighbours. The witness is not unique, the claim is.
#
# </details>
#
# **2.** A cut (a pair of texts, a rational point of the circle) with which the checker says REJECTED *because something would be lost*: a critical point of the loss.

# %% tags=["exercise"]
bad_cut = None

# %%
check(
    bad_cut,
    lambda given: slope_at([Fraction(v) for v in given]) == 0 and checked(with_hint(cut=list(given))).startswith("REJECTED"),
    "the certificate itself names two points at which the slope is 0",
)

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# bad_cut = ("3/5", "4/5")
# ```
#
# The global minimum itself. With the cut there it would lie at infinity on the line and be lost from the count, so the checker refuses.
#
# </details>
#
# **Teach back.** Explain to a fellow student, with the right picture only, why four critical points are *all* there are, although nobody looked at every angle.
#
# <details><summary>One answer</summary>
#
# The derivative of the loss, carried to the line, is a polynomial of degree 4. Sturm's chain counts its different real roots between two numbers exactly, by signs of fractions; over the whole line it counts four. Nothing between the pixels can hide: the count is of roots, not of places where somebody looked.
#
# </details>
