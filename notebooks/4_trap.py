# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
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
# The recipe in two steps. $S_0$: samples whose residuals are $\kappa\sin2(\theta_k-\theta^*_k)$. All shifts $\theta_k\mapsto\theta_k+\pi/2$ leave its loss alone, so that
# every minimum has $2^p$ equal copies. $S_1$: residuals $-r\kappa(1-\cos2(\theta_k-\theta^*_k))$ that vanish at $\theta^*$ and lift all other copies.
#
# **Predict first.** Turn up $r$. The copies are lifted higher and higher. Do they stay minima for ever?

# %%
from math import pi

import matplotlib.pyplot as plt
import numpy as np
from exercise import check

from symqnn import CirclePoint, ansatz, lemma_3, loss, theorem_2

qnn = ansatz.paper_experiment(2)
star = [CirclePoint("3/5", "4/5"), CirclePoint("0", "1")]  # (cos 2θ*, sin 2θ*) of each angle
symmetric, trap = lemma_3(qnn, star), theorem_2(qnn, star, r_squared="1/4")
for name, made in (("S_0 (Lemma 3)", symmetric), ("S_0 ∪ S_1 (Theorem 2)", trap)):
    print(f"{name}: {made.landscape.count} minima, values {[(str(value), number) for value, number in made.landscape.levels]}")

# %% [markdown]
# These counts are theorems about this dataset: the loss is recomputed from the states and labels as an exact polynomial, it is a sum of functions of one angle each, and
# for each of these the zeros of the derivative are counted by Sturm's theorem. A picture of both losses; the marks are the minima:


# %%
def picture(panel, made, title):
    grid = np.linspace(0, pi, 120)
    angles = np.stack(np.meshgrid(grid, grid, indexing="ij"), axis=-1)
    values = loss(made.construction.qnn, made.construction.dataset).numeric(angles)
    panel.contourf(grid, grid, values.T, levels=24, cmap="cividis")
    for point in made.landscape.points():
        x, y = ((np.arctan2(float(c.sin), float(c.cos)) / 2) % pi for c in point)
        panel.plot(x, y, "wo", markeredgecolor="black")
    panel.set(title=title, xlabel="θ₁", ylabel="θ₂", xticks=[0, pi / 2, pi], yticks=[0, pi / 2, pi])
    panel.set_xticklabels(["0", "π/2", "π"])
    panel.set_yticklabels(["0", "π/2", "π"])


figure, panels = plt.subplots(1, 3, figsize=(11, 3.5))
picture(panels[0], symmetric, "S₀: four equal minima")
picture(panels[1], trap, "r² = 1/4: one global, three spurious")
picture(panels[2], theorem_2(qnn, star, r_squared="3/5"), "r² = 3/5: one minimum")
figure.tight_layout()
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
# **2.** How many critical points of all kinds has the loss of Theorem 2 for $p=3$ ($r^2<\frac12$)?

# %% tags=["exercise"]
critical = None

# %%
check(critical, lambda n: n == theorem_2(ansatz.paper_experiment(3)).landscape.critical, "one angle: two minima and two maxima; then multiply")

# %% [markdown]
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
# As a file with a certificate: `symqnn construct theorem-2 --p 3 --out data/`. How gradient descent fares: notebook 7.
