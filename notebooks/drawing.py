"""Pictures that several notebooks share, by matplotlib; no colour is the only sign of anything."""

from fractions import Fraction

import matplotlib.pyplot as plt
import numpy as np

# colours that colour-blind eyes tell apart (Okabe and Ito)
BLUE, ORANGE, GREEN, PINK, GREY = "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#6b6b6b"
AMBER = "#e69f00"
plt.rcParams["axes.prop_cycle"] = plt.cycler(color=[BLUE, ORANGE, GREEN, PINK, AMBER])
plt.rcParams["figure.constrained_layout.use"] = True

LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
MARKS = {  # of critical points: marker, colour
    "minima": ("o", "white"),
    "saddles": ("D", AMBER),
    "maxima": ("^", ORANGE),
}
ONE = {"minima": "minimum", "saddles": "saddle", "maxima": "maximum"}


def angle_ticks(axis, period, parts=4):
    """Ticks at multiples of period/parts, as fractions of π."""
    step = Fraction(period / np.pi / parts).limit_denominator(64)
    names = []
    for k in range(parts + 1):
        number = k * step
        top = {0: "0", 1: "π"}.get(number.numerator, f"{number.numerator}π")
        names.append(top if number.denominator == 1 else f"{top}/{number.denominator}")
    axis.set_ticks([k * period / parts for k in range(parts + 1)], names)


def landscape(axes, poly, found=None, title="", parts=4):
    """A polynomial in two angles over one period of each; dark is low. With ``found``, its complete
    list of critical points, these are marked and counted. The coloured contours are returned.
    """
    periods = [2 * np.pi / float(unit) for unit in poly.torus.units]
    across, up = (np.linspace(0, period, 121) for period in periods)
    values = poly.numeric(np.stack(np.meshgrid(across, up), axis=-1))
    filled = axes.contourf(across, up, values, levels=24, cmap="cividis")
    for kind, index in (("minima", 0), ("saddles", 1), ("maxima", 2)) if found else ():
        places = np.array([point.theta for point in found.points(index)]).reshape(-1, 2)
        marker, colour = MARKS[kind]
        name = ONE[kind] if len(places) == 1 else kind
        axes.plot(
            *places.T,
            marker,
            color=colour,
            markeredgecolor="black",
            clip_on=False,
            zorder=5 - index,
            label=f"{len(places)} {name}",
        )
    angle_ticks(axes.xaxis, periods[0], parts)
    angle_ticks(axes.yaxis, periods[1], parts)
    across, up = (f"{name.translate(LOWERED)} (radians)" for name in poly.torus.names)
    axes.set(xlim=(0, periods[0]), ylim=(0, periods[1]), xlabel=across, ylabel=up, title=title)
    if found:
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=3, frameon=False,
                    fontsize=9, columnspacing=1, handletextpad=0.2)  # fmt: skip
    return filled


def bloch_sphere(axes, title=""):
    """An empty Bloch sphere in axes with ``projection="3d"``."""
    turn = np.linspace(0, 2 * np.pi, 100)
    circle, zero = np.array([np.cos(turn), np.sin(turn)]), np.zeros_like(turn)
    for x, y, z in (
        (circle[0], circle[1], zero),
        (circle[0], zero, circle[1]),
        (zero, circle[0], circle[1]),
    ):
        axes.plot(x, y, z, color="0.8", linewidth=0.8)
    for k, name in enumerate(("x", "y", "z")):
        end = np.eye(3)[k]
        axes.plot(*np.stack([-end, end], axis=1), color="0.8", linewidth=0.8)
        axes.text(*(1.2 * end), name, ha="center", va="center")
    axes.set(xlim=(-0.8, 0.8), ylim=(-0.8, 0.8), zlim=(-0.8, 0.8), title=title)
    axes.set_box_aspect((1, 1, 1))
    axes.view_init(elev=22, azim=30)
    axes.set_axis_off()


def bloch_path(axes, vectors, colour, label=None):
    """A path of Bloch vectors, shape (n, 3): a dot where it begins, a triangle where it ends."""
    axes.plot(*vectors.T, color=colour, linewidth=2.2, label=label)
    axes.plot(*vectors[:1].T, "o", color=colour)
    axes.plot(*vectors[-1:].T, "^", color=colour)


def bloch_arrow(axes, vector, colour, label=None):
    """A Bloch vector as an arrow from the centre."""
    axes.quiver(0, 0, 0, *vector, color=colour, linewidth=2, arrow_length_ratio=0.15, label=label)
