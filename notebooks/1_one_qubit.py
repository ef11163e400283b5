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
from exercise import check

from symqnn import QNN, CirclePoint, State, evaluate, expand, expectation, operator

qnn = QNN(["Z"], "Y+I")
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
states = {"(0, 1, 0)": State.bloch([(0, 1, 0)]), "(3/5, 0, 4/5)": State.bloch([("3/5", 0, "4/5")]), "(0, 0, 1)": State.bloch([(0, 0, 1)])}
theta = np.linspace(0, 2 * pi, 400)
figure, axes = plt.subplots(figsize=(7, 3))
for bloch, state in states.items():
    output = expectation(qnn, state)
    print(f"Bloch vector {bloch}: f = {output}")
    axes.plot(theta, output.numeric(theta[:, None]), label=bloch)
print("rz(a) in place of exp(-iθZ):", expectation(QNN(["1/2*Z"], "Y+I", ["a"]), states["(0, 1, 0)"]))
axes.set(xlabel="θ (radians)", ylabel="f(ρ, θ)", xticks=[0, pi / 2, pi, 3 * pi / 2, 2 * pi], xticklabels=["0", "π/2", "π", "3π/2", "2π"])
axes.legend(title="Bloch vector of ρ", loc="upper left", bbox_to_anchor=(1, 1))
plt.show()

# %% [markdown]
# Why twice? The gate turns the Bloch vector $(x,y,z)$ about the z axis by $2\theta$: at $\theta=\pi$ every state is back. Below, seen from the tip of that axis, where two of the
# states go from $\theta=0$ (dot) to $\theta=\pi/4$ (arrow: a quarter turn), and the direction in which $M$ looks: $f=1+y$. The third state stands still at the centre.

# %%
figure, axes = plt.subplots(1, 2, figsize=(8, 3.6))
for axis, bloch in zip(axes, ("(0, 1, 0)", "(3/5, 0, 4/5)"), strict=True):
    axis.add_patch(plt.Circle((0, 0), 1, fill=False, color="grey"))
    axis.axvline(0, color="grey", linestyle=":")
    rho = states[bloch].to_density().to_numpy()
    corner = rho[0, 1] * np.exp(-2j * np.linspace(0, pi / 4, 51))  # e^{-iθ} on |0⟩, e^{iθ} on |1⟩; x - iy = 2ρ₀₁
    axis.plot(2 * corner.real, -2 * corner.imag, color="tab:blue", linewidth=2)
    axis.plot(2 * corner[0].real, -2 * corner[0].imag, "o", color="tab:blue")
    axis.annotate("", (2 * corner[-1].real, -2 * corner[-1].imag), (2 * corner[-4].real, -2 * corner[-4].imag), arrowprops={"arrowstyle": "-|>", "color": "tab:blue", "lw": 2})
    axis.set(xlim=(-1.15, 1.15), ylim=(-1.15, 1.15), aspect="equal", xlabel="x", ylabel="y: what M reads off", title=f"Bloch vector {bloch}")
figure.tight_layout()
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
# **3.** Why must $M$ contain the $+I$ in the paper's experiment? Take it away and look at $\Phi_0(M)$: which of the three functions
# $1,\cos2\theta,\sin2\theta$ can no output contain any more? Answer `"1"`, `"cos"` or `"sin"`.

# %% tags=["exercise"]
missing = None

# %%
check(missing, lambda name: {"1": "0", "cos": "1", "sin": "2"}[name] in {xi for xi in "012" if not operator(QNN(["Z"], "Y"), xi)}, "Φ_0(Y) = (Y + ZYZ)/2")

# %% [markdown]
# The whole of $M(\theta)$, as the command line prints it: `symqnn expand --generators Z --observable "Y+I"`. Next: more angles, notebook 2.

# %%
print({xi: str(phi) for xi, phi in expand(qnn).items()})
