/**
 * What is to be drawn, whoever draws it. Positions are in the plane, sizes in pixels of the screen.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./boxes.js").Box} Box
 * @typedef {{node: number, x: number, y: number, size: number, sides: string[], strong?: boolean}} SceneNode
 * @typedef {{edge: number, from: number, to: number, arrow: boolean, faint: boolean, phrase: string}} SceneEdge
 *   `edge` numbers beyond the graph's are mentions; `phrase` is read from the node in focus
 * @typedef {{text: string, x: number, y: number, others?: {x: number, y: number}[], size: number, region?: number, edge?: number, pill?: boolean}} Caption
 *   what is written in the plane: the name of a region, or a phrase, on the line of a fact if `edge` says which; `others`: where
 *   else it may stand
 * @typedef {{kind: "map" | "focus" | "path", nodes: SceneNode[], edges: SceneEdge[], captions: Caption[],
 *   box: Box, hidden: number, hops?: number, covering?: number}} Scene `hidden`: what belongs there but exceeds the budget;
 *   `hops`: how far from the node in focus what belongs there may lie; `covering`: of so many leading nodes the names may cover
 *   others, which did not make way
 */
import { around, boxOf, grown, holds, spanning, touches, UNIT } from "./boxes.js";
import { nodesInside, pickEdges, pickNodes } from "./budget.js";
import { beside, EVERY_SIDE, LINE_HEIGHT, shortened } from "./labels.js";
import { hidingLeast, nameBox, namePlaces } from "./names.js";

const PIXELS_A_NODE = 5_400;
const PIXELS_APART = 20;
/** Where all that is in view is no more than may be drawn, it is, unless one thing lies upon another. */
const LEAST_PIXELS_APART = 6;
const NARROW = 500;
/** Lesser nodes make way for the names of so many of a map, and of no more than so large a share. */
export const LEADING = 12;
const SHARE_OF_LEADING = 0.2;
/** What names hide is reckoned of so many of the most important things in view. */
const CONSIDERED = 250;
/** The names of topics make way for those of so large a share of the leading nodes. */
const SHARE_OF_FIRST = 1 / 3;
/** Of the names of nodes: size in pixels, most characters, and the distance to keep from the shape. */
export const NAME = Object.freeze({ size: 12, longest: 34, gap: 4 });
const CHARACTER = 0.6;
/** Size in pixels of what is written on lines. */
export const PILL = 11.5;
/** In units of the plane, where nodes lie some 150 apart. */
const FACT_MARGIN = 300;
const SMALLEST = 3.6;
const LARGEST = 13;

/** Radius in pixels of a node's shape. @param {Graph} graph @param {number} node */
export function nodeSize(graph, node) {
  return SMALLEST + (LARGEST - SMALLEST) * Math.min(1, Math.sqrt(graph.weight[node] * 2.5));
}

/**
 * The map: named regions and the most important nodes of what is in view.
 * @param {Graph} graph @param {import("./filter.js").Filter} filter
 * @param {{box: Box, scale: number, width: number, height: number, taken: Box[]}} view
 *   `taken`: where controls of the page hide what is drawn
 * @param {?number} fact an edge that is drawn in any case
 * @returns {Scene}
 */
export function mapScene(graph, filter, { box, scale, width, height, taken }, fact) {
  const limit = Math.max(1, Math.min(graph.budget.nodes, Math.round((width * height) / PIXELS_A_NODE)));
  const shrink = width < NARROW ? 0.75 : 1;
  const inView = nodesInside(graph, filter, box);
  const whole = inView.length <= limit;
  const reach = (/** @type {number} */ n) => (nodeSize(graph, n) * shrink) / scale;
  const leaders = Math.ceil(Math.min(LEADING, Math.min(limit, inView.length) * SHARE_OF_LEADING));
  const leading = whole ? 0 : leaders;
  const roomBeside = (/** @type {Box[]} */ others) =>
    roomForNames(graph, inView, { box, scale, reach, leading, taken: [...taken, ...others] });
  const first = [...inView.subarray(0, leading * SHARE_OF_FIRST)].flatMap(roomBeside([]));
  const names = namePlaces(graph, filter, { box, scale, width, height, taken: [...taken, ...first], whole, reach });
  const covered = whole ? [] : names.map((name) => nameBox(name, scale));
  const nameRoom = roomBeside(covered);
  const apart = (whole ? LEAST_PIXELS_APART : PIXELS_APART) / scale;
  const wanted = fact === null ? [] : [...new Set([graph.from[fact], graph.to[fact]])];
  const nodes = pickNodes(graph, inView, { limit, apart, covered, wanted, reach, nameRoom });
  const edges = pickEdges(graph, filter, nodes, { limit: graph.budget.edges, wanted: fact });
  return {
    kind: "map",
    nodes: nodes.map((node) => ({
      node, x: graph.x[node], y: graph.y[node], size: nodeSize(graph, node) * shrink, sides: EVERY_SIDE,
    })),
    edges: edges.map((edge) => ({
      edge, from: graph.from[edge], to: graph.to[edge], arrow: false, phrase: graph.relations[graph.relation[edge]].phrase,
      faint: graph.community[graph.from[edge]] !== graph.community[graph.to[edge]],
    })),
    captions: names,
    box: mapBox(graph),
    hidden: inView.length - nodes.length,
    covering: leaders - leading,
  };
}

/**
 * What the leading nodes take up with their names, for each node that is drawn in its turn. No name takes the place of another
 * leading node, and it stands where it hides the least.
 * @param {Graph} graph @param {Uint32Array} inView
 * @param {{box: Box, scale: number, reach: (n: number) => number, leading: number, taken: Box[]}} view
 * @returns {(node: number) => Box[]} nothing for one that does not lead
 */
function roomForNames(graph, inView, { box, scale, reach, leading, taken }) {
  const markAt = (/** @type {number} */ n) => around({ x: graph.x[n], y: graph.y[n] }, reach(n));
  const kept = [...taken, ...Array.from(inView.subarray(0, leading), markAt)];
  const hidden = inView.subarray(0, CONSIDERED);
  let drawn = 0;
  return (n) => {
    if (drawn++ >= leading) return [];
    const width = shortened(graph.label(n), NAME.longest).length * NAME.size * CHARACTER;
    const size = { width: width / scale, height: (NAME.size * LINE_HEIGHT) / scale };
    const point = { x: graph.x[n], y: graph.y[n], gap: reach(n) + NAME.gap / scale };
    const places = EVERY_SIDE.map((side) => grown(boxOf({ ...size, ...beside(point, size, side) }), 1 / scale));
    const free = places.filter((place) => holds(box, place) && !kept.some((other) => touches(other, place)));
    const room = [markAt(n), ...(free.length ? [hidingLeast(graph, hidden, free, reach)] : [])];
    kept.push(...room);
    return room;
  };
}

/** How wide in pixels and how opaque a line is drawn. @param {Scene["kind"]} kind @param {SceneEdge} edge */
export function lineStyle(kind, { faint }) {
  if (kind === "map") return faint ? { width: 0.7, opacity: 0.28 } : { width: 1, opacity: 0.7 };
  return faint ? { width: 0.8, opacity: 0.55 } : { width: 1.3, opacity: 0.9 };
}

/** What the two ends of a fact take up on the map. @param {Graph} graph @param {number} fact */
export function factBox(graph, fact) {
  const ends = [graph.from[fact], graph.to[fact]];
  return grown(spanning(ends.map((n) => graph.x[n]), ends.map((n) => graph.y[n])), FACT_MARGIN);
}

/** What the nodes of the whole map take up, or those of one community. @param {Graph} graph @param {?number} [topic] */
export function mapBox(graph, topic = null) {
  const places = topic === null ? graph.communities : [graph.communities[topic]];
  if (!places.length) return UNIT;
  return {
    left: Math.min(...places.map(({ x, radius, wide }) => x - radius * wide)),
    top: Math.min(...places.map(({ y, radius, high }) => y - radius * high)),
    right: Math.max(...places.map(({ x, radius, wide }) => x + radius * wide)),
    bottom: Math.max(...places.map(({ y, radius, high }) => y + radius * high)),
  };
}
