/**
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {{nodes: number[], edges: number[]}} Path
 */
import { otherEnd } from "./graph.js";

/**
 * A shortest path by breadth-first search, edges taken in either direction, the surer fact first where several serve.
 * @param {Graph} graph @param {Filter} filter @param {number} start @param {number} goal
 * @returns {?Path} null where there is none
 */
export function shortestPath(graph, filter, start, goal) {
  const cameBy = new Map([[start, -1]]);
  let frontier = [start];
  while (frontier.length && !cameBy.has(goal)) {
    const next = [];
    for (const node of frontier) {
      const edges = [...graph.incident(node)].filter(filter.edge);
      for (const e of edges.sort((a, b) => graph.edgeConfidence(b) - graph.edgeConfidence(a) || a - b)) {
        const other = otherEnd(graph, e, node);
        if (cameBy.has(other)) continue;
        cameBy.set(other, e);
        next.push(other);
      }
    }
    frontier = next;
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
