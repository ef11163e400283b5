"use strict";
// The mathematics of the page, in double precision: no drawing here. Angles are θ in radians; polynomials have whole frequencies in
// φ_l = g_lθ_l, g_l the unit of an angle, so that its period is 2π/g_l.
const Model = (() => {
  const PI = Math.PI;
  const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const MATCH = 1e-3; // an end belongs to a critical point that is no farther in every angle
  const FLAT = 1e-8; // and at which the gradient is no longer

  // "-3/4" as a double; of very long integers the last digits are dropped.
  function ratio(text) {
    const [top, bottom = "1"] = text.split("/");
    const cut = Math.max(0, Math.max(top.length, bottom.length) - 300);
    return Number(cut ? top.slice(0, -cut) || "0" : top) / Number(cut ? bottom.slice(0, -cut) : bottom);
  }

  const periods = (units) => units.map((g) => (2 * PI) / g);

  // Basis index of one angle: 0 is 1, 2k-1 is cos kφ, 2k is sin kφ; digits 0-9a-zA-Z as in the certificates.
  function polynomial(terms, units) {
    const indices = [], values = [], degrees = new Array(units.length).fill(0);
    for (const key of Object.keys(terms)) {
      const index = [...key].map((digit) => DIGITS.indexOf(digit));
      index.forEach((e, l) => { degrees[l] = Math.max(degrees[l], (e + 1) >> 1); });
      indices.push(index);
      values.push(typeof terms[key] === "number" ? terms[key] : ratio(terms[key]));
    }
    return { angles: units.length, units, periods: periods(units), indices, values, degrees };
  }

  // The basis functions of one angle at θ, and their derivatives with respect to θ.
  function basis(degree, theta, unit) {
    const b = [1], d = [0];
    for (let k = 1; k <= degree; k++) {
      const c = Math.cos(unit * k * theta), s = Math.sin(unit * k * theta);
      b.push(c, s);
      d.push(-unit * k * s, unit * k * c);
    }
    return [b, d];
  }
  const tablesAt = (poly, theta) => theta.map((t, l) => basis(poly.degrees[l], t, poly.units[l]));

  function value(poly, theta) {
    const tables = tablesAt(poly, theta).map(([b]) => b);
    let total = 0;
    poly.indices.forEach((index, n) => {
      let part = poly.values[n];
      for (let l = 0; l < index.length; l++) part *= tables[l][index[l]];
      total += part;
    });
    return total;
  }

  // ∂L/∂θ_l for every l.
  function gradient(poly, theta) {
    const tables = tablesAt(poly, theta);
    const result = new Array(theta.length).fill(0);
    for (let n = 0; n < poly.indices.length; n++) {
      const index = poly.indices[n];
      for (let m = 0; m < index.length; m++) {
        if (!index[m]) continue;
        let part = poly.values[n];
        for (let l = 0; l < index.length; l++) part *= tables[l][l === m ? 1 : 0][index[l]];
        result[m] += part;
      }
    }
    return result;
  }

  // K ≥ ‖Hessian‖ everywhere: a product of cosines and sines is a mean of waves of frequency k, whose Hessian in θ is at most |gk|².
  function curvature(poly) {
    let total = 0;
    poly.indices.forEach((index, n) => {
      total += Math.abs(poly.values[n]) * index.reduce((sum, e, l) => sum + (poly.units[l] * ((e + 1) >> 1)) ** 2, 0);
    });
    return total;
  }

  // The loss on an n × n grid of two angles (axes), the others fixed: entry j·n + i is at i/(n-1), j/(n-1) of the periods.
  function grid(poly, theta, axes, n) {
    const [x, y] = axes, columns = 2 * poly.degrees[x] + 1, rows = 2 * poly.degrees[y] + 1;
    const tables = tablesAt(poly, theta).map(([b]) => b), reduced = new Float64Array(columns * rows);
    poly.indices.forEach((index, k) => {
      let part = poly.values[k];
      for (let l = 0; l < index.length; l++) if (l !== x && l !== y) part *= tables[l][index[l]];
      reduced[index[y] * columns + index[x]] += part;
    });
    const along = [], across = [], result = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      along.push(basis(poly.degrees[x], (poly.periods[x] * i) / (n - 1), poly.units[x])[0]);
      across.push(basis(poly.degrees[y], (poly.periods[y] * i) / (n - 1), poly.units[y])[0]);
    }
    for (let j = 0; j < n; j++) {
      const row = new Float64Array(columns);
      for (let b = 0; b < rows; b++) for (let a = 0; a < columns; a++) row[a] += across[j][b] * reduced[b * columns + a];
      for (let i = 0; i < n; i++) for (let a = 0; a < columns; a++) result[j * n + i] += row[a] * along[i][a];
    }
    return result;
  }

  const wrap = (t, period) => ((t % period) + period) % period;

  // Distance on the torus: the largest of the differences of the angles.
  function distance(a, b, lengths) {
    return a.reduce((most, t, l) => Math.max(most, Math.abs(wrap(t - b[l] + lengths[l] / 2, lengths[l]) - lengths[l] / 2)), 0);
  }

  // Gradient descent with the step 1/K: the loss never increases. The path is not wrapped, and keeps a point about every 0.02 rad of φ.
  function descend(poly, start, limit = 50000) {
    const bound = curvature(poly) || 1, path = [start.slice()], losses = [[0, value(poly, start)]];
    let theta = start.slice(), steps = 0, slope = gradient(poly, theta);
    const norm = () => Math.hypot(...slope);
    let kept = theta;
    while (norm() > 1e-11 * bound && steps < limit) {
      theta = theta.map((t, l) => t - slope[l] / bound);
      slope = gradient(poly, theta);
      steps += 1;
      if (Math.hypot(...theta.map((t, l) => poly.units[l] * (t - kept[l]))) > 0.02) {
        path.push(theta);
        losses.push([steps, value(poly, theta)]);
        kept = theta;
      }
    }
    path.push(theta);
    losses.push([steps, value(poly, theta)]);
    return { path, losses, end: theta.map((t, l) => wrap(t, poly.periods[l])), steps, slope: norm(), loss: value(poly, theta), step: 1 / bound };
  }

  // The critical point an end belongs to: the nearest on the torus, if within MATCH and the gradient is below FLAT; or -1.
  function match(points, run, lengths) {
    let best = -1, least = MATCH;
    points.forEach((point, k) => {
      const away = distance(point.theta, run.end, lengths);
      if (away <= least) [best, least] = [k, away];
    });
    return { number: run.slope <= FLAT ? best : -1, away: least };
  }

  // Theorem 2's family, φ = 2θ. Its loss (κ²/2p) Σ [sin² 2(θ-θ*) + r²(1 - cos 2(θ-θ*))²], multiplied out.
  function boxedTerms(family, star, r2) {
    const p = star.length, factor = (family.kappa ** 2) / (2 * p), zero = "0".repeat(p), terms = {};
    terms[zero] = (factor * p * (1 + 3 * r2)) / 2;
    star.forEach((t, l) => {
      const at = (digit) => zero.slice(0, l) + digit + zero.slice(l + 1);
      terms[at("1")] = -2 * factor * r2 * Math.cos(2 * t);
      terms[at("2")] = -2 * factor * r2 * Math.sin(2 * t);
      terms[at("3")] = (factor * (r2 - 1) * Math.cos(4 * t)) / 2;
      terms[at("4")] = (factor * (r2 - 1) * Math.sin(4 * t)) / 2;
    });
    return terms;
  }

  // Its critical points in closed form. Each coordinate has a minimum at θ*; at θ* + π/2 a minimum if r² < 1/2, a maximum if r² > 1/2,
  // a degenerate maximum if r² = 1/2; and for r² < 1/2 two maxima at cos 2(θ - θ*) = -r²/(1 - r²).
  function closedForm(family, star, r2) {
    const p = star.length, factor = (family.kappa ** 2) / (2 * p), trap = r2 < 0.5;
    const parts = [{ shift: 0, index: 0, value: 0 }, { shift: PI / 2, index: trap ? 0 : r2 === 0.5 ? null : 1, value: 4 * r2 }];
    if (trap) {
      const shift = Math.acos(-r2 / (1 - r2)) / 2;
      for (const sign of [1, -1]) parts.push({ shift: sign * shift, index: 1, value: 1 / (1 - r2) });
    }
    let points = [{ theta: [], index: 0, value: 0 }];
    for (const t of star) {
      points = points.flatMap((point) => parts.map((part) => ({
        theta: [...point.theta, wrap(t + part.shift, PI)],
        index: point.index === null || part.index === null ? null : point.index + part.index,
        value: point.value + factor * part.value,
      })));
    }
    for (const point of points) {
      point.kind = point.index === null ? "degenerate" : point.index === p ? "maximum" : point.index ? "saddle" : point.value ? "spurious" : "global";
      point.low = point.high = point.value;
    }
    return points.sort((a, b) => (a.index ?? p + 1) - (b.index ?? p + 1) || a.value - b.value);
  }

  // Share of the torus from which gradient flow reaches θ* in one coordinate: 1/2 + arcsin(r²/(1-r²))/π, all of it from r² = 1/2 on.
  const goodShare = (r2) => (r2 >= 0.5 ? 1 : 0.5 + Math.asin(r2 / (1 - r2)) / PI);

  // The share of the basin of the minimum at theta, by the product rule.
  function basinShare(star, r2, theta) {
    const good = goodShare(r2);
    return theta.reduce((share, t, l) => share * (distance([t], [star[l]], [PI]) < PI / 4 ? good : 1 - good), 1);
  }

  // Wilson's interval, 95 %: the rates that agree with so many hits.
  function wilson(hits, total) {
    const z = 1.959963984540054, share = hits / total, wide = 1 + (z * z) / total;
    const middle = (share + (z * z) / (2 * total)) / wide, half = (z / wide) * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
    return [hits ? middle - half : 0, hits < total ? middle + half : 1];
  }

  // A path in fewer places, its beginning and its end among them.
  function thinned(path, most = 64) {
    const every = Math.ceil(path.length / most);
    return path.filter((_, k) => k % every === 0 || k === path.length - 1);
  }

  // Pseudo-random numbers in [0, 1), the same for the same seed (mulberry32).
  function random(seed) {
    let state = seed >>> 0;
    return () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = state;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  // A critical point of the data: angles from turns (φ = 2π·turns) or from (cos φ, sin φ), value as two doubles.
  function readPoint(point, units) {
    const lengths = periods(units);
    const theta = point.turns
      ? point.turns.map((turn, l) => wrap(lengths[l] * ratio(turn), lengths[l]))
      : point.at.map(([c, s], l) => wrap(Math.atan2(ratio(s), ratio(c)) / units[l], lengths[l]));
    const [low, high] = point.value.map(ratio), radius = point.radius ? ratio(point.radius) / Math.min(...units) : 0;
    return { theta, index: point.index, kind: point.kind, low, high, value: (low + high) / 2, radius, exact: point.value };
  }

  return { MATCH, FLAT, ratio, periods, polynomial, value, gradient, curvature, grid, wrap, distance, descend, match, boxedTerms, closedForm, goodShare, basinShare, wilson, thinned, random, readPoint };
})();
