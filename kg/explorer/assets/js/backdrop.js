/**
 * What lies behind the map: the land of each community and a dot for every node of the corpus.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./budget.js").Box} Box
 */
import { mapBox } from "./scene.js";
import { regionColors } from "./theme.js";

const RESOLUTION = 1_600;
const REACH = 175;
const COAST = 28;
const DOTS = 5_000;
const REDRAWN = 1_500;

/**
 * @param {Graph} graph @param {boolean} dark
 * @returns {{image: HTMLCanvasElement, box: Box, scale: number}} the land as an image, where in the plane it lies and
 *   its pixels to a unit
 */
export function landImage(graph, dark) {
  const whole = mapBox(graph);
  const margin = REACH + COAST;
  const box = {
    left: whole.left - margin, top: whole.top - margin, right: whole.right + margin, bottom: whole.bottom + margin,
  };
  const scale = RESOLUTION / Math.max(box.right - box.left, box.bottom - box.top);
  const image = document.createElement("canvas");
  image.width = Math.ceil((box.right - box.left) * scale);
  image.height = Math.ceil((box.bottom - box.top) * scale);
  const pen = /** @type {CanvasRenderingContext2D} */ (image.getContext("2d"));
  pen.setTransform(scale, 0, 0, scale, -box.left * scale, -box.top * scale);
  fillLand(pen, graph, graph.order, dark);
  return { image, box, scale };
}

/**
 * The land, from its image while that is sharp enough, else drawn anew for what is in view.
 * @param {CanvasRenderingContext2D} pen in the plane's coordinates
 * @param {Graph} graph @param {ReturnType<typeof landImage>} land @param {Box} view @param {{scale: number, dark: boolean}} look
 */
export function paintLand(pen, graph, { image, box, scale: sharp }, view, { scale, dark }) {
  const near = scale > sharp ? [...graph.order].filter((n) => within(view, graph.x[n], graph.y[n], REACH + COAST)) : [];
  if (scale > sharp && near.length <= REDRAWN) fillLand(pen, graph, near, dark);
  else pen.drawImage(image, box.left, box.top, box.right - box.left, box.bottom - box.top);
}

/** @param {CanvasRenderingContext2D} pen @param {Graph} graph @param {Iterable<number>} nodes @param {boolean} dark */
function fillLand(pen, graph, nodes, dark) {
  const colors = graph.communities.map((_, n) => regionColors(n, dark));
  for (const [reach, color] of /** @type {const} */ ([[REACH + COAST, "coast"], [REACH, "land"]])) {
    for (const n of nodes) disc(pen, graph.x[n], graph.y[n], reach, colors[graph.community[n]][color]);
  }
}

/**
 * Dots for the nodes in view, the most important ones where there are too many to tell apart.
 * @param {CanvasRenderingContext2D} pen in the plane's coordinates
 * @param {Graph} graph @param {import("./filter.js").Filter} filter @param {Box} box
 * @param {{scale: number, dark: boolean}} look
 */
export function paintDots(pen, graph, filter, box, { scale, dark }) {
  const size = Math.min(3, 1.6 + scale) / scale;
  const colors = graph.communities.map((_, n) => regionColors(n, dark).dot);
  let left = DOTS;
  for (const n of graph.order) {
    const [x, y] = [graph.x[n], graph.y[n]];
    if (!within(box, x, y) || !filter.node(n)) continue;
    pen.fillStyle = colors[graph.community[n]];
    pen.fillRect(x - size / 2, y - size / 2, size, size);
    if (--left === 0) break;
  }
}

/** @param {CanvasRenderingContext2D} pen @param {number} x @param {number} y @param {number} radius @param {string} color */
function disc(pen, x, y, radius, color) {
  pen.fillStyle = color;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}

/** @param {Box} box @param {number} x @param {number} y */
function within({ left, top, right, bottom }, x, y, margin = 0) {
  return x >= left - margin && x <= right + margin && y >= top - margin && y <= bottom + margin;
}
