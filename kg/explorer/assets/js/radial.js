/**
 * The neighbourhood of one node: the node in the middle, its neighbours round it, those of one relation side by side.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").SceneNode} SceneNode
 * @typedef {{node: number, edge: number, from: number, to: number}} Neighbour
 * @typedef {{phrase: string, neighbours: Neighbour[], faint: boolean}} Sector
 */
import { isPaper, otherEnd, relationGroups } from "./graph.js";
import { nodeSize, PILL } from "./scene.js";

const PIXELS_A_NEIGHBOUR = 10_500;
const MENTIONS = 24;
const GAP = 0.9;
const ROOM_FOR_LABELS = { x: 120, y: 37 };
const LEAST_RADIUS = { x: 105, y: 50 };
const RINGS = [1, 1.22, 1.44];
const CROWDED = 22;
/** How far out the name of a relation may stand, the best first: in the middle of its neighbours, or on the line of one. */
const FROM_CENTRE = [0.56, 0.72, 0.42];
const CHILDREN = 6;
const OUTER = 1.62;
/** How far out what lies two steps away may be, the best first, of every second thing. */
const FAR = [OUTER, 0.9 * OUTER, 0.8 * OUTER, 0.72 * OUTER];
const NEAR = [0.9 * OUTER, OUTER, 0.8 * OUTER, 0.72 * OUTER];
const PIXELS_A_CHILD = 22;
const APART = 3;
/** Of the round, its longer side as a multiple of the shorter: labels beside nodes need more height than width. */
const WIDEST = 1.35;
const TALLEST = 3;

/**
 * @param {Graph} graph @param {Filter} filter @param {number} centre
 * @param {{hops: number, fact: ?number, width: number, height: number}} view `fact`: an edge that is drawn in any case, if the
 *   filters let it through
 * @returns {Scene}
 */
export function radialScene(graph, filter, centre, { hops, fact, width, height }) {
  const room = Math.max(8, Math.min(graph.budget.nodes - 1, Math.round((width * height) / PIXELS_A_NEIGHBOUR)));
  const sectors = [...relationSectors(graph, filter, centre), ...mentionSectors(graph, filter, centre)];
  const all = distinct(centre, sectors, fact);
  const kept = trimmed(all, hops === 2 ? Math.ceil(room * 0.7) : room, fact);
  const rings = Math.min(RINGS.length, 1 + Math.floor(countOf(kept) / CROWDED));
  const radius = { x: Math.max(LEAST_RADIUS.x, width / 2 - ROOM_FOR_LABELS.x), y: Math.max(LEAST_RADIUS.y, height / 2 - ROOM_FOR_LABELS.y) };
  const shrink = 1 / (hops === 2 ? OUTER : RINGS[rings - 1]);
  const ring = { x: Math.min(radius.x, radius.y * WIDEST) * shrink, y: Math.min(radius.y, radius.x * TALLEST) * shrink, rings };

  /** @type {Scene} */
  const scene = {
    kind: "focus",
    nodes: [{ node: centre, x: 0, y: 0, size: 17, sides: ["below", "above"], strong: true }],
    edges: [],
    captions: [],
    box: { left: -width / 2, top: -height / 2, right: width / 2, bottom: height / 2 },
    hidden: countOf(all) - countOf(kept),
    hops,
  };
  placeSectors(graph, scene, kept, ring);
  if (hops === 2) {
    addSecondRing(graph, filter, scene, ring);
    scene.hidden = withinTwoSteps(graph, filter, centre, all) - scene.nodes.length;
  }
  return scene;
}

/** How many things the sectors lead to, and those to one step further, the centre included. @param {Graph} graph @param {Filter} filter @param {number} centre @param {Sector[]} sectors */
function withinTwoSteps(graph, filter, centre, sectors) {
  const near = sectors.flatMap(({ neighbours }) => neighbours.map(({ node }) => node));
  const far = near.flatMap((node) => [...graph.incident(node)].filter(filter.edge).map((e) => otherEnd(graph, e, node)));
  return new Set([centre, ...near, ...far]).size;
}

/** @param {Graph} graph @param {Filter} filter @param {number} centre @returns {Sector[]} */
function relationSectors(graph, filter, centre) {
  return relationGroups(graph, centre, filter.edge).map(({ phrase, edges }) => ({
    phrase,
    faint: false,
    neighbours: edges.map((edge) => ({ node: otherEnd(graph, edge, centre), edge, from: graph.from[edge], to: graph.to[edge] })),
  }));
}

/** What a paper mentions, or which papers mention a thing of which no fact is shown. @param {Graph} graph @param {Filter} filter @param {number} centre @returns {Sector[]} */
function mentionSectors(graph, filter, centre) {
  const paper = isPaper(graph, centre);
  if (!paper && [...graph.incident(centre)].some(filter.edge)) return [];
  const nodes = [...(paper ? graph.mentionedBy(centre) : graph.papers(centre))];
  const shown = nodes.filter(filter.node).sort((a, b) => graph.weight[b] - graph.weight[a]).slice(0, MENTIONS);
  const neighbours = shown.map((node, n) => ({
    node, edge: graph.edgeCount + n, from: paper ? centre : node, to: paper ? node : centre,
  }));
  return [{ phrase: paper ? "mentions" : "mentioned by", neighbours, faint: true }];
}

/** Each neighbour once, under the first relation that leads to it, or the one that is wanted. @param {number} centre @param {Sector[]} sectors @param {?number} [fact] */
function distinct(centre, sectors, fact = null) {
  const wanted = sectors.flatMap(({ neighbours }) => neighbours).find(({ edge }) => edge === fact)?.node;
  const seen = new Set([centre]);
  const isFirst = (/** @type {Neighbour} */ { node, edge }) => (node === wanted ? edge === fact : !seen.has(node) && seen.add(node));
  return sectors
    .map((sector) => ({ ...sector, neighbours: sector.neighbours.filter(isFirst) }))
    .filter(({ neighbours }) => neighbours.length);
}

/** Shares `room` among sectors so that small ones are whole before large ones get more, and what is wanted has some. @param {Sector[]} sectors @param {number} room @param {?number} fact */
function trimmed(sectors, room, fact) {
  const given = sectors.map(() => 0);
  for (let left = room; left > 0; ) {
    const open = sectors.flatMap(({ neighbours }, n) => (given[n] < neighbours.length ? [n] : []));
    if (!open.length) break;
    for (const n of open.slice(0, left)) given[n]++;
    left -= Math.min(left, open.length);
  }
  const own = sectors.findIndex(({ neighbours }) => neighbours.some(({ edge }) => edge === fact));
  if (own >= 0 && !given[own]) {
    given[given.lastIndexOf(Math.max(...given))]--;
    given[own] = 1;
  }
  return sectors
    .map((sector, n) => ({ ...sector, neighbours: leading(sector.neighbours, given[n], fact) }))
    .filter(({ neighbours }) => neighbours.length);
}

/** The first few, and what is wanted if it is among the others. @param {Neighbour[]} neighbours @param {number} count @param {?number} fact */
function leading(neighbours, count, fact) {
  const at = neighbours.findIndex(({ edge }) => edge === fact);
  return at < count ? neighbours.slice(0, count) : [...neighbours.slice(0, count - 1), neighbours[at]];
}

/** @param {Sector[]} sectors */
function countOf(sectors) {
  return sectors.reduce((sum, { neighbours }) => sum + neighbours.length, 0);
}

/** @param {Graph} graph @param {Scene} scene @param {Sector[]} sectors @param {{x: number, y: number, rings: number}} ring */
function placeSectors(graph, scene, sectors, ring) {
  const total = countOf(sectors) + GAP * sectors.length;
  let at = GAP / 2;
  let count = 0;
  for (const { phrase, neighbours, faint } of sectors) {
    const turns = [at + (neighbours.length - 1) / 2, ...neighbours.map((_, n) => at + n)].map((turn) => direction(turn / total));
    const [place, ...others] = turns.flatMap(({ x, y }) => FROM_CENTRE.map((far) => ({ x: x * ring.x * far, y: y * ring.y * far })));
    scene.captions.push({ text: phrase, pill: true, size: PILL, ...place, others });
    for (const { node, edge, from, to } of neighbours) {
      const towards = direction(at++ / total);
      const far = RINGS[count++ % ring.rings];
      scene.nodes.push(around(graph, node, towards.x * ring.x * far, towards.y * ring.y * far));
      scene.edges.push({ edge, from, to, arrow: !faint, faint, phrase });
    }
    at += GAP;
  }
}

/**
 * Unit vector at `turn` of a clockwise round from the top. Directions crowd at the sides, where labels beside
 * each other need height, and thin out above and below.
 * @param {number} turn
 */
function direction(turn) {
  const angle = 2 * Math.PI * turn - Math.PI / 2;
  const warped = angle - 0.2 * Math.sin(2 * angle);
  return { x: Math.cos(warped), y: Math.sin(warped) };
}

/** @param {Graph} graph @param {number} node @param {number} x @param {number} y @returns {SceneNode} */
function around(graph, node, x, y) {
  const across = x >= 0 ? ["right", "left"] : ["left", "right"];
  const upright = y >= 0 ? ["below", "above"] : ["above", "below"];
  return { node, x, y, size: nodeSize(graph, node) + 1.5, sides: [across[0], ...upright, across[1]] };
}

/** @param {Graph} graph @param {Filter} filter @param {Scene} scene @param {{x: number, y: number}} ring */
function addSecondRing(graph, filter, scene, ring) {
  const first = scene.nodes.slice(1);
  const drawn = new Set(scene.nodes.map(({ node }) => node));
  const angles = first.map(({ x, y }) => Math.atan2(y / ring.y, x / ring.x));
  const slots = slotsAround(angles);
  for (const [at, parent] of first.entries()) {
    const [angle, slot] = [angles[at], slots[at]];
    const places = Math.max(1, Math.floor((2 * slot * OUTER * Math.min(ring.x, ring.y)) / PIXELS_A_CHILD));
    const room = Math.min(CHILDREN, places, graph.budget.nodes - scene.nodes.length, graph.budget.edges - scene.edges.length);
    const found = distinct(parent.node, relationSectors(graph, filter, parent.node))
      .flatMap(({ phrase, neighbours }) => neighbours.map((neighbour) => ({ ...neighbour, phrase })))
      .filter(({ node }) => !drawn.has(node))
      .sort((a, b) => graph.weight[b.node] - graph.weight[a.node] || a.node - b.node);
    const kept = found.slice(0, Math.max(0, room));
    kept.forEach(({ node, edge, from, to, phrase }, n) => {
      const turn = angle + slot * 0.85 * ((n + 0.5) / kept.length - 0.5);
      const places = (n % 2 ? FAR : NEAR).map((far) => around(graph, node, Math.cos(turn) * ring.x * far, Math.sin(turn) * ring.y * far));
      const place = places.find((one) => isFree(scene, one));
      if (!place) return;
      drawn.add(node);
      scene.nodes.push(place);
      scene.edges.push({ edge, from, to, arrow: true, faint: true, phrase });
    });
  }
}

/** Whether nothing is drawn where a node is to be. @param {Scene} scene @param {SceneNode} place */
function isFree({ nodes }, { x, y, size }) {
  return nodes.every((other) => Math.hypot(other.x - x, other.y - y) > other.size + size + APART);
}

/** How much of the round each direction has to itself: up to the middle between it and the next on either side. @param {number[]} angles */
function slotsAround(angles) {
  const sorted = [...angles].sort((a, b) => a - b);
  return angles.map((angle) => {
    const at = sorted.indexOf(angle);
    const before = sorted.at(at - 1) ?? angle;
    const after = sorted[(at + 1) % sorted.length];
    const turn = 2 * Math.PI;
    return sorted.length === 1 ? turn : (((angle - before + turn) % turn) + ((after - angle + turn) % turn)) / 2;
  });
}
