/**
 * What of the drawing lies under the pointer.
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").PlacedLabel} PlacedLabel
 * @typedef {{x: number, y: number}} Point
 * @typedef {{scene: Scene, labels: PlacedLabel[], toScreen: (point: Point) => Point, facts: number}} Picture `facts`: how
 *   many edges are facts
 * @typedef {{node: ?number, region: ?number, edge: ?number}} Hit
 */

const REACH_OF_POINTER = 9;
const REACH_TO_EDGE = 6;

/** A node before a topic's name, that before a fact. @param {Picture} picture @param {number} x @param {number} y @returns {Hit} */
export function hit(picture, x, y) {
  const node = nodeAt(picture, x, y);
  const region = node === null ? regionAt(picture, x, y) : null;
  return { node, region, edge: node === null && region === null ? edgeAt(picture, x, y) : null };
}

/** @param {Picture} picture @param {number} x @param {number} y @returns {?number} the node whose shape or label is at this place on the screen */
function nodeAt({ scene, labels, toScreen }, x, y) {
  let [found, nearest] = [/** @type {?number} */ (null), Infinity];
  for (const node of scene.nodes) {
    const place = toScreen(node);
    const distance = Math.hypot(place.x - x, place.y - y) - node.size;
    if (distance < REACH_OF_POINTER && distance < nearest) [found, nearest] = [node.node, distance];
  }
  if (found !== null && nearest <= 0) return found;
  return labels.find((label) => label.node !== undefined && holds(label, x, y))?.node ?? found;
}

/** @param {Picture} picture @param {number} x @param {number} y @returns {?number} the fact whose line or name is at this place on the screen */
function edgeAt({ scene, labels, toScreen, facts }, x, y) {
  const written = labels.find((label) => label.edge !== undefined && holds(label, x, y))?.edge;
  if (written !== undefined) return written;
  const places = new Map(scene.nodes.map((node) => [node.node, toScreen(node)]));
  let [found, nearest] = [/** @type {?number} */ (null), REACH_TO_EDGE];
  for (const { edge, from, to } of scene.edges) {
    const [start, end] = [places.get(from), places.get(to)];
    const distance = edge < facts && start && end ? distanceToLine({ x, y }, start, end) : Infinity;
    if (distance < nearest) [found, nearest] = [edge, distance];
  }
  return found;
}

/** @param {Picture} picture @param {number} x @param {number} y @returns {?number} the community whose name is at this place on the screen */
function regionAt({ labels }, x, y) {
  return labels.find((label) => label.region !== undefined && holds(label, x, y))?.region ?? null;
}

/** @param {PlacedLabel} label @param {number} x @param {number} y */
function holds({ left, top, width, height }, x, y) {
  return x >= left && x <= left + width && y >= top && y <= top + height;
}

/** @param {Point} point @param {Point} start @param {Point} end */
function distanceToLine(point, start, end) {
  const along = { x: end.x - start.x, y: end.y - start.y };
  const length = along.x ** 2 + along.y ** 2 || 1;
  const share = Math.max(0, Math.min(1, ((point.x - start.x) * along.x + (point.y - start.y) * along.y) / length));
  return Math.hypot(start.x + share * along.x - point.x, start.y + share * along.y - point.y);
}
