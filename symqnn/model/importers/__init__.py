"""Circuits written elsewhere, read as networks of Pauli rotations.

Reading order:

* ``problems``: All that stands in the way of reading a circuit, collected into one message.
* ``qasm``: OpenQASM 2 and 3 files as networks: parameters, Pauli rotations and Clifford gates,
  read exactly.
* ``qasm_advice``: What symqnn cannot read in an OpenQASM program, and what would work instead.
* ``qasm_two``: OpenQASM 2 as text that the parser of OpenQASM 3 reads; lines stay where they are.
* ``rounding``: Fixed angles of a circuit: multiples of π/2, rational points of the circle, or
  neither.
* ``turns``: Gates as sequences of Pauli rotations with formal angles, the global phase kept, so
  that they can be controlled.
* ``expressions``: Expressions of OpenQASM as exact affine angles: numbers, π and named
  parameters; decimals are read from the text.
* ``gates``: Named gates as sequences of Pauli rotations with their global phase; one table for
  all frameworks.
* ``listing``: The rotations of a circuit as they are read, with what was read past, rounded or
  made a parameter on the way.
* ``preparation``: States prepared by circuits, exactly: a rotation by an angle with a rational
  half tangent keeps Gaussian rationals.
* ``floats``: What floats in a circuit object stand for: circuits of Python frameworks hold floats
  where a text would hold pi/2.
* ``from_circuit``: Circuits of any framework as networks.
* ``pennylane_arguments``: PennyLane QNodes and tapes as functions: which numbers are parameters,
  what they are called, and the tape for values.
* ``qasm_scope``: Names of an OpenQASM program: registers of qubits, classical bits, parameters,
  constants; and what they stand for.
* ``pennylane_circuit``: PennyLane QNodes, tapes and operators.
* ``qasm_calls``: Gate definitions and calls of an OpenQASM program as Pauli rotations,
  definitions inlined, modifiers applied.
* ``qiskit_circuit``: Qiskit circuits and operators.
* ``symbols``: Angles of circuits whose parameters are SymPy symbols (Cirq, pytket).
* ``table``: A table over circuit files: what would be read, with which options, and why not.
* ``cirq_circuit``: Cirq circuits and operators.
* ``pytket_circuit``: pytket circuits and operators.
* ``qasm_reader``: Walks a parsed OpenQASM program, one statement at a time, and lists its gates
  as rotations.
* ``qasm_reading``: The parts of the OpenQASM reader that need the parser, under one name.
"""
