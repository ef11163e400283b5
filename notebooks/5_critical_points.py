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
# # 5 · Counting critical points: from Bézout to a certificate
#
# **Question.** How many critical points can a loss have, and how does one know that a list of them is complete?
#
# Teaches: You & Wu (ICML 2021), Theorem 7, Eqns 24-28; the sharper bounds and the complete lists are ours.
#
# **You will be able to**
# - see critical points as crossings of two curves, and count such crossings by degrees (Bézout);
# - say what it takes to *prove* that no critical point is missing: exclude, include, leave nothing over;
# - use the Euler characteristic as an independent check.
#
# **Predict first.** Two angles, a loss from six random samples. Theorem 7 allows up to $(4p)^p=64$ critical points. How many are there really? Between which numbers?

# %%
from collections import Counter

import matplotlib.pyplot as plt
import numpy as np
from drawing import AMBER, BLUE, MARKS, ORANGE, angle_ticks, landscape
from exercise import check

from symqnn import ansatz, critical_points, factorial_minima, gradient, ladder, loss, random_dataset
from symqnn.report.figures_circuit import draw_circuit

qnn = ansatz.paper_experiment(2)
draw_circuit(qnn)

# %% [markdown]
# ## Critical points are crossings
#
# A point is critical where both derivatives vanish. Each derivative alone vanishes along curves; the critical points are where a curve of one crosses a curve of the other.

# %%
poly = loss(qnn, random_dataset(2, 6, seed=1))
found = critical_points(poly)
slopes = gradient(poly)

grid = np.linspace(0, np.pi, 161)
angles = np.stack(np.meshgrid(grid, grid), axis=-1)

# %% tags=["hide-input"]
figure, (left, right) = plt.subplots(1, 2, figsize=(9, 4.4))
landscape(left, poly, title="the loss")
for slope, colour, style in zip(slopes, (BLUE, ORANGE), ("-", "--")):
    right.contour(grid, grid, slope.numeric(angles), levels=[0], colors=colour, linestyles=style, linewidths=1.8)
for kind, index in (("minima", 0), ("saddles", 1), ("maxima", 2)):
    places = np.array([point.theta for point in found.points(index)])
    marker, colour = MARKS[kind]
    right.plot(*places.T, marker, color=colour, markeredgecolor="black", label=f"{len(places)} {kind}")
right.plot([], [], color=BLUE, label="∂L/∂θ₁ = 0")
right.plot([], [], "--", color=ORANGE, label="∂L/∂θ₂ = 0")
angle_ticks(right.xaxis, np.pi)
angle_ticks(right.yaxis, np.pi)
right.set(xlabel="θ₁ (radians)", ylabel="θ₂ (radians)", title="where its derivatives vanish", aspect="equal")
left.set_aspect("equal")
right.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
plt.show()
print(found)

# %% [markdown]
# ## How many crossings can there be?
#
# With $c_l=\cos2\theta_l$, $s_l=\sin2\theta_l$ all this is algebra: $p$ derivatives $g_l(c,s)=0$ of degree at most $2p$, and $p$ circles $c_l^2+s_l^2=1$. **Bézout:** two plane curves of
# degrees $a$ and $b$ cross in at most $ab$ points, if in finitely many; in general, isolated complex solutions are at most as many as the product of the degrees, $(2p\cdot2)^p=(4p)^p$.
# Counting with more care for the shape of the equations gives less:

# %%
for rung in ladder(poly):
    print(f"{rung.value:4}  {rung.name}   ({rung.rests_on})")

# %% [markdown]
# And how many *are* there? Twenty-four random datasets, each with a complete list:

# %%
numbers = Counter(critical_points(loss(qnn, random_dataset(2, 6, seed=seed))).number for seed in range(24))

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(7, 2.8))
axes.bar(list(numbers), list(numbers.values()), width=1.2, color=BLUE)
for bound, name in ((32, "p!·4ᵖ = 32"), (64, "(4p)ᵖ = 64")):
    axes.axvline(bound, color=ORANGE, linestyle="--")
    axes.text(bound - 0.8, max(numbers.values()), name, ha="right", va="top", color=ORANGE)
axes.set(xlabel="real critical points", ylabel="datasets of 24", xticks=range(0, 65, 8))
plt.show()

# %% [markdown]
# The number is always even, and typical losses stay far below the bounds. Why even? On a torus, for a loss without degenerate points,
#
# $$\#\text{minima}-\#\text{saddles}+\#\text{maxima}=0$$
#
# (the Euler characteristic of the torus). No list that violates it is complete: a check that knows nothing of boxes or roots.
#
# ## What makes the list complete
#
# **Exclude.** Let $m$ be the middle of a box with half sides $r$, $g$ the gradient, $H=\partial g/\partial\theta$ the Hessian, and $T_{ij}$ a bound for the change of $H_{ij}$ over the box. Then $g_i$ changes by at most
# $\sum_j(|H_{ij}(m)|+T_{ij})\,r_j$. If $|g_i(m)|$ is larger, $g_i$ has no zero in the box: throw it away.
#
# **Include.** Near a critical point no box is thrown away for that reason. But Newton's step with an error bound, the *Krawczyk operator*, says where in the box critical points can be: in
#
# $$K=m-A\,g(m)\ \pm\ |A|\,T\,r,\qquad A=H(m)^{-1}.$$
#
# If $K$ lies inside the box, the box has exactly one critical point. If $K$ misses the box, it has none. Otherwise: cut it into four and try again.

# %%
hessian = [[slope.derivative(axis) for axis in (0, 1)] for slope in slopes]


def steepness(polynomial):
    """A bound, everywhere, for the sum of |∂/∂θ₁| and |∂/∂θ₂|: absolute coefficients, added."""
    return float(sum(abs(value) for axis in (0, 1) for _, value in polynomial.derivative(axis).terms()))


bend = np.array([[steepness(entry) for entry in row] for row in hessian])


def krawczyk(middle, half):
    """Middle and half sides of K for a square; and the gradient and the Hessian in its middle."""
    g = np.array([float(slope.numeric(middle)) for slope in slopes])
    h = np.array([[float(entry.numeric(middle)) for entry in row] for row in hessian])
    inverse = np.linalg.inv(h)
    return middle - inverse @ g, np.abs(inverse) @ (half * bend) @ [half, half], g, h


def verdict(middle, half):
    """How many critical points the square has: 0, 1, or None for not known yet."""
    centre, sides, g, h = krawczyk(middle, half)
    if np.any(np.abs(g) > (np.abs(h) + half * bend) @ [half, half]):
        return 0
    if np.all(np.abs(centre - middle) + sides < half):
        return 1
    return 0 if np.any(np.abs(centre - middle) - sides > half) else None


point = np.array(next(found.points(0)).theta)

# %% tags=["hide-input"]
figure, panels = plt.subplots(1, 2, figsize=(9, 3.6))
for panel, half in zip(panels, (0.02, 0.005)):
    middle = point + half * np.array([0.3, -0.2])  # a square with the point somewhere inside
    centre, sides, *_ = krawczyk(middle, half)
    panel.add_patch(plt.Rectangle(middle - half, 2 * half, 2 * half, fill=False, edgecolor=BLUE, linewidth=2, label="box"))
    panel.add_patch(plt.Rectangle(centre - sides, *(2 * sides), facecolor=AMBER, alpha=0.5, edgecolor=ORANGE, linestyle="--", linewidth=2, label="K"))
    panel.plot(*point, "k.", label="critical point")
    reach = 1.3 * max(half, float(np.max(np.abs(centre - middle) + sides)))
    panel.set(xlim=middle[0] + np.array([-reach, reach]), ylim=middle[1] + np.array([-reach, reach]))
    panel.set(aspect="equal", xlabel="θ₁ (radians)", ylabel="θ₂ (radians)")
    panel.set_title(f"half side {half}: " + {1: "exactly one", None: "cut"}[verdict(middle, half)])
    panel.locator_params(nbins=4)
panels[1].legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
plt.show()

# %% [markdown]
# The search from the whole torus down. Each square is coloured by what was proved of it; none is left.


# %%
def search():
    """Squares as (middle, half side, number of critical points); they cover the torus."""
    done, open_squares = [], [(np.array([np.pi / 2, np.pi / 2]), np.pi / 2)]
    while open_squares:
        middle, half = open_squares.pop()
        number = verdict(middle, half)
        if number is not None:
            done.append((middle, half, number))
            continue
        for corner in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
            open_squares.append((middle + half / 2 * np.array(corner), half / 2))
    return done


squares = search()

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(6.4, 5))
for middle, half, number in squares:
    colour = BLUE if number else "#f2f2f2"
    axes.add_patch(plt.Rectangle(middle - half, 2 * half, 2 * half, facecolor=colour, edgecolor="#b0b0b0", linewidth=0.4))
axes.plot(*np.array([point.theta for point in found.points()]).T, "o", markersize=14, markerfacecolor="none", markeredgecolor=ORANGE, markeredgewidth=2)
angle_ticks(axes.xaxis, np.pi)
angle_ticks(axes.yaxis, np.pi)
ones = sum(number for *_, number in squares)
axes.set(xlim=(0, np.pi), ylim=(0, np.pi), xlabel="θ₁ (radians)", ylabel="θ₂ (radians)", aspect="equal")
axes.set_title(f"{len(squares) - ones} squares without, {ones} with exactly one (blue, ringed)", fontsize=11)
plt.show()

# %% [markdown]
# **Leave nothing over.** The list is complete when every box has none or exactly one. The cells above computed with floats, to show the idea; symqnn excludes a box by integers, Bernstein
# coefficients of one sign, and proves that a point is there by a contraction, with bounds on every error. That is what `PROVED` means, and what a checker repeats:

# %%
print(found)
print("half width of the proved enclosures, at most:", max(float(point.radius) for point in found.points()))
print("minima - saddles + maxima =", found.euler_characteristic)

# %% [markdown]
# ## The bound is sharp
#
# There is a dataset on which *all* complex critical points are real: $p!\,4^p=32$ of them, $p!\,2^p=8$ are minima.

# %%
many = factorial_minima(qnn)
crowded = loss(many.construction.qnn, many.construction.dataset)

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(5.4, 4.6))
figure.colorbar(landscape(axes, crowded, critical_points(crowded), "p!·2ᵖ minima"), label="loss")
plt.show()

# %% [markdown]
# ## Exercises
#
# **1.** The Morse indices of a loss on the 2-torus with 5 minima, 3 maxima and otherwise saddles, all non-degenerate: how many saddles?

# %% tags=["exercise"]
saddles = None

# %%
check(saddles, lambda n: 5 - n + 3 == 0, "the Euler sum is 0")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# saddles = 8
# ```
#
# $5-8+3=0$.
#
# </details>
#
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
# <details><summary>A solution</summary>
#
# ```python
# seed = next(n for n in range(2, 99) if unusual(n))
# ```
#
# Two or three minima are common for six random samples; the loop finds an exception soon.
#
# </details>
#
# **3.** The paper's bound and the mixed-volume bound $p!\,4^p$ at $p=4$, as a pair of numbers.

# %% tags=["exercise"]
pair = None

# %%
check(pair, lambda numbers: tuple(numbers) == (16**4, 24 * 4**4), "(4p)^p and p!·4^p")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# pair = (65536, 6144)
# ```
#
# $16^4$ and $24\cdot256$: the care is worth a factor of more than ten.
#
# </details>
#
# **Teach back.** A friend has found 8 critical points by starting Newton's method from 10 000 random points and says that the list is surely complete. Explain what is missing, and what you
# would compute instead.
#
# <details><summary>One answer</summary>
#
# Starting points show what is there, never what is not: a ninth point may attract only a tiny region. One needs a statement about *every* point of the torus. Boxes give it: in each box that is
# thrown away a derivative provably has no zero; in each box that is kept the Krawczyk operator proves exactly one; together they cover the torus. The Euler sum alone does not help either: a
# minimum and a saddle that are both missed leave it at 0.
#
# </details>
#
# With a certificate that anyone can check: `symqnn count --p 2 --dataset random:6:1 --out points.certificate.json`.
