/**
 * A path laid out as a line of nodes with what links them written between.
 * @typedef {import("./graph.js").Graph} Graph
 */
import { grown, spanning } from "./boxes.js";
import { nodeSize, PILL } from "./scene.js";

const STEP = 170;
const MARGIN = { x: 110, y: 90 };

/**
 * @param {Graph} graph @param {import("./path.js").Path} path @param {{width: number, height: number}} view
 * @returns {import("./scene.js").Scene}
 */
export function routeScene(graph, path, { width, height }) {
  const along = path.nodes.map((_, n) => (n - (path.nodes.length - 1) / 2) * STEP);
  const across = path.nodes.map((_, n) => (n % 2 ? 46 : -46));
  const [xs, ys] = width > height ? [along, across] : [across, along];
  const sides = width > height ? ["below", "above"] : ["right", "left", "below"];
  return {
    kind: "path",
    nodes: path.nodes.map((node, n) => ({
      node, x: xs[n], y: ys[n], size: nodeSize(graph, node) + 4, sides: n % 2 ? sides : [...sides].reverse(),
      strong: n === 0 || n === path.nodes.length - 1,
    })),
    edges: path.edges.map((edge) => ({
      edge, from: graph.from[edge], to: graph.to[edge], arrow: true, faint: false,
      phrase: graph.relations[graph.relation[edge]].phrase,
    })),
    captions: path.edges.map((edge, n) => ({
      text: graph.relations[graph.relation[edge]].phrase,
      pill: true,
      edge,
      size: PILL,
      x: (xs[n] + xs[n + 1]) / 2,
      y: (ys[n] + ys[n + 1]) / 2,
    })),
    box: grown(spanning(xs, ys), MARGIN.x, MARGIN.y),
    hidden: 0,
  };
}
