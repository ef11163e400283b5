"use strict";
// What a person can move: sliders, selectors, the map with mouse, touch and keys.
(() => {
  const { data, angles, periods, angle, family, lists, own, state, $, LISTED, COARSE, view, size } = Page;
  const { refresh, picture, overlay, names, turn, cursor, place, lifted, inSlice, light, chart, prepare, start, forget, starts, tally, slider, slicesThrough, fixedSliders } = Page;
  const { fixed, short, power, say } = Text;

  function setR2(value) {
    state.r2 = value;
    forget();
    if (angles > 2) slicesThrough(0);
    refresh();
  }
  function setUpFamily() {
    if (!family) return;
    $("family").hidden = false;
    $("r2").addEventListener("input", () => setR2(Number($("r2").value)));
    const jump = (next) => { if (next) setR2(next.r2); };
    $("before").addEventListener("click", () => jump(lists.findLast((list) => list.r2 < state.r2 - 1e-9)));
    $("after").addEventListener("click", () => jump(lists.find((list) => list.r2 > state.r2 + 1e-9)));
    $("half").addEventListener("click", () => setR2(state.r2 < 0.5 ? 0.6 : 0.4));
    state.star.forEach((t, l) => slider($("stars"), `star-${l}`, `${angle(l)}*`, 3.14, (v) => { state.star[l] = v; state.moved = true; forget(); refresh(); }));
    $("reset").addEventListener("click", () => { state.star = family.star.slice(); state.moved = false; forget(); refresh(); });
  }

  function setUpSlices() {
    slicesThrough(0);
    if (angles < 3) return;
    $("slices").hidden = false;
    $("slice-note").textContent = "Descent moves all angles; its path is projected on the two that are drawn. Small faint marks are critical points of other slices, projected too.";
    [$("axis-x"), $("axis-y")].forEach((select, side) => {
      for (let l = 0; l < angles; l++) say(select, "option", angle(l), { value: l });
      select.value = state.axes[side];
      select.addEventListener("change", () => {
        const chosen = Number(select.value);
        if (state.axes[1 - side] === chosen) state.axes[1 - side] = state.axes[side];
        state.axes[side] = chosen;
        $("axis-x").value = state.axes[0];
        $("axis-y").value = state.axes[1];
        forget();
        fixedSliders();
        refresh();
      });
    });
    own.points.filter((point) => point.index === 0).slice(0, LISTED).forEach((point, k) => say($("through"), "option", `minimum ${k + 1}, L = ${short(point.value)}`, { value: k }));
    $("through").addEventListener("change", () => { slicesThrough(Number($("through").value)); forget(); fixedSliders(); refresh(); });
    fixedSliders();
  }

  function setUpPlot() {
    const plot = $("plot"), clamp = (v) => Math.max(0, Math.min(1 - 1e-9, v));
    const where = (event) => { const box = plot.getBoundingClientRect(); return [clamp((event.clientX - box.left) / box.width), clamp(1 - (event.clientY - box.top) / box.height)]; };
    const on = (event) => {
      const box = plot.getBoundingClientRect(), found = Surface.pick(view().coarse, COARSE, state.turn, size(), event.clientX - box.left, event.clientY - box.top);
      return found && found.map(clamp);
    };
    let held = false, turned = 0, last = 0;
    const nearest = (event) => {
      const box = plot.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
      let best = -1, least = 14;
      view().points.forEach((point, k) => { if (inSlice(point)) { const [a, b] = place(point.theta), d = Math.hypot(a - x, b - y); if (d < least) [best, least] = [k, d]; } });
      return best;
    };
    plot.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      held = true;
      [turned, last] = [0, event.clientX];
      plot.setPointerCapture(event.pointerId);
      if (state.solid) return;
      state.busy += 1;
      state.cursor = where(event);
    });
    plot.addEventListener("pointermove", (event) => {
      if (!held) { light(nearest(event)); return; }
      light(-1);
      if (state.solid) {
        turned += Math.abs(event.clientX - last);
        turn(state.turn + ((event.clientX - last) / size()) * 3);
        last = event.clientX;
        return;
      }
      state.cursor = where(event);
      state.run = prepare(state.cursor);
      state.run.done = false;
      overlay();
      chart();
    });
    plot.addEventListener("pointerup", (event) => {
      if (!held) return;
      held = false;
      const found = state.solid ? (turned > 6 ? null : on(event)) : where(event);
      if (!found) return;
      state.cursor = found;
      start(state.cursor);
      tally();
    });
    plot.addEventListener("pointercancel", () => { held = false; });
    plot.addEventListener("pointerleave", () => { if (!held) light(-1); });
    plot.addEventListener("keydown", (event) => {
      const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (move) {
        const step = 1 / (event.shiftKey ? 12 : 60);
        state.cursor = state.cursor.map((t, k) => Model.wrap(t + move[k] * step, 1));
        cursor();
        $("outcome").dataset.state = "aiming";
        $("outcome").textContent = `Cursor at ${state.axes.map((l, k) => `${angle(l)} = ${fixed(state.cursor[k] * periods[l], 2)}`).join(", ")}; L = ${fixed(Model.value(view().poly, lifted(state.cursor)), 4)}. Enter starts.`;
      } else if (event.key === "Enter" || event.key === " ") start(state.cursor);
      else return;
      event.preventDefault();
    });
    plot.addEventListener("focus", cursor);
    plot.addEventListener("blur", cursor);
    new ResizeObserver(() => { if (Math.abs(plot.clientWidth - size()) > 0.5) { picture(); chart(); } }).observe(plot);
  }

  function setUpTexts() {
    $("heading").textContent = data.title;
    $("describe").textContent = data.describe;
    $("reproduce").textContent = `${data.reproduce}\nsymqnn check proofs/*`;
    $("computed").textContent = `Colours and contour lines, from the exact coefficients; gradient descent in θ with the step 1/K, K a bound of the second derivatives, so that the loss never rises${family ? " and each coordinate stays in its basin" : ""}; the random starts.`;
    $("rule").textContent = `An end is matched to the nearest point of the list on the torus, if no angle differs by more than ${power(Model.MATCH)} rad and the gradient is at most ${power(Model.FLAT)}.`;
    if (lists.length > 1) {
      $("all").hidden = false;
      Text.certificates($("certificates"), data);
    }
  }

  setUpTexts();
  setUpFamily();
  setUpSlices();
  setUpPlot();
  $("lines").addEventListener("change", overlay);
  $("turn").addEventListener("input", () => turn((Number($("turn").value) * Math.PI) / 180));
  $("solid").addEventListener("change", () => {
    state.solid = $("solid").checked;
    $("turn-box").hidden = !state.solid;
    $("lines-box").hidden = state.solid;
    $("plot").parentElement.classList.toggle("solid", state.solid);
    names();
    picture();
  });
  $("starts").addEventListener("click", starts);
  $("clear").addEventListener("click", () => { forget(); $("outcome").textContent = "Not started yet."; refresh(); });
  Draw.bar($("bar"));
  refresh();
})();
