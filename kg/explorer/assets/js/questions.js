/**
 * Questions that the graph answers, to start from: about its most important things, each with where the answer is.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {{words: string[], answer: Partial<import("./state.js").State>}} Question `words`: every second one is a name
 */
import { isPaper, otherEnd } from "./graph.js";
import { relatives } from "./lineage.js";

/** Among so many things of most importance those are looked for that have an answer. */
const LOOKED_AT = 3_000;
const NEIGHBOURS = 60;
/** Characters of a name that a question has room for. */
const LONGEST = 24;
const EVERYTHING = { edge: () => true };

/** @param {Graph} graph @returns {Question[]} */
export function questionsOf(graph) {
  const short = [...graph.order.subarray(0, LOOKED_AT)].filter((n) => isProposed(graph, n) && graph.label(n).length <= LONGEST);
  const proper = short.filter((n) => isProper(graph.label(n)));
  const builtOn = (/** @type {number[]} */ names, /** @type {number} */ least) =>
    names.find((n) => isOfType(graph, n, "Model") && relatives(graph, EVERYTHING, n, true).length >= least);
  const model = builtOn(proper, 2) ?? builtOn(proper, 1) ?? builtOn(short, 2) ?? builtOn(short, 1);
  const benchmark = benchmarkWithMostResults(graph);
  const other = model === undefined ? undefined : atTwoSteps(graph, model, [...proper, ...short]);
  return [
    ...(model === undefined ? [] : [{ words: ["What is ", graph.label(model), " built on?"], answer: pageOf(model) }]),
    ...(benchmark === null ? [] : [{ words: ["Which results are there on ", graph.label(benchmark), "?"], answer: pageOf(benchmark) }]),
    ...(model === undefined || other === undefined
      ? []
      : [{ words: ["What links ", graph.label(model), " to ", graph.label(other), "?"], answer: { node: model, to: other } }]),
  ];
}

/** Whether no word of it starts with a small letter: nobody asks what a neural network is built on. @param {string} name */
function isProper(name) {
  return name.split(" ").every((word) => !/^\p{Ll}/u.test(word));
}

/** @param {number} node */
function pageOf(node) {
  return { node, view: /** @type {const} */ ("page") };
}

/** @param {Graph} graph @param {number} node @param {string} type */
function isOfType(graph, node, type) {
  return graph.types[graph.type[node]].name === type;
}

/** Whether a paper introduces it, so that it has a name of its own. @param {Graph} graph @param {number} node */
function isProposed(graph, node) {
  return !isPaper(graph, node) && graph.incident(node).some((e) => graph.to[e] === node && graph.relations[graph.relation[e]].proposes);
}

/** @param {Graph} graph @returns {?number} */
function benchmarkWithMostResults(graph) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const { dataset } of graph.results) {
    if (dataset !== null && isOfType(graph, dataset, "Benchmark")) counts.set(dataset, (counts.get(dataset) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
  return most ? most[0] : null;
}

/** The most important of `others` that is linked to `node` through one thing between them, no metric. @param {Graph} graph @param {number} node @param {number[]} others */
function atTwoSteps(graph, node, others) {
  const near = neighbours(graph, node);
  const between = near.filter((n) => !isOfType(graph, n, "Metric") && !isPaper(graph, n)).slice(0, NEIGHBOURS);
  const far = new Set(between.flatMap((n) => neighbours(graph, n)));
  for (const n of [node, ...near]) far.delete(n);
  return others.find((n) => far.has(n));
}

/** @param {Graph} graph @param {number} node */
function neighbours(graph, node) {
  return Array.from(graph.incident(node), (e) => otherEnd(graph, e, node));
}
