/**
 * Which of several measured numbers is the better, as `kg query leaderboard` has it.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./graph.js").Result} Result
 */

const KINDS = ["absolute", "gain", "reduction", "speedup"];

/**
 * Metrics of which there are many numbers first; of a metric what was reached before what it has changed by, numbers of
 * one unit together, the commonest unit first, and of those the best first.
 * @param {Graph} graph @param {Result[]} results
 */
export function bestFirst(graph, results) {
  const often = tally(results, ({ metric }) => metric);
  const alike = tally(results, ofOneUnit);
  const weight = (/** @type {?number} */ metric) => (metric === null ? 0 : graph.weight[metric]);
  return [...results].sort(
    (a, b) => Number(a.metric === null) - Number(b.metric === null) || often(b) - often(a) ||
      weight(b.metric) - weight(a.metric) || (a.metric ?? 0) - (b.metric ?? 0) ||
      KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || alike(b) - alike(a) || Number(a.unit > b.unit) - Number(a.unit < b.unit) ||
      score(b) - score(a),
  );
}

/** @param {Result} result */
function ofOneUnit({ metric, kind, unit }) {
  return `${metric} ${kind} ${unit}`;
}

/** @param {Result[]} results @param {(result: Result) => unknown} key @returns {(result: Result) => number} how many have the same key */
function tally(results, key) {
  const counts = new Map();
  for (const result of results) counts.set(key(result), (counts.get(key(result)) ?? 0) + 1);
  return (result) => counts.get(key(result));
}

/** The higher, the better; without a number the worst. @param {Result} result */
function score({ number, kind, unit, lower }) {
  if (number === null) return -Number.MAX_VALUE;
  if (lower) return -number;
  return kind !== "absolute" && unit === "x" && number > 0 && number < 1 ? 1 / number : number;
}
