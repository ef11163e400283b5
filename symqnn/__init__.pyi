# The public names, by group: for mypy, editors and __init__.py, which loads a name when first used.

__version__: str

# what a person brings: a network, a state, labelled data
from symqnn.model.qnn import QNN as QNN
from symqnn.model.state import State as State
from symqnn.model.dataset import Dataset as Dataset
from symqnn.model.dataset import random_dataset as random_dataset
from symqnn.model import ansatz as ansatz
from symqnn.model.instance_file import read_instance as read_instance
from symqnn.model.importers.qasm import qnn_from_qasm as qnn_from_qasm

# exact algebra: operators, polynomials in cosines and sines, points of the circle
from symqnn.algebra.pauli import PauliSum as PauliSum
from symqnn.algebra.matrix import GaussianMatrix as GaussianMatrix
from symqnn.algebra.torus import Torus as Torus
from symqnn.algebra.trigpoly import TrigPoly as TrigPoly
from symqnn.algebra.circle import CirclePoint as CirclePoint

# expansion (Eqns 7-12)
from symqnn.expansion.output import expand as expand
from symqnn.expansion.output import operator as operator
from symqnn.expansion.output import expectation as expectation
from symqnn.expansion.output import factored_expectation as factored_expectation
from symqnn.expansion.output import evaluate as evaluate
from symqnn.expansion.output import evaluate_numeric as evaluate_numeric

# linear independence (Definition 1), Gram matrices, which residuals Eqn 18 reaches
from symqnn.independence.decide import linear_independence as linear_independence
from symqnn.independence.reachability import reachability as reachability
from symqnn.independence.reachability import reachable_angles as reachable_angles
from symqnn.independence.gram import gram_matrix as gram_matrix
from symqnn.independence.gram import gram_factors as gram_factors

# typical networks (Theorem 6)
from symqnn.haar.moments import gram_mean as gram_mean
from symqnn.haar.moments import gram_variance as gram_variance
from symqnn.haar.failure_bounds import failure_bound as failure_bound
from symqnn.haar.asymptotics import uniform_bound as uniform_bound
from symqnn.haar.verdict import probability as probability
from symqnn.haar.montecarlo import monte_carlo as monte_carlo

# datasets with exactly known minima (Lemmas 3 and 4, Theorem 2, Proposition 5, and beyond)
from symqnn.construction.theorem_2 import theorem_2 as theorem_2
from symqnn.construction.theorem_2 import lemma_3 as lemma_3
from symqnn.construction.linked import linked_theorem_2 as linked_theorem_2
from symqnn.construction.frequencies import frequency_minima as frequency_minima
from symqnn.construction.parity import parity_family as parity_family
from symqnn.construction.parity import maxcut as maxcut
from symqnn.construction.factorial import factorial_minima as factorial_minima
from symqnn.construction.certify import certify_minima as certify_minima

# any landscape of degree ≤ 2 an angle as a training loss, more minima, noise, no spurious minima
from symqnn.algebra.formula import read_formula as read_formula
from symqnn.construction.universality import dataset_for as dataset_for
from symqnn.construction.many_minima import many_minima as many_minima
from symqnn.expansion.noisy import noisy_expand as noisy_expand
from symqnn.roots.benign import benign as benign

# losses, their derivatives, bounds and complete lists of critical points (Theorem 7)
from symqnn.loss.training import loss as loss
from symqnn.loss.derivatives import gradient as gradient
from symqnn.loss.derivatives import hessian as hessian
from symqnn.landscape.point_bounds import ladder as ladder
from symqnn.roots.critical import critical_points as critical_points

# certified least values of outputs and losses, ground states
from symqnn.minimum.value import least_value as least_value
from symqnn.minimum.ground import ground_energy as ground_energy

# what an ansatz can do: variances, the Lie algebra of its generators, Fisher rank, light cones
from symqnn.analysis.variance import variances as variances
from symqnn.analysis.generators import generators_of as generators_of
from symqnn.analysis.ideals import simple_ideals as simple_ideals
from symqnn.analysis.lie_algebra import lie_algebra as lie_algebra
from symqnn.analysis.fisher import fisher_rank as fisher_rank
from symqnn.analysis.light_cone import light_cones as light_cones

# training, with the certified gap to the best possible
from symqnn.experiments.own_loss import train as train

# certificates: make one, keep it, have it checked
from symqnn.certificate.public import certificate as certificate
from symqnn.certificate.public import check as check
from symqnn.certificate.public import save as save

# outcomes and errors
from symqnn.status import Status as Status
from symqnn.errors import InputError as InputError
from symqnn.errors import SymqnnError as SymqnnError
