/**
 * Going from node to node without a pointer.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {ReturnType<typeof import("./stage.js").makeStage>} Stage
 */
import { percent, plural } from "./figures.js";

const WIDEST = Math.cos((62 * Math.PI) / 180);

/**
 * The drawn node that lies nearest in a direction, straight ahead counting more than aside.
 * @param {Stage} stage @param {?number} from a node, or null for the middle of the view @param {number} dx @param {number} dy
 * @returns {?number}
 */
export function nearestTowards(stage, from, dx, dy) {
  const { width, height } = stage.size();
  const places = stage.scene().nodes.map(({ node, x, y }) => ({ node, ...stage.toScreen({ x, y }) }));
  const start = places.find(({ node }) => node === from) ?? { node: -1, x: width / 2, y: height / 2 };
  let [best, least] = [/** @type {?number} */ (null), Infinity];
  for (const { node, x, y } of places) {
    if (node === start.node || x < 0 || y < 0 || x > width || y > height) continue;
    const distance = Math.hypot(x - start.x, y - start.y);
    const straight = ((x - start.x) * dx + (y - start.y) * dy) / distance;
    const cost = distance * (2 - straight);
    if (straight >= WIDEST && cost < least) [best, least] = [node, cost];
  }
  return best;
}

/** A node in a few words. @param {Graph} graph @param {number} node */
export function describe(graph, node) {
  return `${graph.label(node)}, ${graph.types[graph.type[node]].name}, ${plural(graph.incident(node).length, "fact")}`;
}

/** A fact in a few words. @param {Graph} graph @param {number} edge */
export function describeFact(graph, edge) {
  return `${statement(graph, edge)}, ${percent(graph.edgeConfidence(edge))}`;
}

/** What a fact says. @param {Graph} graph @param {number} edge */
export function statement(graph, edge) {
  const [head, tail] = [graph.label(graph.from[edge]), graph.label(graph.to[edge])];
  return `${head} ${graph.relations[graph.relation[edge]].phrase} ${tail}`;
}
