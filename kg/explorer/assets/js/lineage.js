/**
 * What a thing is built on, step by step, and what is built on it, as trees.
 * @typedef {import("./facts.js").Reader} Reader
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {{node: number, edge: number}} Kin
 */
import { button, element, focusOn } from "./dom.js";
import { factRow, plainLink } from "./facts.js";
import { number, plural } from "./figures.js";
import { isPaper, otherEnd } from "./graph.js";
import { inward } from "./inward.js";
import { firstFew, section } from "./sections.js";

/** Types of things whose lineage is the first that one asks. */
const BUILT = new Set(["Model", "Method"]);
const OPEN = 2;
const DEEPEST = 6;
const AT_ROOT = 10;
const IN_LINE = 3;
const AT_BRANCH = 4;
const DIRECTIONS = [{ caption: "Built on", upwards: true }, { caption: "Built on it", upwards: false }];

/**
 * @param {Reader} reader @param {Filter} filter @param {number} node
 * @returns {HTMLElement[]} none where nothing is known of either
 */
export function lineage(reader, filter, node) {
  return DIRECTIONS.flatMap(({ caption, upwards }) => {
    const kin = relatives(reader.graph, filter, node, upwards);
    const seen = new Set([node]);
    return kin.length ? [section(caption, kin.length, branches({ reader, filter, upwards, seen }, node, 1), "lineage")] : [];
  });
}

/**
 * What it is built on and what is built on it, in lines that lead to all of it. Kinds have lines of their own.
 * @param {Reader} reader @param {Filter} filter @param {number} node
 */
export function lineageLines(reader, filter, node) {
  const { graph } = reader;
  return DIRECTIONS.map(({ caption, upwards }) => {
    const kin = relatives(graph, filter, node, upwards);
    const named = kin.filter(({ edge }) => graph.relations[graph.relation[edge]].name !== "isA").slice(0, IN_LINE);
    const names = named.map((one, n) => [n > 0 && ", ", plainLink(reader, one.node)]);
    const more = kin.length - named.length;
    const whole = inward(reader, { node, view: "page" }, { class: "plain" }, more ? `and ${number(more)} more` : "step by step");
    return named.length > 0 && element("p", { class: "kin" }, caption, upwards ? " " : ": ", names, " · ", whole);
  });
}

/**
 * @param {{reader: Reader, filter: Filter, upwards: boolean, seen: Set<number>}} tree `seen`: what is in it already
 * @param {number} node @param {number} depth
 * @returns {HTMLElement}
 */
function branches(tree, node, depth) {
  const kin = relatives(tree.reader.graph, tree.filter, node, tree.upwards);
  const fresh = kin.filter((one) => !tree.seen.has(one.node));
  fresh.forEach((one) => tree.seen.add(one.node));
  return firstFew(kin.map((one) => () => branch(tree, node, one, depth, fresh.includes(one))), "of them", depth === 1 ? AT_ROOT : AT_BRANCH);
}

/** @param {Parameters<typeof branches>[0]} tree @param {number} parent @param {Kin} kin @param {number} depth @param {boolean} fresh @returns {HTMLElement} */
function branch(tree, parent, { node, edge }, depth, fresh) {
  const { reader, filter, upwards } = tree;
  const below = fresh && depth < DEEPEST ? relatives(reader.graph, filter, node, upwards).length : 0;
  const row = factRow(reader, edge, parent, { phrased: true });
  if (!below) return row;
  const unfold = () => {
    const further = branches(tree, node, depth + 1);
    more.replaceWith(further);
    focusOn(further);
  };
  const more = button({ class: "more", onclick: unfold }, `${plural(below, "step")} further`);
  row.append(depth < OPEN ? branches(tree, node, depth + 1) : more);
  return row;
}

/**
 * What `node` is built on, or is built on it; each once, under the relation that says most.
 * @param {Graph} graph @param {Pick<Filter, "edge">} filter @param {number} node @param {boolean} upwards @returns {Kin[]}
 */
export function relatives(graph, filter, node, upwards) {
  const rank = (/** @type {number} */ e) => lineageRank(graph, e) - graph.edgeConfidence(e);
  const edges = [...graph.incident(node)]
    .filter((e) => filter.edge(e) && descent(graph, e, node) === (upwards ? 1 : -1))
    .sort((a, b) => rank(a) - rank(b) || a - b);
  const kin = new Map();
  for (const edge of edges) {
    const other = otherEnd(graph, edge, node);
    if (other !== node && !kin.has(other)) kin.set(other, edge);
  }
  return [...kin].map(([other, edge]) => ({ node: other, edge }));
}

/**
 * Whether edge `e` says what `node` is built on (1), what is built on it (-1), or neither (0). A model is built on the
 * kind of model that it is; of concepts and tasks, which nobody builds, a kind is only a kind.
 * @param {Graph} graph @param {number} e @param {number} node
 */
export function descent(graph, e, node) {
  const { name, lineage } = graph.relations[graph.relation[e]];
  if (isPaper(graph, otherEnd(graph, e, node)) || (name === "isA" && !isBuilt(graph, node))) return 0;
  return (graph.from[e] === node ? 1 : -1) * lineage;
}

/** @param {Graph} graph @param {number} node */
export function isBuilt(graph, node) {
  return BUILT.has(graph.types[graph.type[node]].name);
}

/** Descent proper before kinds, parts and what is merely used. @param {Graph} graph @param {number} edge */
function lineageRank(graph, edge) {
  return 2 * ["extends", "isA", "partOf", "uses"].indexOf(graph.relations[graph.relation[edge]].name);
}
