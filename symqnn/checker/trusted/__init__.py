"""What every kind relies on: verdicts, the strict reader, operators, networks, gates, arithmetic
modulo primes.

Reading order:

* ``packing``: Rows of residues packed into one integer, so that sums and products of rows are
  operations on long integers.
* ``verdict``: What the checker answers, the two exceptions by which a check stops, and what a
  check may cost.
* ``operators``: Exact operators over Q(i): dense matrices and sums of Pauli words behind one class.
* ``rank``: Rank modulo a prime, by elimination.
* ``reading``: Strict reading.
* ``circle``: Rational points of the circle, and trigonometric interpolation through them.
* ``modular``: The field F_q with a square root of -1.
* ``gates``: One gate exp(-i a H): its generator, its affine angle, its spectrum; PAULI and MATRIX.
* ``network``: NETWORK: gates and an observable; every precondition is tested when it is read.
* ``rounding``: The network of an instance with what may stand next to it: how far its fixed
  angles are from those that were asked for, and the label of the circuit it was read from.
"""
