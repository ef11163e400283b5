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
# # 4 · Building a trap: a dataset with exactly $2^p$ local minima
#
# **Question.** Can one write down a training set that defeats gradient descent, for *any* network whose operators are independent?
#
# Teaches: You & Wu (ICML 2021), Lemmas 3 and 4, Theorem 2; the closed form of the loss is ours.
#
# **You will be able to**
# - build a training set with $2^p$ local minima of which one is global;
# - see on the Bloch sphere what its two kinds of samples do;
# - say when the trap springs open again.
#
# The recipe in two steps. $S_0$: samples whose residuals are $\kappa\sin2(\theta_k-\theta^*_k)$. All shifts $\theta_k\mapsto\theta_k+\pi/2$ leave its loss alone, so that
# every minimum has $2^p$ equal copies. $S_1$: residuals $-r\kappa(1-\cos2(\theta_k-\theta^*_k))$ that vanish at $\theta^*$ and lift all other copies.
#
# **Predict first.** Turn up $r$. The copies are lifted higher and higher. Do they stay minima for ever?

# %%
from math import pi

import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, GREY, ORANGE, angle_ticks, bloch_arrow, bloch_sphere, landscape
from exercise import check

from symqnn import CirclePoint, ansatz, critical_points, lemma_3, loss, theorem_2
from symqnn.report.figures_circuit import draw_circuit

qnn = ansatz.paper_experiment(2)
star = [CirclePoint("3/5", "4/5"), CirclePoint("0", "1")]  # (cos 2θ*, sin 2θ*) of each angle
draw_circuit(qnn)

# %%
symmetric, trap = lemma_3(qnn, star), theorem_2(qnn, star, r_squared="1/4")
for name, made in (("S_0 (Lemma 3)", symmetric), ("S_0 ∪ S_1 (Theorem 2)", trap)):
    print(f"{name}: {made.landscape.count} minima, values {[(str(value), number) for value, number in made.landscape.levels]}")

# %% [markdown]
# These counts are theorems about this dataset: the loss is recomputed from the states and labels as an exact polynomial, it is a sum of functions of one angle each, and
# for each of these the zeros of the derivative are counted by Sturm's theorem.
#
# ## What the samples see
#
# One angle is enough. $M(\theta)-I$ is an arrow on the equator of the Bloch sphere, and a sample reads off how long its own Bloch vector is along it. At $\theta^*+\pi/2$ the arrow
# points the opposite way.

# %%
one = theorem_2(ansatz.paper_experiment(1), star[:1], r_squared="1/4")

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(6.4, 4.2), subplot_kw={"projection": "3d"})
bloch_sphere(axes)
axes.view_init(elev=40, azim=80)
turn = np.linspace(0, 2 * pi, 100)
axes.plot(np.sin(turn), np.cos(turn), 0 * turn, color=GREY, label="arrow of M(θ)")
axes.plot(0.8, 0.6, 0, "o", color="black", markersize=8, label="M(θ*)")
axes.plot(-0.8, -0.6, 0, "s", color="black", markersize=7, label="M(θ* + π/2)")
for (state, label), colour, name in zip(one.construction.dataset.samples, (BLUE, ORANGE), ("S₀", "S₁")):
    vector = [float(value) for value in state.vectors[0]]
    bloch_arrow(axes, vector, colour, f"sample of {name}, label {label}")
axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
plt.show()

# %% [markdown]
# The sample of $S_0$ stands at a right angle to both marked arrows: it reads off the same at $\theta^*$ and at its copy, exactly what its label says. It cannot tell them apart. The sample of $S_1$ lies
# along the arrow: right at $\theta^*$, wrong at the copy. The longer its vector ($r$), the more wrong.
#
# The loss of one angle, for several $r$. The dots are its minima.

# %%
theta = np.linspace(0, pi, 300)

# %% tags=["hide-input"]
figure, panels = plt.subplots(1, 4, figsize=(10, 2.6), sharey=True)
for panel, r_squared in zip(panels, ("1/100", "1/4", "2/5", "3/5")):
    made = theorem_2(ansatz.paper_experiment(1), star[:1], r_squared=r_squared)
    poly = loss(made.construction.qnn, made.construction.dataset)
    panel.plot(theta, poly.numeric(theta[:, None]), color=BLUE)
    for minimum in critical_points(poly).points(0):
        panel.plot(minimum.theta[0], float(minimum.value[1]), "o", color=ORANGE, markeredgecolor="black")
    angle_ticks(panel.xaxis, pi, 2)
    panel.set(title=f"r² = {r_squared}", xlabel="θ (radians)")
panels[0].set_ylabel("loss")
plt.show()

# %% [markdown]
# With $p$ angles the loss is a sum of such curves, and minima multiply: $2^p$. Two angles:

# %% tags=["hide-input"]
figure, panels = plt.subplots(1, 3, figsize=(10, 4))
for panel, (made, title) in zip(panels, (
    (symmetric, "S₀: four equal minima"),
    (trap, "r² = 1/4: one global, three spurious"),
    (theorem_2(qnn, star, r_squared="3/5"), "r² = 3/5: one minimum"),
)):  # fmt: skip
    poly = loss(made.construction.qnn, made.construction.dataset)
    landscape(panel, poly, critical_points(poly), parts=2)
    panel.set_title(title, fontsize=10)
    panel.set_aspect("equal")
plt.show()

# %% [markdown]
# At $r^2\geq\frac12$ the spurious minima are gone: for each angle, the second derivative at $\theta^*+\pi/2$ is $8(1-2r^2)$ (up to a positive factor). The tool does not
# paste this formula: it counts.

# %%
for r_squared in ("1/100", "1/4", "49/100", "1/2", "51/100"):
    made = theorem_2(qnn, star, r_squared=r_squared)
    print(f"r² = {r_squared:7} {made.landscape.count} minima")

# %% [markdown]
# ## Exercises
#
# **1.** For $p=3$ and $r^2=1/5$, the loss of the worst minimum, as a fraction in a text. (With $\kappa=1$, a minimum with $k$ shifted angles has the loss $2r^2k/p$.)

# %% tags=["exercise"]
worst = None  # for instance "1/3"

# %%
check(
    worst,
    lambda text: str(theorem_2(ansatz.paper_experiment(3), r_squared="1/5").landscape.levels[-1][0]) == text,
    "the worst minimum has all three angles shifted by π/2",
)

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# worst = "2/5"
# ```
#
# $2\cdot\frac15\cdot\frac33$: all three angles are shifted.
#
# </details>
#
# **2.** How many critical points of all kinds has the loss of Theorem 2 for $p=3$ ($r^2<\frac12$)?

# %% tags=["exercise"]
critical = None

# %%
check(critical, lambda n: n == theorem_2(ansatz.paper_experiment(3)).landscape.critical, "one angle: two minima and two maxima; then multiply")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# critical = 64
# ```
#
# A sum of functions of one angle is critical where each is: $4^3$.
#
# </details>
#
# **3.** A $\theta^*$ of your own for $p=1$: give a rational point of the circle (two texts) at which the global minimum then lies. Any, but not $(\pm1,0)$, $(0,\pm1)$ or $(\frac35,\frac45)$.

# %% tags=["exercise"]
point = None  # for instance ("3/5", "4/5")


# %%
def at_the_point(texts):
    own = CirclePoint(*texts)
    made = theorem_2(ansatz.paper_experiment(1), [own])
    lowest = min(made.landscape.minima(), key=lambda minimum: minimum[1])
    return lowest[0][0].at == own and 0 not in (own.cos, own.sin) and own != CirclePoint("3/5", "4/5")


check(point, at_the_point, "a Pythagorean triple a² + b² = c² gives (a/c, b/c)")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# point = ("5/13", "12/13")
# ```
#
# $5^2+12^2=13^2$.
#
# </details>
#
# **Teach back.** "My optimiser is bad, it does not reach loss 0." Use the Bloch picture to explain how one dataset defeats every method that follows the slope, though a perfect $\theta$ exists.
#
# <details><summary>One answer</summary>
#
# Most samples read off the same at $\theta^*$ and at the opposite point, so the loss has two equal valleys. A weak sample that sees the difference lifts one valley, but too little to level it: its bottom stays a bottom. Who starts in it goes down to it, and there the slope is zero. With $p$ angles every one of them can sit in the wrong valley by itself, so that $2^p-1$ of the $2^p$ bottoms are wrong.
#
# </details>
#
# As a file with a certificate: `symqnn construct theorem-2 --p 3 --out data/`. How gradient descent fares: notebook 7.
