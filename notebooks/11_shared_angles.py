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
# # 11 · What do shared angles change?
#
# **Question.** In the paper every gate has an angle of its own. In QAOA one angle $\gamma$ stands in the gates of *all* edges of a graph, and one angle $\beta$ in those of
# all vertices. What becomes of the landscape, and does training find its lowest point?
#
# Teaches: You & Wu (ICML 2021), Eqns 11-12 and Theorem 7, for general circuits.
#
# **Predict first.** The graph has four vertices and five edges: a square with one diagonal. Each edge is a gate $e^{-i\gamma ZZ/2}$. Alone, such a gate brings $\cos\gamma$ and
# $\sin\gamma$ into the output. Which frequencies can five of them bring together? And how many critical points has the landscape of two angles?

# %%
import matplotlib.pyplot as plt
import numpy as np
from exercise import check

from symqnn import QNN, State, critical_points, expectation, train
from symqnn.model.ansatz import qaoa

edges = [(0, 1), (1, 2), (2, 3), (0, 3), (0, 2)]
plus = State.bloch([(1, 0, 0)] * 4)  # |++++⟩
landscape = expectation(qaoa(edges, 1), plus)
print(landscape)

# %% [markdown]
# An exact polynomial: frequencies up to 4 in $\gamma$. Each is there because equal operators *merge* where an angle is shared. So the bound $(4p)^p$ of Theorem 7 does not
# apply as it stands; the complete list of critical points does not care, it is found and certified for any polynomial:

# %%
found = critical_points(landscape)
print(found)

# %% [markdown]
# Below: the landscape over one period of both angles, all forty critical points (filled: minima; crosses: saddles; rings: maxima), and where gradient descent moves from
# twelve starts.

# %%
periods = [2 * np.pi / float(unit) for unit in landscape.torus.units]
gamma, beta = np.meshgrid(*(np.linspace(0, period, 121) for period in periods), indexing="ij")
values = landscape.numeric(np.stack([gamma.ravel(), beta.ravel()], axis=1)).reshape(gamma.shape)
slopes = [landscape.derivative(axis) for axis in (0, 1)]


def descent(start, steps=120, rate=0.02):
    """The path of gradient descent, θ in radians, shape (steps + 1, 2)."""
    path = [np.array(start)]
    for _ in range(steps):
        path.append(path[-1] - rate * np.array([float(slope.numeric(path[-1])) for slope in slopes]))
    return np.array(path)


figure, axis = plt.subplots(figsize=(8.5, 3.6))
shades = axis.contourf(gamma, beta, values, levels=20, cmap="cividis")
figure.colorbar(shades, label="mean of the cost")
for start in np.random.default_rng(3).random((12, 2)) * periods:
    axis.plot(*descent(start).T, color="white", linewidth=1)
for index, marker, name in ((0, "o", "minima"), (1, "x", "saddles"), (2, "o", "maxima")):
    places = np.array([point.theta for point in found.points(index)])
    look = {"facecolors": "none"} if index == 2 else {}
    axis.scatter(*places.T, s=34, marker=marker, label=name, color=None if look else "tab:red", edgecolors="black" if look else None, zorder=3, **look)
axis.set(xlim=(0, periods[0]), ylim=(0, periods[1]), xlabel="γ (radians)", ylabel="β (radians)", title="a square with a diagonal: all critical points")
axis.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=3)
plt.show()

# %% [markdown]
# ## Where the states move
#
# All qubits begin at the tip of the x axis of the Bloch ball. The gates of the edges entangle them: each qubit's own Bloch vector stays on that axis and becomes *shorter*. A
# vertex with more edges shrinks faster. Its length is again an exact polynomial, the mean of X on that qubit:

# %%
cost = " + ".join("1/2*" + "".join("Z" if k in edge else "I" for k in range(4)) for edge in edges)


def mean(letter, qubit):
    """The mean of a Pauli letter on one qubit after the gates of all edges, as a polynomial in γ."""
    word = "I" * qubit + letter + "I" * (3 - qubit)
    return expectation(QNN([cost], word, angles=["γ"]), plus)


print("x of qubit 0 (three edges):", mean("X", 0))
print("x of qubit 1 (two edges):  ", mean("X", 1))
print("y and z of qubit 0:", mean("Y", 0), "and", mean("Z", 0))

times = np.linspace(0, 2 * np.pi, 200)
figure, axes = plt.subplots(1, 3, figsize=(10, 3), width_ratios=(1, 1, 1.8))
for axis, qubit in zip(axes, (0, 1), strict=False):
    x = mean("X", qubit).numeric(times[:, None])
    axis.add_patch(plt.Circle((0, 0), 1, fill=False, color="grey"))
    axis.plot([0, 0], [-1, 1], ":", color="grey")
    axis.scatter(x, np.zeros_like(x), c=times, cmap="viridis", s=12)
    axis.set(xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), aspect="equal", xlabel="x", ylabel="z", title=f"Bloch ball of qubit {qubit}")
    axes[2].plot(times, x, label=f"qubit {qubit}: {3 if qubit == 0 else 2} edges")
axes[2].set(xlabel="γ (radians)", ylabel="x", title="how short the Bloch vector is")
axes[2].legend()
figure.tight_layout()
plt.show()

# %% [markdown]
# Where $x=0$ the qubit alone knows nothing: all its information is in correlations with the others.
#
# ## Does training find the lowest point?
#
# Each run is matched to the certified minimum at which it ended. The gap between the best run and the best possible is *proved*, by a sum of squares:

# %%
trained = train(landscape, restarts=200, listed=found)
print(trained)

# %%
minima = trained.matching.minima
figure, axis = plt.subplots(figsize=(7, 2.6))
levels = [float(minimum.lower) for minimum in minima]
lowest = min(levels)
axis.bar(range(len(minima)), [minimum.hits for minimum in minima], color=["tab:blue" if level < lowest + 1e-6 else "tab:red" for level in levels])
axis.set_xticks(range(len(minima)), [f"{level:.3f}" for level in levels])
axis.set(xlabel="value of the minimum (blue: lowest)", ylabel="runs of 200", title="where training ends")
plt.show()
print(f"certified gap to the best possible: {float(trained.gap):.0e}")

# %% [markdown]
# ## Exercises
#
# **1.** Without the diagonal, the square alone: how many critical points does its landscape have in one period?

# %% tags=["exercise"]
number = None

# %%
square = critical_points(expectation(qaoa([(0, 1), (1, 2), (2, 3), (0, 3)], 1), plus))
check(number, lambda value: value == square.number, "the polynomial is 2 sin(2γ) sin(4β): where do both derivatives vanish?")

# %% [markdown]
# **2.** Edges on three vertices for which whole *circles* of angles are critical.

# %% tags=["exercise"]
curve = None


# %%
def has_a_circle(given):
    answer = critical_points(expectation(qaoa(given, 1), State.bloch([(1, 0, 0)] * 3)))
    return "every point of the circle" in answer.reason


check(curve, has_a_circle, "two vertices without an edge between them")

# %% [markdown]
# **3.** The largest frequency of $\gamma$ in the output for the star with centre 0 and the leaves 1, 2, 3 (gates $e^{-i\gamma ZZ/2}$).

# %% tags=["exercise"]
frequency = None


# %%
def is_largest(value):
    star = expectation(qaoa([(0, 1), (0, 2), (0, 3)], 1), plus)
    return value == star.degrees[0] * star.torus.units[0]


check(frequency, is_largest, "print the polynomial: one leaf sees one edge, the centre sees three")
