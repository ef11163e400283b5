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
# # 5 · Counting critical points: from Bézout to a certificate
#
# **Question.** How many critical points can a loss have, and how does one know that a list of them is complete?
#
# Teaches: You & Wu (ICML 2021), Theorem 7, Eqns 24-28; the sharper bounds and the complete lists are ours.
#
# With $c_l=\cos2\theta_l$, $s_l=\sin2\theta_l$ the critical points are the real solutions of $2p$ polynomial equations: $p$ derivatives $g_l(c,s)=0$ and $p$ circles
# $c_l^2+s_l^2=1$. Bézout's theorem bounds the number of isolated complex solutions by the product of the degrees: $(4p)^p$.
#
# **Predict first.** At $p=2$ the bound is $64$. How many critical points does a loss have whose samples are random? Between which numbers?

# %%
from math import pi

import matplotlib.pyplot as plt
import numpy as np
from exercise import check

from symqnn import ansatz, critical_points, factorial_minima, ladder, loss, random_dataset

qnn = ansatz.paper_experiment(2)
poly = loss(qnn, random_dataset(2, 6, seed=1))
for rung in ladder(poly):
    print(f"{rung.value:4}  {rung.name}   ({rung.rests_on})")
found = critical_points(poly)
print(f"{found.number:4}  real critical points; by Morse index: {found.by_index}; Euler sum {found.euler_characteristic}")

# %% [markdown]
# ## What makes the list complete
#
# The torus is cut into boxes. A box is thrown away when rational interval arithmetic shows that some derivative has no zero in it. In the others the *Krawczyk operator*
# proves that there is exactly one critical point. No box is left over. The Euler characteristic of the torus is an independent check: $\sum(-1)^{\text{index}}=0$.

# %%
grid = np.linspace(0, pi, 160)
angles = np.stack(np.meshgrid(grid, grid, indexing="ij"), axis=-1)
marks = {0: ("o", "white", "minimum"), 1: ("D", "#e69f00", "saddle"), 2: ("^", "#d55e00", "maximum")}


def picture(panel, poly, found, title):
    panel.contourf(grid, grid, poly.numeric(angles).T, levels=24, cmap="cividis")
    for index, (marker, colour, name) in marks.items():
        places = np.array([point.theta for point in found.points(index)])
        panel.plot(*places.T, marker, color=colour, markeredgecolor="black", linestyle="", label=f"{len(places)} × {name}")
    panel.set(title=title, xlabel="θ₁", ylabel="θ₂", xlim=(0, pi), ylim=(0, pi), xticks=[0, pi / 2, pi], yticks=[0, pi / 2, pi])
    panel.set_xticklabels(["0", "π/2", "π"])
    panel.set_yticklabels(["0", "π/2", "π"])
    panel.legend(fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=3, frameon=False)


many = factorial_minima(qnn)
crowded = loss(many.construction.qnn, many.construction.dataset)
figure, panels = plt.subplots(1, 2, figsize=(9, 4.3))
picture(panels[0], poly, found, "random samples")
picture(panels[1], crowded, critical_points(crowded), "p!·2ᵖ construction")
figure.tight_layout()
plt.show()

# %% [markdown]
# The right picture reaches the sharpest bound, $p!\,4^p=32$: **all** complex critical points are real, and $p!\,2^p=8$ of them are minima.
#
# ## Exercises
#
# **1.** The Morse indices of a loss on the 2-torus with 5 minima, 3 maxima and otherwise saddles, all non-degenerate: how many saddles?

# %% tags=["exercise"]
saddles = None

# %%
check(saddles, lambda n: 5 - n + 3 == 0, "the Euler sum is 0")

# %% [markdown]
# **2.** A seed (not 1) for which the random dataset of 6 samples has *exactly one* local minimum or *at least four*. Search with the library.


# %%
def unusual(number):
    minima = critical_points(loss(qnn, random_dataset(2, 6, seed=number))).by_index[0]
    return number != 1 and (minima == 1 or minima >= 4)


# %% tags=["exercise"]
seed = None

# %%
check(seed, unusual, "write a loop over seeds and look at by_index[0]")

# %% [markdown]
# **3.** The paper's bound and the mixed-volume bound $p!\,4^p$ at $p=4$, as a pair of numbers.

# %% tags=["exercise"]
pair = None

# %%
check(pair, lambda numbers: tuple(numbers) == (16**4, 24 * 4**4), "(4p)^p and p!·4^p")

# %% [markdown]
# With a certificate that anyone can check: `symqnn count --p 2 --dataset random:6:1 --out points.certificate.json`.
