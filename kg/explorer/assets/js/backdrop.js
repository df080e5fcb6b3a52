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
  const near = scale > sharp ? nodesWithin(graph, view, { margin: REACH + COAST, most: REDRAWN + 1 }) : null;
  if (near && near.length <= REDRAWN) fillLand(pen, graph, near, dark);
  else pen.drawImage(image, box.left, box.top, box.right - box.left, box.bottom - box.top);
}

/** @param {CanvasRenderingContext2D} pen @param {Graph} graph @param {Iterable<number>} nodes @param {boolean} dark */
function fillLand(pen, graph, nodes, dark) {
  for (const [reach, color] of /** @type {const} */ ([[REACH + COAST, "coast"], [REACH, "land"]])) {
    paintByCommunity(pen, graph, nodes, (community) => regionColors(community, dark)[color], (x, y) => {
      pen.beginPath();
      pen.arc(x, y, reach, 0, 2 * Math.PI);
      pen.fill();
    });
  }
}

/**
 * Paints something at each node, one community after another: to change the colour takes longer than to paint.
 * @param {CanvasRenderingContext2D} pen @param {Graph} graph @param {Iterable<number>} nodes
 * @param {(community: number) => string} colorOf @param {(x: number, y: number) => void} paint
 */
function paintByCommunity(pen, graph, nodes, colorOf, paint) {
  let community = -1;
  for (const n of Uint32Array.from(nodes).sort((a, b) => graph.community[a] - graph.community[b])) {
    if (graph.community[n] !== community) {
      community = graph.community[n];
      pen.fillStyle = colorOf(community);
    }
    paint(graph.x[n], graph.y[n]);
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
  const nodes = nodesWithin(graph, box, { margin: 0, most: DOTS }).filter(filter.node);
  paintByCommunity(pen, graph, nodes, (community) => regionColors(community, dark).dot, (x, y) =>
    pen.fillRect(x - size / 2, y - size / 2, size, size),
  );
}

/** The most important nodes in a box. @param {Graph} graph @param {Box} box @param {{margin: number, most: number}} limits */
function nodesWithin(graph, { left, top, right, bottom }, { margin, most }) {
  const nodes = [];
  for (const n of graph.order) {
    const [x, y] = [graph.x[n], graph.y[n]];
    if (x < left - margin || x > right + margin || y < top - margin || y > bottom + margin) continue;
    nodes.push(n);
    if (nodes.length === most) break;
  }
  return nodes;
}
