/**
 * Which nodes and edges the filters let through.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./state.js").State} State
 * @typedef {{node: (n: number) => boolean, edge: (e: number) => boolean,
 *   result: (result: import("./graph.js").Result) => boolean, nodes: number, edges: number}} Filter
 */

/** @param {Graph} graph @param {State} state @returns {Filter} */
export function makeFilter(graph, state) {
  const inYears = yearTest(graph, state);
  const nodes = Uint8Array.from({ length: graph.count }, (_, n) => Number(nodePasses(graph, state, inYears, n)));
  const edges = Uint8Array.from({ length: graph.edgeCount }, (_, e) =>
    Number(
      nodes[graph.from[e]] &&
        nodes[graph.to[e]] &&
        !state.hiddenRelations.has(graph.relation[e]) &&
        graph.edgeConfidence[e] >= state.minimum &&
        graph.edgePapers[e].some(inYears),
    ),
  );
  return {
    node: (n) => nodes[n] === 1,
    edge: (e) => edges[e] === 1,
    result: ({ confidence, paper }) => confidence >= state.minimum && inYears(paper),
    nodes: sum(nodes),
    edges: sum(edges),
  };
}

/** Whether any filter is on. @param {State} state */
export function isFiltered(state) {
  return Boolean(
    state.hiddenTypes.size || state.hiddenRelations.size || state.minimum || state.topic !== null ||
    state.since !== null || state.until !== null,
  );
}

/** @param {Graph} graph @param {State} state @param {(paper: number) => boolean} inYears @param {number} n */
function nodePasses(graph, state, inYears, n) {
  return (
    !state.hiddenTypes.has(graph.type[n]) &&
    graph.confidence[n] >= state.minimum &&
    (state.topic === null || graph.community[n] === state.topic) &&
    (n < graph.paperCount ? inYears(n) : !graph.papers[n].length || graph.papers[n].some(inYears))
  );
}

/** @param {Graph} graph @param {State} state @returns {(paper: number) => boolean} */
function yearTest(graph, { since, until }) {
  if (since === null && until === null) return () => true;
  return (paper) => {
    const year = graph.years[paper];
    return year !== null && year >= (since ?? -Infinity) && year <= (until ?? Infinity);
  };
}

/** @param {Uint8Array} bits */
function sum(bits) {
  let total = 0;
  for (const bit of bits) total += bit;
  return total;
}
