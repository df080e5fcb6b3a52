/**
 * Which nodes and edges the filters let through.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./state.js").State} State
 * @typedef {{node: (n: number) => boolean, edge: (e: number) => boolean,
 *   result: (result: import("./graph.js").Result) => boolean, nodes: number}} Filter
 */
import { isPaper } from "./graph.js";

/** @param {Graph} graph @param {State} state @returns {Filter} */
export function makeFilter(graph, state) {
  const inYears = yearTest(graph, state);
  const nodes = new Uint8Array(graph.count).map((_, n) => Number(nodePasses(graph, state, inYears, n)));
  const edges = new Uint8Array(graph.edgeCount).map((_, e) =>
    Number(
      nodes[graph.from[e]] &&
        nodes[graph.to[e]] &&
        !state.hiddenRelations.has(graph.relation[e]) &&
        graph.edgeConfidence(e) >= state.minimum &&
        (!inYears || graph.edgePapers(e).some(inYears)),
    ),
  );
  return {
    node: (n) => nodes[n] === 1,
    edge: (e) => edges[e] === 1,
    result: ({ confidence, paper }) => confidence >= state.minimum && (!inYears || inYears(paper)),
    nodes: nodes.reduce((sum, bit) => sum + bit, 0),
  };
}

/** Whether any filter is on. @param {State} state */
export function isFiltered(state) {
  return Boolean(
    state.hiddenTypes.size || state.hiddenRelations.size || state.minimum || state.topic !== null ||
    state.since !== null || state.until !== null,
  );
}

/** @param {Graph} graph @param {State} state @param {?(paper: number) => boolean} inYears @param {number} n */
function nodePasses(graph, state, inYears, n) {
  return (
    !state.hiddenTypes.has(graph.type[n]) &&
    graph.confidence(n) >= state.minimum &&
    (state.topic === null || graph.community[n] === state.topic) &&
    (!inYears || (isPaper(graph, n) ? inYears(n) : !graph.papers(n).length || graph.papers(n).some(inYears)))
  );
}

/** @param {Graph} graph @param {State} state @returns {?(paper: number) => boolean} null where years do not matter */
function yearTest(graph, { since, until }) {
  if (since === null && until === null) return null;
  return (paper) => {
    const year = graph.years[paper];
    return year !== null && year >= (since ?? -Infinity) && year <= (until ?? Infinity);
  };
}
