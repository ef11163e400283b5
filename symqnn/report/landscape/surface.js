"use strict";
// The loss as a surface seen from above at an angle. Places (u, v, h) are in [0, 1]³: the two angles over their periods, and the height.
const Surface = (() => {
  const SCALE = 0.66, TILT = 0.62, RISE = 0.43; // of the square; sine of the elevation; height of the surface on the screen

  // Pixels (x, y), and the depth: larger is farther away.
  function project([u, v, h], turn, size) {
    const c = Math.cos(turn), s = Math.sin(turn), across = (u - 0.5) * c - (v - 0.5) * s, deep = (u - 0.5) * s + (v - 0.5) * c;
    return [size * (0.5 + SCALE * across), size * (0.5 - SCALE * (deep * TILT + (h - 0.5) * RISE)), deep];
  }

  // Quadrilaterals from the farthest to the nearest, each in the colour of its height and shaded by its slope.
  function draw(canvas, heights, n, turn, size) {
    const dense = Math.min(2, window.devicePixelRatio || 1), context = canvas.getContext("2d"), step = 1 / (n - 1), cells = [], corners = [];
    canvas.width = canvas.height = Math.round(size * dense);
    context.setTransform(dense, 0, 0, dense, 0, 0);
    for (let k = 0; k < n * n; k++) corners.push(project([(k % n) * step, Math.floor(k / n) * step, heights[k]], turn, size));
    for (let j = 0; j + 1 < n; j++) for (let i = 0; i + 1 < n; i++) cells.push(j * n + i);
    cells.sort((a, b) => corners[b][2] - corners[a][2]);
    for (const k of cells) {
      const ring = [k, k + 1, k + n + 1, k + n], mean = ring.reduce((sum, q) => sum + heights[q], 0) / 4;
      const slope = (heights[k + 1] - heights[k] + heights[k] - heights[k + n]) / step, shade = Math.max(0.78, Math.min(1.15, 0.97 + 0.045 * slope));
      context.fillStyle = context.strokeStyle = `rgb(${Draw.colour(mean).map((part) => Math.min(255, Math.round(part * shade))).join(",")})`;
      context.beginPath();
      ring.forEach((q, m) => (m ? context.lineTo(corners[q][0], corners[q][1]) : context.moveTo(corners[q][0], corners[q][1])));
      context.closePath();
      context.fill();
      context.stroke(); // no seams between neighbours
    }
  }

  // The place (u, v) of the surface under a pixel: of the vertices close to it the one in front; null beside the surface.
  function pick(heights, n, turn, size, x, y) {
    let best = null, front = Infinity;
    for (let k = 0; k < n * n; k++) {
      const place = [(k % n) / (n - 1), Math.floor(k / n) / (n - 1)], [a, b, deep] = project([...place, heights[k]], turn, size);
      const far = Math.hypot(a - x, b - y) / size;
      if (far < 0.03 && deep + 12 * far < front) [best, front] = [place, deep + 12 * far];
    }
    return best;
  }

  return { project, draw, pick };
})();
