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
# **You will be able to**
# - predict the frequencies of a circuit whose gates share angles;
# - see entanglement as a Bloch vector that becomes shorter;
# - judge a training run against the proved best value.
#
# **Predict first.** The graph has four vertices and five edges: a square with one diagonal. Each edge is a gate $e^{-i\gamma ZZ/2}$. Alone, such a gate brings $\cos\gamma$ and
# $\sin\gamma$ into the output. Which frequencies can five of them bring together? And how many critical points has the landscape of two angles?

# %%
import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, GREY, ORANGE, angle_ticks, bloch_path, bloch_sphere, landscape as picture
from exercise import check

from symqnn import QNN, State, critical_points, expectation, train
from symqnn.model.ansatz import qaoa
from symqnn.report.figures_circuit import draw_circuit

edges = [(0, 1), (1, 2), (2, 3), (0, 3), (0, 2)]
plus = State.bloch([(1, 0, 0)] * 4)  # |++++⟩


def letters(places, letter):
    """A Pauli word with this letter at some of the four places."""
    return "".join(letter if k in places else "I" for k in range(4))


edge_gates = [f"1/2*{letters(edge, 'Z')}" for edge in edges]
cost, mixer = " + ".join(edge_gates), " + ".join(letters([vertex], "X") for vertex in range(4))
network = QNN([*edge_gates, mixer], cost, angles=["γ"] * 5 + ["β"])
draw_circuit(network)

# %% [markdown]
# Wires 1 to 4 are the vertices 0 to 3; joined letters are one gate. The box is $H_6=X_1+X_2+X_3+X_4$: a rotation about x on every vertex. $M$ is the cost $\frac12\sum Z_uZ_v$ over the edges. A cut of the graph has $5/2-M$ edges.

# %%
landscape = expectation(network, plus)
print(landscape)

# %% [markdown]
# An exact polynomial: frequencies up to 4 in $\gamma$. Each is there because equal operators *merge* where an angle is shared. So the bound $(4p)^p$ of Theorem 7 does not
# apply as it stands; the complete list of critical points does not care, it is found and certified for any polynomial:

# %%
found = critical_points(landscape)
print(found)

# %% [markdown]
# Below: the landscape over one period of both angles, all forty critical points, and where gradient descent moves from twelve starts (white lines).

# %%
periods = [2 * np.pi / float(unit) for unit in landscape.torus.units]
slopes = [landscape.derivative(axis) for axis in (0, 1)]


def descents(starts, steps=120, rate=0.02):
    """The paths of gradient descent, θ in radians, shape (steps + 1, starts, 2)."""
    paths = [starts]
    for _ in range(steps):
        paths.append(paths[-1] - rate * np.stack([slope.numeric(paths[-1]) for slope in slopes], axis=-1))
    return np.array(paths)

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(8.5, 4.2))
figure.colorbar(picture(axes, landscape, found), label="mean of the cost")
paths = descents(np.random.default_rng(3).random((12, 2)) * periods)
axes.plot(paths[:, :, 0], paths[:, :, 1], color="white", linewidth=1.2)
plt.show()

# %% [markdown]
# ## Where the states move
#
# All qubits begin at the tip of the x axis of the Bloch ball. The gates of the edges entangle them: each qubit's own Bloch vector stays on that axis and becomes *shorter* (paths from the dot to the triangle,
# γ from 0 to π; for qubit 1 to π/2, where it has come to the centre). A
# vertex with more edges shrinks faster. Its length is again an exact polynomial, the mean of X on that qubit:

# %%
def mean(letter, qubit):
    """The mean of a Pauli letter on one qubit after the gates of all edges, as a polynomial in γ."""
    return expectation(QNN([cost], letters([qubit], letter), angles=["γ"]), plus)


print("x of qubit 0 (three edges):", mean("X", 0))
print("x of qubit 1 (two edges):  ", mean("X", 1))
print("y and z of qubit 0:", mean("Y", 0), "and", mean("Z", 0))

turn = np.linspace(0, np.pi, 100)

# %% tags=["hide-input"]
figure = plt.figure(figsize=(9, 3.6))
balls = [figure.add_subplot(1, 3, k + 1, projection="3d") for k in (0, 1)]
lengths = figure.add_subplot(1, 3, 3)
for ball, qubit, colour, style in zip(balls, (0, 1), (BLUE, ORANGE), ("-", "--")):
    bloch_sphere(ball, f"qubit {qubit}: {3 - qubit} edges")
    path = np.stack([mean(letter, qubit).numeric(turn[:, None]) for letter in "XYZ"], axis=-1)
    bloch_path(ball, path[:51] if qubit else path, colour)
    lengths.plot(turn, path[:, 0], style, color=colour, label=f"qubit {qubit}")
lengths.axhline(0, color=GREY, linewidth=0.8)
angle_ticks(lengths.xaxis, np.pi, 2)
lengths.set(xlabel="γ (radians)", ylabel="x", yticks=[-1, 0, 1], title="the only coordinate left")
lengths.legend()
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
levels = [float(minimum.lower) for minimum in minima]
is_lowest = [level < min(levels) + 1e-6 for level in levels]

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(7, 2.8))
for name, chosen, colour, hatch in (("lowest value", True, BLUE, ""), ("spurious", False, ORANGE, "//")):
    places = [k for k, lowest in enumerate(is_lowest) if lowest == chosen]
    axes.bar(places, [minima[k].hits for k in places], color=colour, hatch=hatch, edgecolor="white", label=name)
axes.set_xticks(range(len(minima)), [f"{level:.3f}" for level in levels])
axes.set(xlabel="value of the minimum", ylabel="runs of 200", title="where training ends")
axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
plt.show()
print(f"certified gap to the best possible: {float(trained.gap):.0e}")
print(f"edges cut on average at the lowest value: {2.5 - min(levels):.3f} of 5; the largest cut has 4")

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
# <details><summary>A solution</summary>
#
# ```python
# number = 16
# ```
#
# $\sin2\gamma\sin4\beta$: four minima, four maxima, eight saddles in one period.
#
# </details>
#
# **2.** Edges on three vertices for which whole *circles* of angles are critical.

# %% tags=["exercise"]
curve = None


# %%
def has_a_circle(given):
    answer = critical_points(expectation(qaoa(given, 1), State.bloch([(1, 0, 0)] * 3)))
    return "every point of the circle" in answer.reason


check(curve, has_a_circle, "two vertices without an edge between them")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# curve = [(0, 1), (1, 2)]
# ```
#
# A path: its outer vertices have no edge between them.
#
# </details>
#
# **3.** The largest frequency of $\gamma$ in the output for the star with centre 0 and the leaves 1, 2, 3 (gates $e^{-i\gamma ZZ/2}$).

# %% tags=["exercise"]
frequency = None


# %%
def is_largest(value):
    star = expectation(qaoa([(0, 1), (0, 2), (0, 3)], 1), plus)
    return value == star.degrees[0] * star.torus.units[0]


check(frequency, is_largest, "print the polynomial: one leaf sees one edge, the centre sees three")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# frequency = 3
# ```
#
# At the centre three gates multiply: $\cos^3\gamma$ contains $\cos3\gamma$.
#
# </details>
#
# **Teach back.** A friend knows the paper, where every gate has its own angle, and says "so QAOA has at most $(4p)^p$ critical points with $p=2$: 64". What is wrong, and what can be said instead?
#
# <details><summary>One answer</summary>
#
# The bound counts solutions of equations of degree $2p$ that come from frequencies up to 1 an angle. Where five gates share $\gamma$ the frequencies go up to 4, the equations have larger degrees and the bound must be computed anew. What can be said is more than a bound: the polynomial of *this* graph has exactly forty, by a complete list.
#
# </details>
