/**
 * The graph as columns: node n is `label(n)`, `type[n]` …; edge e runs `from[e]` → `to[e]`.
 * Papers are the first nodes, so that a paper's number is also its node's.
 * @typedef {ReturnType<typeof readGraph>} Graph
 * @typedef {{name: string, plural: string, definition: string, color: string, shape: string}} NodeType
 * @typedef {{name: string, phrase: string, inverse: string, definition: string, symmetric: boolean, proposes: boolean,
 *   lineage: -1 | 0 | 1}} Relation `lineage`: 1 where the head is built on the tail, -1 where the tail is on the head
 * @typedef {{name: string, terms: number[], size: number, x: number, y: number, radius: number, wide: number, high: number}} Community
 *   `wide`, `high`: by how much it is stretched
 * @typedef {{paper: number, subject: number, metric: ?number, dataset: ?number, baseline: ?number, value: string,
 *   number: ?number, unit: string, kind: string, lower: boolean, sentence: number[], span: number[], confidence: number}} Result
 *   `number`: what `value` says, null where that is no plain number; `lower`: whether a lower one would be better
 * @typedef {{node: number, sources: string[]}} Kin what is broader or narrower, and what says so
 */
import { invertedLists, listColumn, readColumns, rowOfText, textColumn } from "./columns.js";

/** Confidences are whole numbers of so many steps. */
export const STEPS = 10_000;
const HIGHEST = 1e6;
/** The map is stretched along its longer side to fill the screen, but never more than so much. */
const MOST_STRETCHED = 1.4;

/**
 * @param {any} data what the page's builder wrote
 * @param {ArrayBuffer} packed its columns
 * @param {{width: number, height: number}} room for the map: for an upright one the map, wider than high, is turned over
 *   its diagonal
 */
export function readGraph(data, packed, room) {
  const columns = readColumns(data.columns, packed);
  const { names, nameStart, firstName, ids, idStart, from, to, papers, papersStart, edgePapers, edgePapersStart } = columns;
  const upright = room.height > room.width;
  const stretch = stretchTo(data.communities, room);
  const long = /** @type {Float32Array} */ (columns.x.map((/** @type {number} */ value) => value * stretch));
  const [x, y] = upright ? [columns.y, long] : [long, columns.y];
  const count = /** @type {number} */ (columns.type.length);
  const paperCount = /** @type {number} */ (data.urls.length);
  const name = textColumn(names, nameStart);
  return {
    title: /** @type {string} */ (data.title),
    budget: /** @type {{nodes: number, edges: number}} */ (data.budget),
    types: /** @type {NodeType[]} */ (data.types),
    relations: /** @type {Relation[]} */ (data.relations),
    communities: /** @type {Community[]} */ (
      data.communities.map((/** @type {Community} */ place) => ({
        ...place, ...(upright ? { x: place.y, y: place.x * stretch, high: stretch, wide: 1 } : { x: place.x * stretch, high: 1, wide: stretch }),
      }))
    ),
    results: /** @type {Result[]} */ (data.results.map(readResult)),
    links: /** @type {[number, string, string][]} */ (data.links),
    urls: /** @type {(?string)[]} */ (data.urls),
    years: /** @type {(?number)[]} */ (data.years),
    leftOut: /** @type {number} */ (data.leftOut),
    sizes: /** @type {{papers: number, facts: number}} */ (data.sizes),
    count,
    paperCount,
    upright,
    stretch,
    /** All names, those of one node side by side; its label is the first. */
    name,
    nameCount: /** @type {number} */ (nameStart.length - 1),
    firstName: /** @type {Uint32Array} */ (firstName),
    id: textColumn(ids, idStart),
    nodeWithId: (/** @type {string} */ id) => rowOfText(ids, idStart, id),
    label: (/** @type {number} */ n) => name(firstName[n]),
    aliases: (/** @type {number} */ n) =>
      Array.from({ length: firstName[n + 1] - firstName[n] - 1 }, (_, alias) => name(firstName[n] + 1 + alias)),
    type: /** @type {Uint8Array} */ (columns.type),
    community: /** @type {Uint32Array} */ (columns.community),
    x: /** @type {Float32Array} */ (x),
    y: /** @type {Float32Array} */ (y),
    weight: new Float32Array(columns.value).map((value) => value / HIGHEST),
    order: byValue(columns.value),
    confidence: (/** @type {number} */ n) => columns.confidence[n] / STEPS,
    papers: listColumn(papers, papersStart),
    /** The nodes that a paper mentions. */
    mentionedBy: invertedLists(papers, papersStart, paperCount),
    edgeCount: /** @type {number} */ (from.length),
    from: /** @type {Uint32Array} */ (from),
    to: /** @type {Uint32Array} */ (to),
    relation: /** @type {Uint8Array} */ (columns.relation),
    edgeConfidence: (/** @type {number} */ e) => columns.edgeConfidence[e] / STEPS,
    edgePapers: listColumn(edgePapers, edgePapersStart),
    /** The edges that a paper states. */
    statedBy: invertedLists(edgePapers, edgePapersStart, paperCount),
    incident: incidence(count, from, to),
    broader: kinship(data.sources, columns.narrower, columns.broader, columns.shown),
    narrower: kinship(data.sources, columns.broader, columns.narrower, columns.shown),
  };
}

/** @param {any[]} row @returns {Result} */
function readResult([paper, subject, metric, dataset, baseline, value, number, unit, kind, lower, sentence, span, confidence]) {
  return { paper, subject, metric, dataset, baseline, value, number, unit, kind, lower, sentence, span, confidence: confidence / STEPS };
}

/** @param {Community[]} places before the map is turned @param {{width: number, height: number}} room */
function stretchTo(places, { width, height }) {
  const extent = (/** @type {"x" | "y"} */ side) =>
    Math.max(...places.map((place) => place[side] + place.radius)) - Math.min(...places.map((place) => place[side] - place.radius));
  const wanted = Math.max(width, height) / Math.min(width, height);
  return Math.max(1, Math.min(MOST_STRETCHED, (wanted * extent("y")) / extent("x") || 1));
}

/** Nodes by value, the highest first. Numbers are sorted twenty times as fast as by a comparison of ours. @param {Uint32Array} values up to `HIGHEST` */
function byValue(values) {
  const count = values.length;
  const keys = new Float64Array(values).map((value, n) => (HIGHEST - value) * count + n).sort();
  return new Uint32Array(keys.map((key) => key % count));
}

/**
 * @param {string[]} sources @param {Uint32Array} own @param {Uint32Array} others @param {Uint8Array} shown of each pair
 *   what shows it, a bit for each source
 * @returns {(node: number) => Kin[]}
 */
function kinship(sources, own, others, shown) {
  return (node) => {
    const kin = [];
    for (let at = own.indexOf(node); at >= 0; at = own.indexOf(node, at + 1)) {
      kin.push({ node: others[at], sources: sources.filter((_, bit) => (shown[at] >> bit) & 1) });
    }
    return kin;
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
    const group = groups.get(key) ?? { key, phrase, outgoing, edges: [], rank };
    groups.set(key, group);
    group.edges.push(e);
  }
  // Many papers before few, sure before doubtful.
  const strength = (/** @type {number} */ e) => graph.edgePapers(e).length + graph.edgeConfidence(e);
  for (const group of groups.values()) group.edges.sort((a, b) => strength(b) - strength(a) || a - b);
  return [...groups.values()].sort((a, b) => a.rank - b.rank);
}
