/**
 * What lies behind the map: the land of each community and a dot for every node of the corpus.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./boxes.js").Box} Box
 */
import { grown, holds } from "./boxes.js";
import { blankCanvas } from "./dom.js";
import { mapBox } from "./scene.js";
import { regionColors } from "./theme.js";

const RESOLUTION = 1_600;
/** How far land reaches round a node. */
export const REACH = 175;
const COAST = 28;
const DOTS = 5_000;
/** Units of the plane to a pixel of the land's image from which on not every node need be drawn to it. */
const THIN = 12;
/** More than the map has squares of `REACH` one below another. */
const COLUMN = 2 ** 20;
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
  const box = grown(mapBox(graph), REACH + COAST);
  const scale = RESOLUTION / Math.max(box.right - box.left, box.bottom - box.top);
  const pen = canvasOf(box, scale);
  fillLand(pen, graph, scale < 1 / THIN ? thinned(graph) : graph.order, dark);
  return { image: pen.canvas, box, scale };
}

/** A canvas for a part of the plane, to be drawn on in its coordinates. @param {Box} box @param {number} scale pixels to a unit */
function canvasOf({ left, top, right, bottom }, scale) {
  const pen = blankCanvas(Math.ceil((right - left) * scale), Math.ceil((bottom - top) * scale));
  pen.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
  return pen;
}

/** One node of each community in each square that is smaller than what its land takes up: enough where all is small. @param {Graph} graph */
function thinned(graph) {
  const taken = new Set();
  return graph.order.filter((n) => {
    const key = (Math.round(graph.x[n] / REACH) * COLUMN + Math.round(graph.y[n] / REACH)) * graph.communities.length + graph.community[n];
    return !taken.has(key) && taken.add(key);
  });
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
  const stretch = look.scale / kept.scale;
  const sharp = stretch === 1 || (moving && stretch > 1 / STRETCHED && stretch < STRETCHED);
  return holds(box, view) && sharp && kept.filter === look.filter && kept.dark === look.dark;
}

/** @param {Graph} graph @param {ReturnType<typeof landImage>} land @param {Box} view @param {Look} look @param {number} ratio */
function paintedLayer(graph, land, view, look, ratio) {
  const box = grown(view, (view.right - view.left) * ROOM, (view.bottom - view.top) * ROOM);
  const pen = canvasOf(box, look.scale * ratio);
  paintLand(pen, graph, land, box, look);
  paintDots(pen, graph, box, look);
  return { image: pen.canvas, box, look };
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
    for (const [community, members] of byCommunity(graph, nodes)) {
      pen.fillStyle = regionColors(community, dark)[color];
      pen.beginPath();
      for (const n of members) {
        pen.moveTo(graph.x[n] + reach, graph.y[n]);
        pen.arc(graph.x[n], graph.y[n], reach, 0, 2 * Math.PI);
      }
      pen.fill();
    }
  }
}

/** To change the colour takes longer than to paint. @param {Graph} graph @param {Iterable<number>} nodes */
function byCommunity(graph, nodes) {
  const members = /** @type {number[][]} */ (graph.communities.map(() => []));
  for (const n of nodes) members[graph.community[n]].push(n);
  return /** @type {[number, number[]][]} */ ([...members.entries()].filter(([, list]) => list.length));
}

/**
 * Dots for the nodes in view, the most important ones where there are too many to tell apart.
 * @param {CanvasRenderingContext2D} pen in the plane's coordinates
 * @param {Graph} graph @param {Box} box @param {Look} look
 */
function paintDots(pen, graph, box, { filter, scale, dark }) {
  const size = Math.min(3, 1.6 + scale) / scale;
  const nodes = nodesWithin(graph, box, { margin: 0, most: DOTS }).filter(filter.node);
  for (const [community, members] of byCommunity(graph, nodes)) {
    pen.fillStyle = regionColors(community, dark).dot;
    for (const n of members) pen.fillRect(graph.x[n] - size / 2, graph.y[n] - size / 2, size, size);
  }
}

/** The most important nodes in a box. @param {Graph} graph @param {Box} box @param {{margin: number, most: number}} limits */
function nodesWithin(graph, box, { margin, most }) {
  const { left, top, right, bottom } = grown(box, margin);
  const nodes = [];
  for (const n of graph.order) {
    const [x, y] = [graph.x[n], graph.y[n]];
    if (x < left || x > right || y < top || y > bottom) continue;
    nodes.push(n);
    if (nodes.length === most) break;
  }
  return nodes;
}
