"use strict";
// State, and everything drawn from it: `refresh` redraws all, `picture` the map, `overlay` what lies on it.
const Page = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const { NAMES, fixed, short, several, power, enclosure, say, icon, row } = Text;
  const angles = data.angles, units = data.units.map(Model.ratio), periods = Model.periods(units), angle = (l) => data.names[l];
  const family = data.family && { star: data.family.star.map(([c, s]) => Model.wrap(Math.atan2(Model.ratio(s), Model.ratio(c)) / 2, Math.PI)), kappa: Model.ratio(data.family.kappa) };
  const lists = data.lists.map((list) => ({ ...list, r2: list.r_squared === null ? null : Model.ratio(list.r_squared), points: list.points.map((point) => Model.readPoint(point, units)), poly: Model.polynomial(list.terms, units) }));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const GRID = 193, COARSE = 73, LISTED = 200;
  const own = lists[data.own];
  const state = { r2: own.r2, star: family ? family.star.slice() : null, moved: false, axes: [0, 1], fixed: new Array(angles).fill(0), cursor: [0.62, 0.3], run: null, tally: null, seed: 1, busy: 0, solid: false, turn: (28 * Math.PI) / 180 };
  let view = null, size = 1;

  // `cursor`, and every place on the map, is a pair of shares of the two periods.

  // The list shown: a certified one where r² and θ* are those of a certificate, else Theorem 2's closed form.
  function shown() {
    const exact = family && !state.moved ? lists.find((list) => Math.abs(list.r2 - state.r2) < 1e-9) : family ? null : own;
    if (exact) return { certified: exact.status === "PROVED", list: exact, points: exact.points, poly: exact.poly };
    return { certified: false, list: null, points: Model.closedForm(family, state.star, state.r2), poly: Model.polynomial(Model.boxedTerms(family, state.star, state.r2), units) };
  }
  const inSlice = (point) => point.theta.every((t, l) => state.axes.includes(l) || Model.distance([t], [state.fixed[l]], [periods[l]]) < 1e-6);
  const minima = () => view.points.filter((point) => point.index === 0);

  function refresh() {
    view = shown();
    const at = state.fixed.slice();
    view.grid = Model.grid(view.poly, at, state.axes, GRID);
    view.low = view.grid.reduce((a, b) => Math.min(a, b), Infinity);
    view.high = view.grid.reduce((a, b) => Math.max(a, b), -Infinity);
    for (const point of view.points) if (inSlice(point)) [view.low, view.high] = [Math.min(view.low, point.value), Math.max(view.high, point.value)];
    $("low").textContent = `L = ${short(view.low)}`;
    $("high").textContent = short(view.high);
    picture();
    sentences();
    table();
    tally();
    chart();
  }

  const height = (v) => Math.max(0, Math.min(1, (v - view.low) / (view.high - view.low || 1)));
  function picture() {
    size = $("plot").clientWidth || 1;
    if (state.solid) {
      view.coarse ||= Model.grid(view.poly, state.fixed, state.axes, COARSE).map(height);
      Surface.draw($("heat"), view.coarse, COARSE, state.turn, size);
    } else Draw.heat($("heat"), view.grid, GRID, view.low, view.high);
    overlay();
  }

  function overlay() {
    $("overlay").setAttribute("viewBox", `0 0 ${size} ${size}`);
    const levels = Array.from({ length: 12 }, (_, k) => view.low + ((view.high - view.low) * (k + 0.5)) / 12);
    $("contours").setAttribute("d", $("lines").checked && !state.solid ? levels.map((v) => Draw.contour(view.grid, GRID, v, size)).join("") : "");
    $("points").replaceChildren();
    view.points.forEach((point, k) => {
      const mark = Draw.mark(point, angles, view.certified), [x, y] = place(point.theta), here = inSlice(point);
      mark.setAttribute("transform", `translate(${x.toFixed(2)} ${y.toFixed(2)})${here ? "" : " scale(0.5)"}`);
      if (!here) { // of another slice: small, below the others
        mark.classList.add("beside");
        if (view.points.length <= LISTED * 2) $("points").prepend(mark);
        return;
      }
      mark.dataset.point = k;
      mark.classList.toggle("ended", Boolean(state.run && state.run.done && state.run.match.number === k));
      $("points").append(mark);
    });
    const path = state.run ? Draw.track(state.run.path.slice(0, state.run.shown), state.axes, place, periods) : "";
    $("track").setAttribute("d", path);
    $("track-casing").setAttribute("d", path);
    ball();
    cursor();
    marks();
  }
  // The random starts and their descents: filled, and in the same colour, if they ended at a lowest minimum.
  function marks() {
    $("begun").replaceChildren();
    $("descents").replaceChildren();
    if (!state.tally) return;
    const lowest = Math.min(...minima().map((point) => point.value));
    for (const [path, found] of state.tally.begun) {
      const [x, y] = place(path[0]), best = found >= 0 && view.points[found].value <= lowest + 1e-9;
      Draw.element("path", { d: Draw.track(path, state.axes, place, periods), class: best ? "best" : "other" }, $("descents"));
      Draw.element("circle", { cx: x, cy: y, r: 2.6, class: best ? "best" : "other" }, $("begun"));
    }
  }
  // Pixels of a point: on the map, or on the surface at the height of its loss.
  function place(theta) {
    const [across, up] = state.axes.map((l) => Model.wrap(theta[l], periods[l]) / periods[l]);
    return state.solid ? Surface.project([across, up, height(Model.value(view.poly, theta))], state.turn, size) : [across * size, (1 - up) * size];
  }
  function lifted(pair) {
    const theta = state.fixed.slice();
    state.axes.forEach((l, k) => { theta[l] = pair[k] * periods[l]; });
    return theta;
  }
  function ball() {
    $("ball").replaceChildren();
    if (!state.run) return;
    const [x, y] = place(state.run.path[state.run.shown - 1]);
    if (!state.run.done) Draw.element("circle", { cx: x, cy: y, r: 6 }, $("ball"));
    const [a, b] = place(state.run.path[0]);
    Draw.element("circle", { cx: a, cy: b, r: 3.5 }, $("ball"));
  }
  function cursor() {
    $("cursor").replaceChildren();
    if (!$("plot").matches(":focus-visible")) return;
    const [x, y] = place(lifted(state.cursor)), d = `M${x - 11} ${y}H${x - 3}M${x + 3} ${y}H${x + 11}M${x} ${y - 11}V${y - 3}M${x} ${y + 3}V${y + 11}`;
    Draw.element("path", { d }, $("cursor"));
    Draw.element("path", { d }, $("cursor"));
  }

  function sentences() {
    const counts = minima().length, spurious = view.points.filter((point) => point.kind === "spurious").length;
    const source = $("source");
    source.classList.toggle("computed", !view.certified);
    source.replaceChildren();
    const drawn = view.points.filter(inSlice).length, where = drawn === view.points.length ? "" : ` (${drawn} of them in this slice)`;
    const minimaText = `${counts} ${counts === 1 ? "minimum" : "minima"}${spurious ? `, ${spurious} spurious` : ""}`;
    say(source, "b", view.certified ? "Certified" : view.list ? (view.list.status === "PREMISE FAILS" ? "Degenerate" : "Undecided") : "Closed form");
    if (view.certified) say(source, "span", `${view.points.length} critical points and no others${where}; ${minimaText}.`);
    else if (view.list) say(source, "span", `No complete list: ${view.list.reason}.`);
    else say(source, "span", `Recomputed in the page from the closed form of Theorem 2: ${view.points.length} critical points${where}; ${minimaText}.`);
    Text.legend($("legend"), view, angles);
    names();
    $("plot").setAttribute("aria-label", `Loss over ${ranges()}; ${drawn} critical points drawn, ${minimaText}`);
    if (family) {
      $("r2").value = state.r2;
      $("r2-value").textContent = view.list ? `${view.list.r_squared}` : fixed(state.r2, 2);
      $("vanish").textContent = state.r2 < 0.5
        ? `Below 1/2: every coordinate has a second minimum at θ* + π/2, so ${2 ** angles} minima, ${2 ** angles - 1} spurious. A random start reaches θ* with probability ${fixed(100 * Model.goodShare(state.r2) ** angles, 1)} %.`
        : state.r2 === 0.5 ? "At 1/2 exactly the second minima have become degenerate maxima: one minimum is left." : "Above 1/2: one minimum, and every descent finds it.";
      $("reset").parentElement.hidden = !state.moved;
      state.star.forEach((t, l) => { $(`star-${l}`).value = t; $(`star-value-${l}`).textContent = `${fixed(t, 2)}`; });
    }
    Text.trust(view, data, $("proved"), $("certificate"));
  }

  // "θ₁ and θ₂ from 0 to π", or each with a period of its own.
  function ranges() {
    const [x, y] = state.axes, ends = [x, y].map((l) => data.ticks[l][4]);
    return ends[0] === ends[1] ? `${angle(x)} and ${angle(y)} from 0 to ${ends[0]}` : `${angle(x)} from 0 to ${ends[0]} and ${angle(y)} from 0 to ${ends[1]}`;
  }
  function names() {
    for (const [side, l] of [["x", state.axes[0]], ["y", state.axes[1]]]) document.querySelectorAll(`.${side}.ticks span`).forEach((tick, k) => { tick.textContent = data.ticks[l][k]; });
    $("x-name").textContent = state.solid ? `${ranges()}, the loss upwards. Drag turns, a click descends.` : angle(state.axes[0]);
    $("y-name").textContent = state.solid ? "" : angle(state.axes[1]);
    $("y-name").classList.toggle("long", angle(state.axes[1]).length > 3);
  }
  function turn(radians) {
    state.turn = Model.wrap(radians, 2 * Math.PI);
    $("turn").value = Math.round((state.turn * 180) / Math.PI);
    picture();
  }

  function table() {
    const listed = view.points.slice(0, LISTED), [head, body] = [$("list").tHead, $("list").tBodies[0]];
    $("list-title").textContent = view.certified ? `All ${view.points.length} critical points, certified` : view.list ? `${view.points.length} critical points found` : `${view.points.length} critical points, from the closed form`;
    head.replaceChildren();
    body.replaceChildren();
    row(head, ["", "kind", "index", view.certified ? "value, enclosed" : "value", ...Array.from({ length: angles }, (_, l) => angle(l))], "th");
    listed.forEach((point, k) => {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-label", `Show point ${k + 1}, ${NAMES[point.kind]}`);
      button.append(icon(point, angles, view.certified));
      button.addEventListener("click", () => { aim(point); light(k); $("plot").scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" }); });
      const line = row(body, [button, NAMES[point.kind], point.index === null ? "none" : point.index, enclosure(point), ...point.theta.map((t) => fixed(t, 6))]);
      line.dataset.row = k;
      line.addEventListener("pointerenter", () => light(k));
      line.addEventListener("pointerleave", () => light(-1));
    });
    const widest = Math.max(0, ...view.points.map((point) => point.radius || 0));
    $("list-note").textContent = [
      view.points.length > LISTED ? `The first ${LISTED} of ${view.points.length}.` : "",
      view.certified && widest ? `Angles in radians, rounded here; each is enclosed within ± ${power(widest)}, with nothing else critical nearby.` : "Angles in radians.",
      view.certified ? "Index: number of descending directions (negative eigenvalues of the Hessian)." : "No enclosures: these numbers are floating point.",
    ].join(" ");
  }

  function aim(point) {
    for (let l = 0; l < angles; l++) if (!state.axes.includes(l)) state.fixed[l] = point.theta[l];
    state.cursor = state.axes.map((l) => point.theta[l] / periods[l]);
    if (angles > 2) { fixedSliders(); refresh(); } else cursor();
  }

  function light(k) {
    for (const mark of $("points").children) mark.classList.toggle("lit", Number(mark.dataset.point) === k);
    for (const line of $("list").tBodies[0].rows) line.classList.toggle("lit", Number(line.dataset.row) === k);
    const tip = $("tip"), point = view.points[k];
    tip.hidden = !point || !inSlice(point);
    if (tip.hidden) return;
    tip.replaceChildren();
    say(tip, "strong", NAMES[point.kind] + (point.index ? `, index ${point.index}` : ""));
    say(tip, "div", point.theta.map((t, l) => `${angle(l)} = ${fixed(t, 4)}`).join(", "));
    say(tip, "div", `L = ${enclosure(point)}`);
    const [x, y] = place(point.theta), width = tip.offsetWidth;
    tip.style.left = `${Math.max(0, Math.min(size - width, x - width / 2))}px`;
    tip.style.top = y > size / 2 ? `${y - tip.offsetHeight - 16}px` : `${y + 16}px`;
  }

  // On a narrow page the outcome stands far below the map: its first words, on the map, away from the end.
  function brief(words) {
    const [box, [, y]] = [$("brief"), place(state.run.path[state.run.path.length - 1])];
    box.hidden = false;
    box.textContent = words;
    [box.style.top, box.style.bottom] = y > size / 2 ? ["8px", "auto"] : ["auto", "8px"];
  }

  function outcome() {
    describe();
    const first = $("outcome").querySelector("strong").textContent;
    brief(state.run.match.number < 0 ? first : `${first} L = ${short(state.run.loss)}`);
  }
  function describe() {
    const box = $("outcome"), run = state.run, found = run.match, point = view.points[found.number];
    box.replaceChildren();
    box.dataset.state = "done";
    box.dataset.kind = point ? point.kind : "none";
    box.dataset.point = found.number;
    const certified = view.certified ? "certified " : "";
    if (!point) {
      say(box, "strong", run.slope > Model.FLAT ? "Not at rest yet." : "At rest, but at no point of the list.");
      box.append(` After ${run.steps} steps the loss is ${fixed(run.loss, 6)}, the gradient ${power(run.slope)}.`);
      return;
    }
    const lowest = Math.min(...minima().map((other) => other.value));
    const text = { global: "The global minimum.", spurious: "A trap: a spurious minimum.", minimum: "A minimum, perhaps global." }[point.kind] || `Stays at a ${NAMES[point.kind]}.`;
    say(box, "strong", text, { className: { global: "good", minimum: "" }[point.kind] ?? "bad" });
    const rank = minima().indexOf(point) + 1, which = rank ? `${certified}minimum ${rank} of ${minima().length}` : `${certified}point ${found.number + 1}`;
    const above = point.kind === "spurious" ? `, ${short(point.value - lowest)} above the best` : "";
    const away = found.away < 1e-15 ? "exactly there" : `${power(found.away)} rad from it`;
    box.append(` ${which[0].toUpperCase()}${which.slice(1)}, loss\u00a0${short(point.value)}${above}. Reached in ${run.steps} steps; the end is ${away}.`);
    if (angles > 2 && !inSlice(point)) {
      const button = say(box, "button", "Show the slice through it", { type: "button", className: "quiet" });
      button.addEventListener("click", () => aim(point));
    }
  }

  function chart() {
    const levels = minima().map((point) => ({ value: point.value, kind: point.kind, label: short(point.value) }));
    Draw.chart($("chart"), state.run ? state.run.losses : null, levels.slice(0, 64));
  }

  // From a place on the map: all angles move, those of the slice start at its fixed values.
  function prepare(place) {
    const run = Model.descend(view.poly, lifted(place));
    return { ...run, match: Model.match(view.points, run, periods), shown: run.path.length, done: true };
  }
  function start(place) {
    state.run = prepare(place);
    chart();
    $("brief").hidden = true;
    const ticket = ++state.busy, whole = state.run.path.length, frames = Math.min(70, Math.max(20, whole)), begun = performance.now();
    $("outcome").dataset.state = "running";
    if (still.matches) { finish(); return; }
    state.run.done = false;
    const step = (now) => {
      if (ticket !== state.busy) return;
      const part = Math.min(1, Math.max(0, now - begun) / (frames * 16));
      state.run.shown = Math.max(1, Math.round((1 - (1 - part) ** 2) * whole));
      if (part === 1) { finish(); return; }
      overlay();
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }
  function finish() {
    state.run.shown = state.run.path.length;
    state.run.done = true;
    overlay();
    outcome();
  }
  function forget() {
    state.busy += 1;
    state.run = state.tally = null;
    $("brief").hidden = true;
    const box = $("outcome");
    if (box.dataset.state) box.textContent = "The dataset changed. Start again from where you like.";
    box.dataset.state = "idle";
    delete box.dataset.kind;
  }

  function starts() {
    if (!state.tally) state.tally = { total: 0, hits: new Map(), begun: [], random: Model.random(state.seed) };
    const ticket = ++state.busy, current = state.tally;
    if (state.run && !state.run.done) finish();
    let left = 100;
    $("starts").disabled = true;
    const chunk = () => {
      for (let k = 0; k < 10 && left > 0 && current === state.tally; k++, left--) {
        const from = periods.map((length) => length * current.random()), run = Model.descend(view.poly, from);
        const found = Model.match(view.points, run, periods).number;
        current.begun.push([Model.thinned(run.path), found]);
        current.hits.set(found, (current.hits.get(found) || 0) + 1);
        current.total += 1;
      }
      if (current === state.tally) { tally(); marks(); }
      if (left > 0 && current === state.tally && ticket <= state.busy) setTimeout(chunk, 0);
      else $("starts").disabled = false;
    };
    chunk();
  }
  function tally() {
    const box = $("tally"), current = state.tally;
    box.replaceChildren();
    $("clear").disabled = !current && !state.run;
    if (!current) return;
    const lines = document.createElement("table"), known = family !== null, rows = minima().slice(0, 32);
    const rates = rows.map((point) => Model.wilson(current.hits.get(view.points.indexOf(point)) || 0, current.total)), most = Math.max(...rates.map(([, high]) => high));
    row(say(lines, "thead", ""), ["minimum", "hits", ...(known ? ["expected"] : []), "rate, 95 %", ""], "th");
    const body = say(lines, "tbody", "");
    rows.forEach((point, k) => {
      const hits = current.hits.get(view.points.indexOf(point)) || 0, meter = document.createElement("div"), [low, high] = rates[k];
      say(meter, "i", "").style.width = `${(100 * hits) / current.total / most}%`;
      Object.assign(say(meter, "u", "").style, { left: `${(100 * low) / most}%`, width: `${(100 * (high - low)) / most}%` });
      const expected = known ? [{ text: fixed(current.total * Model.basinShare(state.star, state.r2, point.theta), 1), className: "number" }] : [];
      const line = row(body, [`${NAMES[point.kind].replace(" minimum", "")}, L = ${short(point.value)}`, hits, ...expected, { text: `${fixed(100 * low, 0)}–${fixed(100 * high, 0)} %`, className: "number" }, meter]);
      line.lastChild.className = "meter";
    });
    box.append(lines);
    const inRows = rows.reduce((sum, point) => sum + (current.hits.get(view.points.indexOf(point)) || 0), 0), rest = current.total - inRows;
    box.dataset.total = current.total;
    const formula = known ? " Expected: the exact share of each basin, a product of 1/2 + arcsin(r²/(1 − r²))/π for a coordinate that ends at θ* and the rest for one that does not." : "";
    say(box, "p", `${current.total} starts, uniform, seed ${state.seed}${rest ? `; ${rest} ended elsewhere` : ""}. Rate: Wilson’s 95 % interval, the whisker on the bar of hits.${formula}`, { className: "note" });
  }

  function slider(parent, id, name, most, action) {
    const label = say(parent, "label", "", { className: "slider" }), line = say(label, "span", "");
    say(line, "span", name);
    say(line, "output", "", { id: `${id.replace("-", "-value-")}` });
    const input = say(label, "input", "", { type: "range", id, min: 0, max: most, step: 0.01 });
    input.setAttribute("aria-label", name);
    input.addEventListener("input", () => action(Number(input.value)));
    return input;
  }
  function slicesThrough(k) {
    const point = shown().points.filter((other) => other.index === 0)[k];
    if (point) state.fixed = point.theta.slice();
  }
  function fixedSliders() {
    $("fixed").replaceChildren();
    for (let l = 0; l < angles; l++) {
      if (state.axes.includes(l)) continue;
      const show = () => { $(`fixed-value-${l}`).textContent = fixed(state.fixed[l], 4); };
      const input = slider($("fixed"), `fixed-${l}`, `${angle(l)}, fixed`, Math.floor(100 * periods[l]) / 100, (v) => { state.fixed[l] = v; show(); forget(); refresh(); });
      input.value = state.fixed[l];
      show();
    }
  }

  return {
    data, angles, periods, angle, family, lists, own, state, $, LISTED, COARSE, view: () => view, size: () => size,
    refresh, picture, overlay, names, turn, cursor, place, lifted, inSlice, light, chart, prepare, start, forget, starts, tally, slider, slicesThrough, fixedSliders,
  };
})();
