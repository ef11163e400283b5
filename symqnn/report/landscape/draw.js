"use strict";
// Drawing: colours, contour lines, the marks of critical points, the small chart of a descent. No state here.
const Draw = (() => {
  const SVG = "http://www.w3.org/2000/svg"; // a name of the language, never fetched
  // Viridis, perceptually uniform and readable with every colour vision: a fit of degree 6 for each of red, green, blue.
  const VIRIDIS = [
    [0.2777273272, 0.1050930431, -0.3308618287, -4.6342304985, 6.2282699363, 4.7763849977, -5.4354558559],
    [0.0054073445, 1.4046135299, 0.2148475595, -5.7991009734, 14.1799333668, -13.7451453777, 4.6458526122],
    [0.3340998053, 1.3845901626, 0.095095163, -19.3324409563, 56.6905526007, -65.3530326334, 26.3124352496],
  ];

  const colour = (t) => VIRIDIS.map((c) => Math.max(0, Math.min(255, Math.round(255 * c.reduceRight((sum, a) => sum * t + a, 0)))));

  function element(name, attributes = {}, parent = null) {
    const made = document.createElementNS(SVG, name);
    for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
    if (parent) parent.append(made);
    return made;
  }

  // The loss as colours; row 0 of the grid (second angle 0) is at the bottom.
  function heat(canvas, values, n, low, high) {
    canvas.width = canvas.height = n;
    const context = canvas.getContext("2d"), image = context.createImageData(n, n), spread = high - low || 1;
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < n; i++) {
        const [r, g, b] = colour((values[j * n + i] - low) / spread), at = 4 * ((n - 1 - j) * n + i);
        image.data.set([r, g, b, 255], at);
      }
    }
    context.putImageData(image, 0, 0);
  }

  function bar(canvas) {
    canvas.width = 256;
    canvas.height = 1;
    const context = canvas.getContext("2d"), image = context.createImageData(256, 1);
    for (let i = 0; i < 256; i++) image.data.set([...colour(i / 255), 255], 4 * i);
    context.putImageData(image, 0, 0);
  }

  // Marching squares: the line at one level as an SVG path, in units of the square [0, 1]² with y downwards.
  function contour(values, n, level, scale) {
    const pieces = [], place = (x, y) => `${((x / (n - 1)) * scale).toFixed(1)} ${((1 - y / (n - 1)) * scale).toFixed(1)}`;
    const cut = (a, b) => (level - a) / (b - a);
    for (let j = 0; j + 1 < n; j++) {
      for (let i = 0; i + 1 < n; i++) {
        const a = values[j * n + i], b = values[j * n + i + 1], c = values[(j + 1) * n + i + 1], d = values[(j + 1) * n + i];
        const ends = [];
        if (a > level !== b > level) ends.push(place(i + cut(a, b), j));
        if (b > level !== c > level) ends.push(place(i + 1, j + cut(b, c)));
        if (c > level !== d > level) ends.push(place(i + cut(d, c), j + 1));
        if (d > level !== a > level) ends.push(place(i, j + cut(a, d)));
        for (let k = 0; k + 1 < ends.length; k += 2) pieces.push(`M${ends[k]}L${ends[k + 1]}`);
      }
    }
    return pieces.join("");
  }

  const polygon = (corners, radius, turn = 0) => Array.from({ length: corners }, (_, k) => {
    const angle = 2 * Math.PI * (k / corners + turn) - Math.PI / 2;
    return `${k ? "L" : "M"}${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`;
  }).join("") + "Z";
  const circle = (r) => `M${-r} 0A${r} ${r} 0 1 0 ${r} 0A${r} ${r} 0 1 0 ${-r} 0Z`;
  const cross = (r) => `M${-r} ${-r}L${r} ${r}M${-r} ${r}L${r} ${-r}`;

  // Shape and class by Morse index: circle for minima, triangle for maxima, between them polygons with more and more corners.
  function shape(point, angles) {
    if (point.index === null) return [cross(5), "degenerate"];
    if (point.index === 0) return [circle(6), "minimum"];
    if (point.index === angles) return [polygon(3, 8), "maximum"];
    return [polygon(3 + point.index, point.index === 1 ? 7.5 : 7), `saddle index-${point.index}`];
  }

  // One mark; a second ring around a global minimum. Solid: certified; hollow: computed in the page.
  function mark(point, angles, certified) {
    const [path, kind] = shape(point, angles), group = element("g", { class: `mark ${kind}${certified ? "" : " computed"}` });
    if (point.kind === "global") element("circle", { r: 10.5, class: "ring" }, group);
    element("path", { d: path, class: "casing" }, group);
    element("path", { d: path, class: "face" }, group);
    return group;
  }

  // Broken where the path crosses an edge of the square: opposite edges are the same points.
  function track(path, axes, place, periods) {
    let text = "", last = null;
    for (const theta of path) {
      const cell = axes.map((l) => Math.floor(theta[l] / periods[l])), [x, y] = place(theta), here = `${x.toFixed(1)} ${y.toFixed(1)}`;
      text += (last && last[0] === cell[0] && last[1] === cell[1] ? "L" : "M") + here;
      last = cell;
    }
    return text;
  }

  // The loss along a descent, with a line at the value of each minimum.
  function chart(svg, losses, levels) {
    const width = svg.clientWidth || 320, height = svg.clientHeight || 110, right = 64, top = 8, bottom = 18;
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.replaceChildren();
    const heights = [0, ...levels.map((level) => level.value), ...(losses ? [losses[0][1]] : [])], low = Math.min(...heights), most = Math.max(...heights);
    const y = (v) => top + (height - top - bottom) * (1 - (v - low) / (most - low || 1));
    let free = Infinity;
    for (const level of [...levels].sort((a, b) => a.value - b.value)) {
      element("line", { x1: 0, x2: width - right, y1: y(level.value), y2: y(level.value), class: `level ${level.kind}` }, svg);
      if (free - y(level.value) < 12) continue; // a label would lie on the one below
      free = y(level.value);
      element("text", { x: width - right + 6, y: free + 4 }, svg).textContent = level.label;
    }
    element("text", { x: 0, y: height - 4 }, svg).textContent = losses ? "start" : "click the map";
    if (!losses) return;
    const steps = losses[losses.length - 1][0] || 1, x = (s) => (Math.sqrt(s / steps)) * (width - right);
    element("text", { x: width - right, y: height - 4, "text-anchor": "end" }, svg).textContent = `${steps} steps`;
    element("path", { d: losses.map(([s, v], k) => `${k ? "L" : "M"}${x(s).toFixed(1)} ${y(v).toFixed(1)}`).join(""), class: "curve" }, svg);
  }

  return { colour, element, heat, bar, contour, mark, track, chart };
})();
