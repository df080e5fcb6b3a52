/**
 * Which part of the graph is drawn: the most important nodes in view that have room, never more than the budget.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {import("./boxes.js").Box} Box
 */
import { covers } from "./boxes.js";

const SHARE_OF_A_TYPE = 0.4;
const SHARE_OF_PAPERS = 0.06;
const EDGES_AT_A_NODE = 5;
/** So many candidates, the most important ones, are enough to fill any view. */
const CONSIDERED = 10_000;
/** More rows than any grid has. */
const COLUMN = 2 ** 24;

/** The nodes that pass inside `box`, the most important first. @param {Graph} graph @param {Filter} filter @param {Box} box */
export function nodesInside(graph, filter, box) {
  const { x, y } = graph;
  return graph.order.filter(
    (n) => x[n] >= box.left && x[n] <= box.right && y[n] >= box.top && y[n] <= box.bottom && filter.node(n),
  );
}

/**
 * Those to draw of the nodes in view, the most important first. Types and communities have quotas at first, so that
 * neither one popular kind nor one big topic takes the whole view; what they leave over goes to anyone.
 * @param {Graph} graph @param {Uint32Array} inView
 * @param {{limit: number, apart: number, covered: Box[], wanted: number[], reach: (n: number) => number,
 *   nameRoom: (n: number) => Box[]}} options `apart`: least distance of two drawn nodes; `covered`: where no part of a node can
 *   be seen; `wanted`: nodes that are drawn in any case; `reach`: how far the shape of a node goes; `nameRoom`: what is
 *   covered, too, once a node is drawn
 * @returns {number[]}
 */
export function pickNodes(graph, inView, { limit, apart, covered, wanted, reach, nameRoom }) {
  const candidates = inView.subarray(0, CONSIDERED);
  const quotas = communityQuotas(graph, inView, limit);
  const types = graph.types.map(({ name }) => limit * (name === "Paper" ? SHARE_OF_PAPERS : SHARE_OF_A_TYPE));
  const free = grid(apart);
  const taken = [...covered];
  /** @type {number[]} */
  const nodes = [];
  const room = (/** @type {number} */ n) => {
    const [x, y, size] = [graph.x[n], graph.y[n], reach(n)];
    return !taken.some((box) => covers(box, x, y, size)) && free(x, y);
  };
  const draw = (/** @type {number} */ n) => {
    nodes.push(n);
    taken.push(...nameRoom(n));
  };
  for (const n of wanted) {
    free(graph.x[n], graph.y[n]);
    draw(n);
  }
  /** @type {number[]} */
  const leftOver = [];
  for (const n of candidates) {
    if (nodes.length >= limit) break;
    if (wanted.includes(n)) continue;
    if (types[graph.type[n]] < 1 || quotas[graph.community[n]] < 1) leftOver.push(n);
    else if (room(n)) {
      draw(n);
      types[graph.type[n]]--;
      quotas[graph.community[n]]--;
    }
  }
  for (const n of leftOver) {
    if (nodes.length >= limit) break;
    if (room(n)) draw(n);
  }
  return nodes;
}

/**
 * The edges to draw between `nodes`: one for each pair, the surest and most important first, few at any node.
 * @param {Graph} graph @param {Filter} filter @param {number[]} nodes
 * @param {{limit: number, wanted: ?number}} options `wanted`: an edge that is drawn in any case
 * @returns {number[]}
 */
export function pickEdges(graph, filter, nodes, { limit, wanted }) {
  const drawn = new Set(nodes);
  const edges = nodes.flatMap((n) =>
    [...graph.incident(n)].filter((e) => graph.from[e] === n && drawn.has(graph.to[e]) && (filter.edge(e) || e === wanted)),
  );
  const score = (/** @type {number} */ e) =>
    e === wanted ? Infinity : graph.edgeConfidence(e) * graph.edgePapers(e).length * (graph.weight[graph.from[e]] + graph.weight[graph.to[e]] + 0.01);
  const at = new Map();
  const pairs = new Set();
  return edges
    .sort((a, b) => score(b) - score(a) || a - b)
    .filter((e) => {
      const [from, to] = [graph.from[e], graph.to[e]];
      const pair = from < to ? from * graph.count + to : to * graph.count + from;
      const busiest = Math.min(at.get(from) ?? 0, at.get(to) ?? 0);
      if (from === to || pairs.has(pair) || busiest >= EDGES_AT_A_NODE) return false;
      pairs.add(pair);
      at.set(from, (at.get(from) ?? 0) + 1);
      at.set(to, (at.get(to) ?? 0) + 1);
      return true;
    })
    .slice(0, limit);
}

/** Communities share the view by the root of what they have in it. @param {Graph} graph @param {Uint32Array} nodes @param {number} limit */
function communityQuotas(graph, nodes, limit) {
  const roots = new Float64Array(graph.communities.length);
  for (const n of nodes) roots[graph.community[n]]++;
  roots.forEach((size, community) => (roots[community] = Math.sqrt(size)));
  const share = (1.3 * limit) / roots.reduce((sum, root) => sum + root, 0);
  return roots.map((root) => 1 + share * root);
}

/**
 * @param {number} apart
 * @returns {(x: number, y: number) => boolean} takes a point unless one that it took before is nearer than `apart`
 */
function grid(apart) {
  /** @type {Map<number, [number, number][]>} */
  const cells = new Map();
  const cellOf = (/** @type {number} */ column, /** @type {number} */ row) => column * COLUMN + row;
  return (x, y) => {
    const [column, row] = [Math.floor(x / apart), Math.floor(y / apart)];
    for (let i = column - 1; i <= column + 1; i++) {
      for (let j = row - 1; j <= row + 1; j++) {
        if (cells.get(cellOf(i, j))?.some(([u, v]) => Math.hypot(u - x, v - y) < apart)) return false;
      }
    }
    const cell = cellOf(column, row);
    cells.set(cell, [...(cells.get(cell) ?? []), [x, y]]);
    return true;
  };
}
