"use strict";
// Words, numbers and small pieces of the document. No state here.
const Text = (() => {
  const NAMES = { global: "global minimum", spurious: "spurious minimum", minimum: "minimum", saddle: "saddle", maximum: "maximum", degenerate: "degenerate point" };
  const PLURALS = { global: "global minima", spurious: "spurious minima", minimum: "minima", saddle: "saddles", maximum: "maxima", degenerate: "degenerate points" };
  const NUMBERS = ["index", "hits", "expected", "points", "minima"];
  const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  const fixed = (v, digits = 4) => v.toFixed(digits).replace("-", "−").replace(/^−(0\.?0*)$/, "$1");
  const short = (v) => fixed(v, 4).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
  const several = (count, kind) => `${count} ${count === 1 ? NAMES[kind] : PLURALS[kind]}`;

  // 3·10⁻¹¹, rounded up to one digit.
  function power(v) {
    if (!v) return "0";
    let exponent = Math.floor(Math.log10(v)), digit = Math.ceil(v / 10 ** exponent - 1e-9);
    if (digit === 10) [digit, exponent] = [1, exponent + 1];
    const raised = String(exponent).replace("-", "⁻").replace(/[0-9]/g, (d) => RAISED[d]);
    return digit === 1 ? `10${raised}` : `${digit}·10${raised}`;
  }

  // The value of a point: exact, enclosed, or approximate where the page computed it.
  function enclosure(point) {
    if (!point.exact) return `≈ ${fixed(point.value, 9)}`;
    if (point.exact[0] === point.exact[1]) return `${point.exact[0]}, exactly`;
    return `${fixed(point.value, 9)} ± ${power((point.high - point.low) / 2)}`;
  }

  function say(parent, name, text, attributes = {}) {
    const made = document.createElement(name);
    made.textContent = text;
    Object.assign(made, attributes);
    parent.append(made);
    return made;
  }

  function icon(point, angles, certified) {
    const svg = Draw.element("svg", { viewBox: "-14 -14 28 28", "aria-hidden": "true" });
    svg.append(Draw.mark(point, angles, certified));
    return svg;
  }

  // A row of a table: a cell is a text, a number (aligned right), an element, or a text with a class.
  function row(parent, cells, tag = "td") {
    const line = say(parent, "tr", "");
    for (const cell of cells) {
      const made = say(line, tag, "");
      if (cell instanceof Node) made.append(cell);
      else if (cell !== null && typeof cell === "object") Object.assign(made, { textContent: cell.text, className: cell.className });
      else made.textContent = String(cell);
      if (typeof cell === "number" || (tag === "th" && NUMBERS.includes(cell))) made.className = "number";
    }
    return line;
  }

  function legend(list, view, angles) {
    list.replaceChildren();
    for (const kind of Object.keys(NAMES)) {
      const groups = new Map();
      for (const point of view.points) if (point.kind === kind) groups.set(point.index, [...(groups.get(point.index) || []), point]);
      for (const [index, points] of groups) {
        const item = say(list, "li", "");
        item.append(icon(points[0], angles, view.certified));
        say(item, "span", several(points.length, kind) + (index ? `, index ${index}` : ""));
      }
    }
  }

  // What is proved about the loss shown, and the certificate that says it.
  function trust(view, data, sentence, box) {
    const proof = view.list && view.list.certificate, general = data.family && data.family.certificate;
    const closed = "For every θ*, every κ and every 0 < r² ≤ 1, Theorem 2 gives the critical points of this loss; its proof is certified in general. "
      + "The marks are drawn hollow, because their positions are floating point here.";
    const complete = "The list is complete: a certificate says so, and a checker that shares no code with its producer accepted it. "
      + (view.points.some((point) => point.radius)
        ? "Checked: the number of points, a box around each with no other, its index, and the least value. The finer angles and the other values are interval bounds of symqnn’s search."
        : "The points are rational points of the circle, the values exact.");
    const degenerate = "Some critical point of this loss is degenerate: a certificate says so, and a checker that shares no code with its producer accepted it. No list is complete.";
    const open = proof ? `The certificate was not accepted (${proof.checker}); nothing is proved.` : "There is no certificate for this loss; the reason stands above the map.";
    sentence.textContent = view.certified ? complete : view.list ? (view.list.status === "PREMISE FAILS" ? degenerate : open) : closed;
    box.replaceChildren();
    const used = proof || (view.list ? null : general);
    if (!used) return;
    for (const [name, text, className] of [["certificate", used.name, ""], ["kind", used.kind, ""], ["checker", `${used.checker}: ${used.said}`, ""], ["SHA-256", used.sha256, "hash"]]) {
      say(box, "dt", name);
      say(box, "dd", text, { className });
    }
  }

  function certificates(table, data) {
    row(table.tHead, ["r²", "points", "minima", "checker", "SHA-256"], "th");
    for (const list of data.lists) {
      const proof = list.certificate, minima = list.points.filter((point) => point.index === 0).length;
      row(table.tBodies[0], [list.r_squared, list.points.length, minima, proof.checker, { text: proof.sha256, className: "hash" }]);
    }
    row(table.tBodies[0], ["every", "", "", data.family.certificate.checker, { text: data.family.certificate.sha256, className: "hash" }]);
  }

  return { NAMES, fixed, short, several, power, enclosure, say, icon, row, legend, trust, certificates };
})();
