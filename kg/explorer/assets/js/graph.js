/**
 * The graph as columns: node n is `label[n]`, `type[n]` …; edge e runs `from[e]` → `to[e]`.
 * Papers are the first nodes, so that a paper's number is also its node's.
 * @typedef {ReturnType<typeof readGraph>} Graph
 * @typedef {{name: string, plural: string, definition: string, color: string, shape: string}} NodeType
 * @typedef {{name: string, phrase: string, inverse: string, definition: string, symmetric: boolean, proposes: boolean,
 *   lineage: -1 | 0 | 1}} Relation `lineage`: 1 where the head is built on the tail, -1 where the tail is on the head
 * @typedef {{name: string, terms: number[], size: number, x: number, y: number, radius: number}} Community
 * @typedef {{paper: number, subject: number, metric: ?number, dataset: ?number, baseline: ?number, value: string,
 *   unit: string, kind: string, sentence: number[], span: number[], confidence: number}} Result
 */

/**
 * @param {any} data what the page's builder wrote
 * @param {{upright: boolean}} look upright: the map, wider than high, is turned over its diagonal
 */
export function readGraph(data, { upright }) {
  const { nodes, edges } = data;
  const [x, y] = upright ? ["y", "x"] : ["x", "y"];
  const count = nodes.id.length;
  const from = Uint32Array.from(edges.from);
  const to = Uint32Array.from(edges.to);
  const weight = Float32Array.from(nodes.value, (/** @type {number} */ value) => value / 1e6);
  return {
    title: /** @type {string} */ (data.title),
    budget: /** @type {{nodes: number, edges: number}} */ (data.budget),
    types: /** @type {NodeType[]} */ (data.types),
    relations: /** @type {Relation[]} */ (data.relations),
    communities: /** @type {Community[]} */ (
      data.communities.map((/** @type {any} */ place) => ({ ...place, x: place[x], y: place[y] }))
    ),
    results: /** @type {Result[]} */ (
      data.results.map((/** @type {any} */ result) => ({ ...result, confidence: result.confidence / 1000 }))
    ),
    links: /** @type {[number, string, string][]} */ (data.links),
    urls: /** @type {(?string)[]} */ (data.urls),
    years: /** @type {(?number)[]} */ (data.years),
    leftOut: /** @type {number} */ (data.leftOut),
    sizes: /** @type {{papers: number, facts: number}} */ (data.sizes),
    count,
    paperCount: data.urls.length,
    id: /** @type {string[]} */ (nodes.id),
    label: /** @type {string[]} */ (nodes.label),
    aliases: /** @type {string[][]} */ (nodes.aliases.map((/** @type {any} */ names) => names || [])),
    type: Uint8Array.from(nodes.type),
    community: Uint32Array.from(nodes.community),
    upright,
    x: Float32Array.from(nodes[x]),
    y: Float32Array.from(nodes[y]),
    weight,
    confidence: Float64Array.from(nodes.confidence, (/** @type {number} */ value) => value / 1000),
    papers: /** @type {number[][]} */ (nodes.papers.map((/** @type {any} */ papers) => papers || [])),
    edgeCount: from.length,
    from,
    to,
    relation: Uint8Array.from(edges.relation),
    edgeConfidence: Float64Array.from(edges.confidence, (/** @type {number} */ value) => value / 1000),
    edgePapers: /** @type {number[][]} */ (edges.papers),
    order: Uint32Array.from({ length: count }, (_, n) => n).sort((a, b) => weight[b] - weight[a] || a - b),
    byId: new Map(nodes.id.map((/** @type {string} */ id, /** @type {number} */ n) => [id, n])),
    incident: incidence(count, from, to),
    mentionedBy: mentioned(nodes.papers),
  };
}

/**
 * @param {number} count @param {Uint32Array} from @param {Uint32Array} to
 * @returns {(node: number) => Uint32Array} the edges at a node, in either direction
 */
function incidence(count, from, to) {
  const start = new Uint32Array(count + 1);
  for (let e = 0; e < from.length; e++) {
    start[from[e] + 1]++;
    if (to[e] !== from[e]) start[to[e] + 1]++;
  }
  for (let n = 0; n < count; n++) start[n + 1] += start[n];
  const next = start.slice();
  const list = new Uint32Array(start[count]);
  for (let e = 0; e < from.length; e++) {
    list[next[from[e]]++] = e;
    if (to[e] !== from[e]) list[next[to[e]]++] = e;
  }
  return (node) => list.subarray(start[node], start[node + 1]);
}

/** @param {(number[] | 0)[]} papers of each node @returns {(paper: number) => number[]} the nodes that a paper mentions */
function mentioned(papers) {
  /** @type {Map<number, number[]>} */
  const nodes = new Map();
  papers.forEach((list, node) => {
    for (const paper of list || []) nodes.get(paper)?.push(node) ?? nodes.set(paper, [node]);
  });
  return (paper) => nodes.get(paper) ?? [];
}

/** The other end of edge `e` seen from `node`. @param {Graph} graph @param {number} e @param {number} node */
export function otherEnd(graph, e, node) {
  return graph.from[e] === node ? graph.to[e] : graph.from[e];
}

/** What edge `e` says when it is read from `node`. @param {Graph} graph @param {number} e @param {number} node */
export function phraseFrom(graph, e, node) {
  const relation = graph.relations[graph.relation[e]];
  return graph.from[e] === node ? relation.phrase : relation.inverse;
}

/** The edge that states a relation of two nodes. @param {Graph} graph @param {number} head @param {number} relation @param {number} tail @returns {?number} */
export function edgeBetween(graph, head, relation, tail) {
  return graph.incident(head).find((e) => graph.from[e] === head && graph.to[e] === tail && graph.relation[e] === relation) ?? null;
}

/** @param {Graph} graph @param {number} node */
export function isPaper(graph, node) {
  return node < graph.paperCount;
}

/**
 * Edges of a node by relation and direction, in the order of the vocabulary, what the node does before what is done to it.
 * @typedef {{key: string, phrase: string, outgoing: boolean, edges: number[]}} RelationGroup
 * @param {Graph} graph @param {number} node @param {(edge: number) => boolean} passes
 * @returns {RelationGroup[]}
 */
export function relationGroups(graph, node, passes) {
  /** @type {Map<string, RelationGroup & {rank: number}>} */
  const groups = new Map();
  for (const e of graph.incident(node)) {
    if (!passes(e)) continue;
    const kind = graph.relation[e];
    const outgoing = graph.from[e] === node || graph.relations[kind].symmetric;
    const key = `${kind}${outgoing ? ">" : "<"}`;
    const phrase = phraseFrom(graph, e, node);
    const rank = kind + (outgoing ? 0 : graph.relations.length);
    if (!groups.has(key)) groups.set(key, { key, phrase, outgoing, edges: [], rank });
    /** @type {any} */ (groups.get(key)).edges.push(e);
  }
  const strength = (/** @type {number} */ e) => graph.edgePapers[e].length + graph.weight[otherEnd(graph, e, node)];
  for (const group of groups.values()) group.edges.sort((a, b) => strength(b) - strength(a) || a - b);
  return [...groups.values()].sort((a, b) => a.rank - b.rank);
}
