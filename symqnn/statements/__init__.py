r"""The paper's statements, one module each: the argument for it, written as a composition of
stages.

Reading order:

* ``audit``: proofs/AUDIT.md: prose by hand, and after each link to a certificate the line that is
  read from it.
* ``kernel``: The theorems of proofs/formal, checked by Coq's kernel, that say what a row of scope
  *general* says.
* ``minima_search``: How many local minima the loss of two angles can have: a search in floats,
  and a certificate of what it finds.
* ``result``: What proving a statement on an instance gives.
* ``survey``: How many minima do random datasets have? One row a dataset, the same for any number
  of workers, resumable.
* ``training_files``: Files with training sets: samples that a user writes, and every certificate
  of ``symqnn construct`` that holds them.
* ``definition_1``: Definition 1: the components of M(θ) at non-zero frequency vectors are
  linearly independent.
* ``equation_11``: Eqn 11:
  :math:`M(\theta)=\sum_\xi\Phi_\xi(M)\prod_{\xi_l=1}\cos2\theta_l\prod_{\xi_l=2}\sin2\theta_l`.
* ``landscapes``: Losses by name: the built-in ones, and networks with a dataset, as problem files
  and the command line name them.
* ``noise``: Noise after every gate.
* ``separable``: What Lemma 3, Lemma 4, Theorem 2 and Proposition 5 share: a constructed dataset
  with a separable loss, or why there is none.
* ``theorem_6``: Theorem 6.
* ``typical``: What is known about typical networks (Theorem 6) for a given number of layers,
  dimension and observable: the question of ``symqnn haar``.
* ``universality``: Beyond the paper: every trigonometric polynomial of degree ≤ 2 an angle is a
  training loss; and (3/2)·p!·2^p minima of one.
* ``ansatz_support``: What the output of an ansatz can depend on: frequencies, light cones, and
  the angles in which it can be trapped.
* ``benign``: Benign losses: an answer to the paper's first open question for one circuit and one
  dataset.
* ``equation_12``: Eqn 12: the output :math:`f(\rho,\theta)=\operatorname{tr}(\rho M(\theta))` as
  a trigonometric polynomial with coefficients tr(ρΦ_ξ(M)).
* ``equations_13_15``: Eqns 13-15: θ_l ↦ θ_l + π/2 keeps the terms with ξ_l = 0 and flips the sign
  of those with ξ_l = 1, 2.
* ``factorial_minima``: Beyond the paper: p!·2^p strict local minima from 2p samples.
* ``integral_spectra``: Frequencies above 1: exactly ∏ 2D_l minima (the paper's remark on integer
  spectra: Ω(Δ^p)); p!·∏ 2D_l for another dataset.
* ``ladder``: The ladder of Theorem 7 for people: bounds, complex and real critical points,
  minima, each with what it rests on.
* ``least_value``: The certified least value of an output or a loss, and how far it is from the
  ground state (ours; VQE, QAOA, training).
* ``lemma_3``: Lemma 3: a dataset whose loss is invariant under shifts by π/2 and has an
  isolated minimum.
* ``lemma_4``: Lemma 4.
* ``maxcut``: Beyond the paper: the global minimum of a square loss of a one-layer network is a
  maximum cut.
* ``parity_family``: Beyond the paper: 2^p minima on which coordinate-wise minimisation gets
  stuck.
* ``proposition_5``: Proposition 5: one-layer networks with a product observable, with explicit
  product states.
* ``theorem_2``: Theorem 2: exactly 2^p local minima a period, 2^p - 1 spurious, with the exact
  gap.
* ``theorem_2_family``: Theorem 2's dataset for several r², each with the complete certified list
  of critical points: where the spurious minima vanish.
* ``ansatz_notes``: Which statements of the paper are known to say nothing of an ansatz, or to
  fail for it.
* ``least_problems``: Problem files of least values; their certificates are kept while they hold,
  since a search in floats gives other ones elsewhere.
* ``theorem_7``: Theorem 7: at most (4p)^p critical points if none is degenerate; here how many
  there are, with the complete certified list.
* ``analysis``: What an ansatz can do: variances, dynamical Lie algebra, rank of the quantum
  Fisher information, each with its certificate.
* ``verify``: Every statement that applies to an instance, and the statements that hold in
  general.
* ``problems``: Problem files: a statement and an instance; ``symqnn prove`` turns each into its
  certificate, byte for byte the same every time.
"""
