/**
 * Which of several measured numbers is the better, by the rules of `kg query leaderboard`.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./graph.js").Result} Result
 */

const KINDS = ["absolute", "gain", "reduction", "speedup"];
// As in queries/leaderboard.rq, letter for letter, which a test compares: neither file can read the other.
const NAMED_LOW =
  /(^|[^a-z])(errors?|loss|perplexity|ppl|latency|delay|time|runtime|duration|costs?|memory|footprint|overhead|consumption|energy|flops|macs|parameters?|distance|divergence|discrepancy|regret|fid|fvd|kid|lpips|wer|cer|ter|eer|mse|rmse|mae|mape|nll|bpc|bpb|ece)([^a-z]|$)/i;
const COSTS = /^(ns|µs|ms|s|sec|secs|seconds?|min|mins|minutes?|h|hours?|days?|weeks?|[kmgt]i?b)$/i;
/** How much says that a metric is better when lower. @type {Record<string, number>} */
const LEAN = { reduction: 1, gain: -1 };

/**
 * Metrics of which there are many numbers first; of a metric what was reached before what it has changed by, numbers of
 * one unit together, the commonest unit first, and of those the best first.
 * @param {Graph} graph @param {Result[]} results
 */
export function bestFirst(graph, results) {
  const often = tally(results, ({ metric }) => metric);
  const alike = tally(results, ofOneUnit);
  const weight = (/** @type {?number} */ metric) => (metric === null ? 0 : graph.weight[metric]);
  const low = lowMetrics(graph, results);
  return [...results].sort(
    (a, b) => Number(a.metric === null) - Number(b.metric === null) || often(b) - often(a) ||
      weight(b.metric) - weight(a.metric) || (a.metric ?? 0) - (b.metric ?? 0) ||
      KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || alike(b) - alike(a) || Number(a.unit > b.unit) - Number(a.unit < b.unit) ||
      score(b, low) - score(a, low),
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

/** Of which papers report more reductions than gains or, where they report neither, by the name. @param {Graph} graph @param {Result[]} results */
function lowMetrics(graph, results) {
  const lean = new Map(results.map(({ metric }) => [metric, 0]));
  for (const { metric, kind } of graph.results) {
    const sum = lean.get(metric);
    if (sum !== undefined) lean.set(metric, sum + (LEAN[kind] ?? 0));
  }
  const named = (/** @type {?number} */ metric) => metric !== null && NAMED_LOW.test(graph.label(metric));
  return new Set([...lean].flatMap(([metric, sum]) => (sum > 0 || (sum === 0 && named(metric)) ? [metric] : [])));
}

/** The higher, the better; without a number the worst. @param {Result} result @param {Set<?number>} low */
function score({ number, kind, unit, metric }, low) {
  if (number === null) return -Number.MAX_VALUE;
  if (kind === "absolute") return COSTS.test(unit) || low.has(metric) ? -number : number;
  return unit === "x" && number > 0 && number < 1 ? 1 / number : number;
}
