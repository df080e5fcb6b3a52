/**
 * Where on the map the names of communities stand: inside their regions, where they hide the least, and clear of each other.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./boxes.js").Box} Box
 * @typedef {import("./scene.js").Caption} Caption
 */
import { around, covers, holds, touches } from "./boxes.js";
import { LINE_HEIGHT, shortened } from "./labels.js";

const LEAST = 11.5;
const MOST = 17;
const LEAST_RADIUS = 15;
/** A region of a smaller radius in pixels is named by its first term alone. */
const BOTH_TERMS = 44;
const LONGEST = 30;
const CHARACTER = 0.6;
const HEIGHTS = [0, -0.3, 0.3, -0.6, 0.6, -0.9, 0.9];
/** Where nothing is left out to make room for a name, it may have to go there. */
const RIMS = [-1, 1];
const MEMBERS = 40;
const PIXELS_A_NAME = 25_000;
const FROM_RIM = 8;
const BETWEEN = 12;

/**
 * @param {Graph} graph @param {import("./filter.js").Filter} filter
 * @param {{box: Box, scale: number, width: number, height: number, taken: Box[], whole: boolean, reach: (n: number) => number}} view
 *   `taken`: where no name has room; `whole`: all that is in it is drawn; `reach`: how far the shape of a node goes
 * @returns {Caption[]} names of the larger regions in view that have room
 */
export function namePlaces(graph, filter, { box, scale, width, height, taken: controls, whole, reach }) {
  const members = leadingMembers(graph, filter);
  const taken = [...controls];
  /** @type {Caption[]} */
  const names = [];
  graph.communities.forEach((community, region) => {
    const radius = community.radius * scale;
    if (names.length * PIXELS_A_NAME > width * height || radius < LEAST_RADIUS || radius > width * 0.9 || !touches(box, around(community, community.radius)) || !members.has(region)) return;
    const terms = radius < BOTH_TERMS ? 1 : 2;
    const text = community.name.split(" · ").slice(0, terms).map((part) => shortened(part, LONGEST)).join("\n");
    const size = Math.max(LEAST, Math.min(MOST, radius / 5));
    const placeAt = (/** @type {number} */ height) =>
      inView({ text, x: community.x, y: community.y + height * community.radius, size, region }, box, scale);
    const rims = whole ? RIMS.map((side) => placeAt(side * community.high)).filter((place) => holds(box, nameBox(place, scale))) : [];
    const places = [...HEIGHTS.map(placeAt), ...rims];
    const free = places.filter((place) => !taken.some((other) => touches(other, nameBox(place, scale))));
    if (!free.length) return;
    const boxes = free.map((place) => nameBox(place, scale));
    const best = hidingLeast(graph, members.get(region) ?? [], boxes, reach);
    taken.push(best);
    names.push(free[boxes.indexOf(best)]);
  });
  return names;
}

/** The name moved so that it is whole, if its region's middle can be seen. @param {Caption} name @param {Box} view @param {number} scale @returns {Caption} */
function inView(name, view, scale) {
  if (name.x < view.left || name.x > view.right) return name;
  const { left, right } = nameBox(name, scale);
  const rim = FROM_RIM / scale;
  return { ...name, x: name.x + Math.max(0, view.left + rim - left) - Math.max(0, right + rim - view.right) };
}

/** What of the plane a name covers. @param {Caption} name @param {number} scale @returns {Box} */
export function nameBox({ text, x, y, size }, scale) {
  const lines = text.split("\n");
  const half = {
    width: (Math.max(...lines.map((line) => line.length)) * size * CHARACTER + BETWEEN) / 2 / scale,
    height: (lines.length * size * LINE_HEIGHT + 8) / 2 / scale,
  };
  return { left: x - half.width, top: y - half.height, right: x + half.width, bottom: y + half.height };
}

/** @param {Graph} graph @param {import("./filter.js").Filter} filter @returns {Map<number, number[]>} by community */
function leadingMembers(graph, filter) {
  const members = new Map();
  for (const n of graph.order) {
    if (!filter.node(n)) continue;
    const list = members.get(graph.community[n]) ?? [];
    if (!list.length) members.set(graph.community[n], list);
    if (list.length < MEMBERS) list.push(n);
  }
  return members;
}

/** Of boxes, the first that hides the least of the importance of nodes. @param {Graph} graph @param {ArrayLike<number>} nodes @param {Box[]} boxes @param {(n: number) => number} reach */
export function hidingLeast(graph, nodes, boxes, reach) {
  const hidden = (/** @type {Box} */ box) =>
    Array.from(nodes).reduce((sum, n) => sum + (covers(box, graph.x[n], graph.y[n], reach(n)) ? graph.weight[n] : 0), 0);
  const weights = boxes.map(hidden);
  return boxes[weights.indexOf(Math.min(...weights))];
}
