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
# # 1 · One qubit by hand
#
# **Question.** What can a quantum neural network with a single angle say?
#
# Teaches: You & Wu (ICML 2021), Eqns 3, 4 and 7-10, at $p=1$.
#
# **You will be able to**
# - write down $M(\theta)$ for one gate, by what commutes and what anticommutes;
# - see the same on the Bloch sphere, and say why angles appear doubled;
# - check an output exactly, by two roads.
#
# A network turns a state $\rho$ by $V(\theta)=e^{-i\theta H}$ with $H^2=I$, and reads off the mean of an observable $M$:
#
# $$f(\rho,\theta)=\operatorname{tr}\rho\,M(\theta),\qquad M(\theta)=V(\theta)^\dagger M\,V(\theta).$$
#
# **Predict first.** Take $H=Z$ and $M=Y+I$. How often does $\theta\mapsto f(\rho,\theta)$ go up and down while $\theta$ runs from $0$ to $2\pi$?
# Once, twice, or does it depend on the state? Write your guess down.

# %%
from math import pi

import matplotlib.pyplot as plt
import numpy as np
from drawing import BLUE, GREEN, ORANGE, angle_ticks, bloch_arrow, bloch_path, bloch_sphere
from exercise import check

from symqnn import QNN, CirclePoint, State, evaluate, expand, expectation, operator
from symqnn.report.figures_circuit import draw_circuit

qnn = QNN(["Z"], "Y+I")
draw_circuit(qnn)

# %% [markdown]
# The gate $e^{-i\theta Z}$ is drawn by its generator, its angle above it; then $M$ is measured. The three parts of $M(\theta)$:

# %%
for xi, function in (("0", "1"), ("1", "cos 2θ"), ("2", "sin 2θ")):
    print(f"Φ_{xi}(M) = {operator(qnn, xi)}   goes with {function}")

# %% [markdown]
# So $M(\theta)=I+\cos2\theta\,Y+\sin2\theta\,X$, exactly: nothing was rounded. Check it by hand: $Z$ commutes with $I$ and anticommutes with $Y$,
# and $e^{i\theta Z}Ye^{-i\theta Z}=\cos2\theta\,Y+\sin2\theta\,X$.
#
# The angle appears **doubled**, whatever the state: the period of $f$ in $\theta$ is $\pi$. Over $[0,2\pi)$ every output goes up and down
# twice (unless it is constant). The gate `rz(a)` of circuits is $e^{-iaZ/2}$: its generator $Z/2$ has eigenvalues that differ by 1, not 2, and its
# output is in $a$ itself, with the name and the period of the circuit.

# %%
states = {
    "(0, 1, 0)": State.bloch([(0, 1, 0)]),
    "(3/5, 0, 4/5)": State.bloch([("3/5", 0, "4/5")]),
    "(0, 0, 1)": State.bloch([(0, 0, 1)]),
}
styles = {"(0, 1, 0)": (BLUE, "-"), "(3/5, 0, 4/5)": (ORANGE, "--"), "(0, 0, 1)": (GREEN, ":")}
theta = np.linspace(0, 2 * pi, 400)

# %% tags=["hide-input"]
figure, axes = plt.subplots(figsize=(7, 3))
for bloch, state in states.items():
    output = expectation(qnn, state)
    colour, style = styles[bloch]
    print(f"Bloch vector {bloch}: f = {output}")
    axes.plot(theta, output.numeric(theta[:, None]), style, color=colour, linewidth=2, label=bloch)
print("rz(a) in place of exp(-iθZ):", expectation(QNN(["1/2*Z"], "Y+I", ["a"]), states["(0, 1, 0)"]))
angle_ticks(axes.xaxis, 2 * pi)
axes.set(xlabel="θ (radians)", ylabel="f(ρ, θ)")
axes.legend(title="Bloch vector of ρ", loc="upper left", bbox_to_anchor=(1, 1))
plt.show()

# %% [markdown]
# Why twice? The gate turns the Bloch vector $(x,y,z)$ about the z axis by $2\theta$: at $\theta=\pi$ every state is back. Below the three states go from $\theta=0$ (dot) to $\theta=\pi/4$
# (triangle: a quarter turn); the third stands still at the pole. $M$ looks along the arrow: $f=1+y$. Right, the same seen from above, where $y$ can be read off.


# %%
def bloch_vectors(bloch):
    """The Bloch vector after the gate, for θ from 0 to π/4: what the observables X, Y and Z say."""
    theta = np.linspace(0, pi / 4, 60)[:, None]
    outputs = [expectation(QNN(["Z"], letter), states[bloch]) for letter in "XYZ"]
    return np.stack([output.numeric(theta) for output in outputs], axis=-1)

# %% tags=["hide-input"]
figure = plt.figure(figsize=(9, 4))
left, right = figure.add_subplot(121, projection="3d"), figure.add_subplot(122)
bloch_sphere(left)
bloch_arrow(left, (0, 1, 0), "black")
right.add_patch(plt.Circle((0, 0), 1, fill=False, color="0.8"))
right.annotate("", (0, 1), (0, 0), arrowprops={"arrowstyle": "-|>", "linewidth": 2})
for bloch, (colour, _) in styles.items():
    path = bloch_vectors(bloch)
    bloch_path(left, path, colour, bloch)
    right.plot(*path[:, :2].T, color=colour, linewidth=2.2)
    right.plot(*path[:1, :2].T, "o", color=colour)
    right.plot(*path[-1:, :2].T, "^", color=colour)
right.set(aspect="equal", xlabel="x", ylabel="y: what M reads off", xlim=(-1.1, 1.1), ylim=(-1.1, 1.1), title="from above")
right.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
left.legend(title="Bloch vector of ρ", loc="upper center", bbox_to_anchor=(0.5, 0.02), ncols=3, frameon=False, fontsize=8)
plt.show()

# %% [markdown]
# ## Two roads to one number
#
# The polynomial is one road. Another: conjugate $M$ by $V(\theta)$ at one exact angle. Angles are given as points
# $(\cos2\theta,\sin2\theta)$ of the circle with rational coordinates, so that both roads end in a rational number, and must agree
# *exactly*.

# %%
state = State.bloch([("3/5", 0, "4/5")])
angle = CirclePoint("3/5", "4/5")  # cos 2θ = 3/5, sin 2θ = 4/5
print(expectation(qnn, state).at([angle]), "=", evaluate(qnn, state, [angle]))
assert expectation(qnn, state).at([angle]) == evaluate(qnn, state, [angle])

# %% [markdown]
# ## Exercises
#
# **1.** A state whose output is the constant $1$ and that is *not* the Bloch vector $(0,0,1)$ of the picture. Give three numbers.

# %% tags=["exercise"]
bloch = None  # for instance (0, 1, 0)

# %%
check(
    bloch,
    lambda v: State.bloch([v]) != State.bloch([(0, 0, 1)]) and expectation(qnn, State.bloch([v])) == expectation(qnn, State.bloch([(0, 0, 1)])),
    "f = 1 + y cos 2θ + x sin 2θ for the Bloch vector (x, y, z)",
)

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# bloch = (0, 0, "1/2")
# ```
#
# Any vector on the z axis stands still and has $y=0$, inside the ball as well.
#
# </details>
#
# **2.** An observable (Pauli text) for which the output of $\rho=|0\rangle\langle0|$, with the generator $H=X$, is exactly $2\sin2\theta$.

# %% tags=["exercise"]
observable = None  # for instance "Y+I"

# %%
check(
    observable,
    lambda text: expectation(QNN(["X"], text), State.zero(1)).coefficient("2") == 2 and len(expectation(QNN(["X"], text), State.zero(1))) == 1,
    "|0⟩ has the Bloch vector (0, 0, 1); which Pauli matrix turns into ±Z under X?",
)

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# observable = "-2*Y"
# ```
#
# $e^{i\theta X}Ye^{-i\theta X}=\cos2\theta\,Y-\sin2\theta\,Z$, and $|0\rangle$ sees only $Z$.
#
# </details>
#
# **3.** Why must $M$ contain the $+I$ in the paper's experiment? Take it away and look at $\Phi_0(M)$: which of the three functions
# $1,\cos2\theta,\sin2\theta$ can no output contain any more? Answer `"1"`, `"cos"` or `"sin"`.

# %% tags=["exercise"]
missing = None

# %%
check(missing, lambda name: {"1": "0", "cos": "1", "sin": "2"}[name] in {xi for xi in "012" if not operator(QNN(["Z"], "Y"), xi)}, "Φ_0(Y) = (Y + ZYZ)/2")

# %% [markdown]
# <details><summary>A solution</summary>
#
# ```python
# missing = "1"
# ```
#
# $Y$ anticommutes with $Z$: nothing of it stays behind, $\Phi_0(Y)=0$. The residuals of notebook 4 need a constant part, so the paper adds $I$.
#
# </details>
#
# **Teach back.** Explain to somebody who knows qubits but not this paper why the output of one gate is *always* $a+b\cos2\theta+c\sin2\theta$. Use the words "commutes" and "turns".
#
# <details><summary>One answer</summary>
#
# $H^2=I$ cuts $M$ into a part that commutes with $H$ and one that anticommutes. The first is left alone by the gate: the constant. The second is turned in a plane, by $2\theta$ since the gate acts from both sides; its shadow on any state is a cosine and a sine of $2\theta$.
#
# </details>
#
# The whole of $M(\theta)$, as the command line prints it: `symqnn expand --generators Z --observable "Y+I"`. Next: more angles, notebook 2.

# %%
print({xi: str(phi) for xi, phi in expand(qnn).items()})
