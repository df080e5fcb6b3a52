/**
 * What is to be drawn, whoever draws it. Positions are in the plane, sizes in pixels of the screen.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {{node: number, x: number, y: number, size: number, sides: string[], strong?: boolean}} SceneNode
 * @typedef {{edge: number, from: number, to: number, arrow: boolean, faint: boolean, phrase: string}} SceneEdge
 *   `edge` numbers beyond the graph's are mentions; `phrase` is read from the node in focus
 * @typedef {{text: string, x: number, y: number, size: number, region?: number, pill?: boolean}} Caption
 * @typedef {{kind: "map" | "focus" | "path", nodes: SceneNode[], edges: SceneEdge[], captions: Caption[],
 *   box: import("./budget.js").Box, hidden: number}} Scene `hidden`: what belongs there but exceeds the budget
 */
import { pickEdges, pickNodes } from "./budget.js";
import { nameBox, namePlaces } from "./names.js";

const PIXELS_A_NODE = 4_200;
const PIXELS_APART = 20;
const NARROW = 500;
/** Size in pixels of what is written on lines. */
export const PILL = 11.5;
const SMALLEST = 3.6;
const LARGEST = 13;
const EVERY_SIDE = ["right", "left", "below", "above"];

/** Radius in pixels of a node's shape. @param {Graph} graph @param {number} node */
export function nodeSize(graph, node) {
  return SMALLEST + (LARGEST - SMALLEST) * Math.min(1, Math.sqrt(graph.weight[node] * 2.5));
}

/**
 * The map: named regions and the most important nodes of what is in view.
 * @param {Graph} graph @param {import("./filter.js").Filter} filter
 * @param {{box: import("./budget.js").Box, scale: number, width: number, height: number}} view
 * @returns {Scene}
 */
export function mapScene(graph, filter, { box, scale, width, height }) {
  const limit = Math.max(1, Math.min(graph.budget.nodes, Math.round((width * height) / PIXELS_A_NODE)));
  const shrink = width < NARROW ? 0.75 : 1;
  const names = namePlaces(graph, filter, { box, scale, width, height });
  const covered = names.map((name) => nameBox(name, scale));
  const { nodes, inView } = pickNodes(graph, filter, box, { limit, apart: PIXELS_APART / scale, covered });
  const edges = pickEdges(graph, filter, nodes, graph.budget.edges);
  return {
    kind: "map",
    nodes: nodes.map((node) => ({
      node, x: graph.x[node], y: graph.y[node], size: nodeSize(graph, node) * shrink, sides: EVERY_SIDE,
    })),
    edges: edges.map((edge) => ({
      edge, from: graph.from[edge], to: graph.to[edge], arrow: false, phrase: graph.relations[graph.relation[edge]].phrase,
      faint: graph.community[graph.from[edge]] !== graph.community[graph.to[edge]],
    })),
    captions: names,
    box: mapBox(graph),
    hidden: inView - nodes.length,
  };
}

/** What the whole map takes up, or one community of it. @param {Graph} graph @param {?number} [topic] */
export function mapBox(graph, topic = null) {
  const places = topic === null ? graph.communities : [graph.communities[topic]];
  if (!places.length) return { left: -1, top: -1, right: 1, bottom: 1 };
  return {
    left: Math.min(...places.map(({ x, radius }) => x - radius)),
    top: Math.min(...places.map(({ y, radius }) => y - radius)),
    right: Math.max(...places.map(({ x, radius }) => x + radius)),
    bottom: Math.max(...places.map(({ y, radius }) => y + radius)),
  };
}
