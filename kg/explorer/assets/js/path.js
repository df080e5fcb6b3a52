/**
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {{nodes: number[], edges: number[]}} Path
 */
import { otherEnd } from "./graph.js";

/**
 * A shortest path, edges taken in either direction, through no metric where there is another way: that two things are
 * measured alike links them little.
 * @param {Graph} graph @param {Filter} filter @param {number} start @param {number} goal
 * @returns {?Path} null where there is none
 */
export function shortestPath(graph, filter, start, goal) {
  const metric = graph.types.findIndex(({ name }) => name === "Metric");
  return search(graph, filter, start, goal, (node) => graph.type[node] !== metric) ?? search(graph, filter, start, goal, () => true);
}

/**
 * Breadth first; of several paths the one through things that have fewer facts, for what is linked to everything says
 * little, and of facts between the same two the surer one.
 * @param {Graph} graph @param {Filter} filter @param {number} start @param {number} goal
 * @param {(node: number) => boolean} leadsOn whether a path may go through a node
 * @returns {?Path}
 */
function search(graph, filter, start, goal, leadsOn) {
  const cameBy = new Map([[start, -1]]);
  const costs = new Map([[start, 0]]);
  let frontier = [start];
  while (frontier.length && !cameBy.has(goal)) {
    /** @type {Set<number>} */
    const next = new Set();
    for (const node of frontier.filter((one) => one === start || leadsOn(one))) {
      const busy = node === start ? 0 : Math.log2(1 + graph.incident(node).length);
      for (const e of [...graph.incident(node)].filter(filter.edge)) {
        const other = otherEnd(graph, e, node);
        const cost = /** @type {number} */ (costs.get(node)) + busy - graph.edgeConfidence(e);
        if (cameBy.has(other) && !(next.has(other) && cost < /** @type {number} */ (costs.get(other)))) continue;
        cameBy.set(other, e);
        costs.set(other, cost);
        next.add(other);
      }
    }
    frontier = [...next];
  }
  return cameBy.has(goal) ? walkBack(graph, cameBy, goal) : null;
}

/** @param {Graph} graph @param {Map<number, number>} cameBy @param {number} goal */
function walkBack(graph, cameBy, goal) {
  const nodes = [goal];
  const edges = [];
  for (let e = cameBy.get(goal); e !== undefined && e !== -1; e = cameBy.get(nodes[0])) {
    edges.unshift(e);
    nodes.unshift(otherEnd(graph, e, nodes[0]));
  }
  return { nodes, edges };
}
