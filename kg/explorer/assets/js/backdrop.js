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
/** Room on each side of the view, as a share of it. */
const ROOM = 0.25;
const STRETCHED = 1.6;

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
 * The land and the dots on it, kept as an image of the view and some room round it: to paint them anew takes longer than
 * all that is drawn upon them.
 * @typedef {{filter: import("./filter.js").Filter, scale: number, dark: boolean}} Look
 * @param {Graph} graph
 */
export function makeBackdrop(graph) {
  /** @type {?{image: HTMLCanvasElement, box: Box, look: Look}} */
  let layer = null;

  return {
    /**
     * @param {CanvasRenderingContext2D} pen in the plane's coordinates
     * @param {ReturnType<typeof landImage>} land @param {Box} view @param {Look} look
     * @param {{moving: boolean, ratio: number}} options moving: an image of about the right scale will do; ratio: pixels
     *   of the canvas to one of the screen
     */
    paint(pen, land, view, look, { moving, ratio }) {
      if (!layer || !serves(layer, view, look, moving)) layer = paintedLayer(graph, land, view, look, ratio);
      const { left, top, right, bottom } = layer.box;
      pen.drawImage(layer.image, left, top, right - left, bottom - top);
    },
  };
}

/** @param {{box: Box, look: Look}} layer @param {Box} view @param {Look} look @param {boolean} moving */
function serves({ box, look: kept }, view, look, moving) {
  const inside = view.left >= box.left && view.right <= box.right && view.top >= box.top && view.bottom <= box.bottom;
  const stretch = look.scale / kept.scale;
  const sharp = stretch === 1 || (moving && stretch > 1 / STRETCHED && stretch < STRETCHED);
  return inside && sharp && kept.filter === look.filter && kept.dark === look.dark;
}

/** @param {Graph} graph @param {ReturnType<typeof landImage>} land @param {Box} view @param {Look} look @param {number} ratio */
function paintedLayer(graph, land, view, look, ratio) {
  const [width, height] = [view.right - view.left, view.bottom - view.top];
  const room = { x: width * ROOM, y: height * ROOM };
  const box = { left: view.left - room.x, top: view.top - room.y, right: view.right + room.x, bottom: view.bottom + room.y };
  const image = document.createElement("canvas");
  const pixels = look.scale * ratio;
  image.width = Math.ceil((box.right - box.left) * pixels);
  image.height = Math.ceil((box.bottom - box.top) * pixels);
  const pen = /** @type {CanvasRenderingContext2D} */ (image.getContext("2d"));
  pen.setTransform(pixels, 0, 0, pixels, -box.left * pixels, -box.top * pixels);
  paintLand(pen, graph, land, box, look);
  paintDots(pen, graph, box, look);
  return { image, box, look };
}

/**
 * The land, from its image while that is sharp enough, else drawn anew for what is in view.
 * @param {CanvasRenderingContext2D} pen in the plane's coordinates
 * @param {Graph} graph @param {ReturnType<typeof landImage>} land @param {Box} view @param {Look} look
 */
function paintLand(pen, graph, { image, box, scale: sharp }, view, { scale, dark }) {
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
 * @param {Graph} graph @param {Box} box @param {Look} look
 */
function paintDots(pen, graph, box, { filter, scale, dark }) {
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
