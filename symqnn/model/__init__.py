"""Networks and states, and where they come from.

Reading order:

* ``angle``: Angles of gates: affine forms in the named parameters, with an exact fixed part.
* ``channel``: Noise on one qubit as a linear map of observables, with its strength as an exact
  number or a symbol.
* ``clifford``: Clifford gates as quarter turns about Pauli words, and how they conjugate Pauli
  words, exactly and without matrices.
* ``held``: Fixed parts of angles that are no rational points of the circle, held as constants.
* ``slots``: Which rotations of a circuit can be brought together, and which sums of words
  commute.
* ``spectrum``: Spectra of generators: eigenvalues with multiplicities, projectors, and two-level
  factors of commuting words.
* ``state_latex``: States in LaTeX.
* ``gate``: One gate of a network: :math:`e^{-iaH}` with an affine angle a in the parameters.
* ``joining``: Rotations about commuting words that belong together, joined into one gate with a
  sum of words as its generator.
* ``network_latex``: Networks in LaTeX.
* ``state``: Exact quantum states: product states by Bloch vectors, pure states by amplitudes,
  density matrices.
* ``circuit``: Circuits of Clifford gates and Pauli rotations, with all Clifford gates pushed
  behind the last rotation.
* ``correlation``: States that correlate some qubits through one Pauli-type observable; the others
  carry a product state.
* ``dataset``: Training sets: exact states with exact labels, every sample of weight 1/m.
* ``frequencies``: Which frequency vectors can occur in M(θ).
* ``network_entry``: What a person gives for a network, read and tested: operators, angles, names
  of parameters.
* ``encoding``: Classical data as exact quantum states: each pair of features is a qubit turned
  about X and then about Y, angles with rational sines.
* ``qnn``: A quantum neural network: gates with affine angles and an observable, checked on entry.
* ``ansatz_random``: Pseudo-random networks of matrices, exact, the same on every machine.
* ``ansatz``: Families of networks: the paper's own and the common ones.
* ``blocks``: Tensor factors of a network.
* ``instance_file``: Instance files: a network and a state in JSON, read without evaluating
  anything (proofs/FORMAT.md).
* ``joined_network``: Networks of gates given by hand, joined by the mechanism that reads
  circuits.
"""
