/**
 * What stands out for a moment, on a canvas of its own above the drawing, which stays as it is and only fades: a node with
 * all that it is linked to, drawn or not, or the line of a fact.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./overlay.js").Look} Look
 * @typedef {import("./overlay.js").Place & {node: number, drawn: boolean}} Spot
 * @typedef {import("./labels.js").PlacedLabel} PlacedLabel
 * @typedef {{node: ?number, edge: ?number}} Lit
 */
import { boxOf } from "./boxes.js";
import { blankCanvas } from "./dom.js";
import { otherEnd } from "./graph.js";
import { labelOf, line, paintLabels, placed, placeOf, ring, strongLine } from "./overlay.js";
import { nodeSize } from "./scene.js";
import { fillShape } from "./shapes.js";
import { legible, typeColor } from "./theme.js";

const MOST = 120;
const LABELS = 40;
const UNDRAWN = 0.7;
const THIN = 0.45;

/** @param {HTMLElement} container in which the drawing is */
export function makeGlow(container) {
  const pen = blankCanvas(0, 0);
  const { canvas } = pen;
  canvas.className = "glow";
  container.append(canvas);

  return {
    /** @param {number} width @param {number} height @param {number} ratio pixels of the canvas to one of the screen */
    resize(width, height, ratio) {
      [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    },

    /** @param {Scene} scene @param {Filter} filter @param {Look} look @param {Lit} lit @param {PlacedLabel[]} labels of the drawing */
    paint(scene, filter, look, { node, edge }, labels) {
      pen.clearRect(0, 0, look.width, look.height);
      container.classList.toggle("faded", node !== null);
      if (node !== null) paintNeighbourhood(pen, scene, filter, look, node, labels);
      if (edge === null) return;
      strongLine(pen, scene, look, edge);
      paintLabels(pen, labels.filter(({ pill }) => pill), look.theme);
    },
  };
}

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Filter} filter @param {Look} look @param {number} node @param {PlacedLabel[]} labels of the drawing */
function paintNeighbourhood(pen, scene, filter, look, node, labels) {
  const { graph, theme } = look;
  const places = new Map(scene.nodes.map((each) => [each.node, placeOf(look, each.node, each)]));
  const spot = (/** @type {number} */ n) => spotOf(look, places, n);
  const [centre, ...others] = [node, ...neighbours(graph, scene, filter, node)].map(spot);
  pen.strokeStyle = theme.accent;
  for (const other of others) {
    pen.lineWidth = other.drawn ? 1.6 : 1;
    pen.globalAlpha = other.drawn ? 1 : THIN;
    line(pen, centre, other);
  }
  pen.globalAlpha = 1;
  for (const each of [...others, centre]) paintSpot(pen, look, each);
  ring(pen, centre, theme.accent, 3);
  paintLabels(pen, namesOf(pen, look, [centre, ...others.slice(0, LABELS)], labels), theme);
}

/**
 * Names stay where the drawing has them, so that none stands beside its faded self; the others take what room there is.
 * @param {CanvasRenderingContext2D} pen @param {Look} look @param {Spot[]} spots the first stands out @param {PlacedLabel[]} labels of the drawing
 */
function namesOf(pen, look, spots, labels) {
  const wanted = new Set(spots.map(({ node }) => node));
  const standing = labels.filter(({ node }) => node !== undefined && wanted.has(node));
  const named = new Set(standing.map(({ node }) => node));
  const others = spots.filter(({ node }) => !named.has(node)).map((each) => labelOf(look, each, { strong: each === spots[0] }));
  const taken = standing.map((label) => ({ own: boxOf(label) }));
  const marks = standing.flatMap(({ own }) => (own ? [{ own }] : []));
  return [...standing.map((label) => ({ ...label, color: look.theme.text })), ...placed(pen, [...taken, ...marks, ...others], look)];
}

/** In the map all that is linked to it, in other drawings what is drawn with it. @param {Graph} graph @param {Scene} scene @param {Filter} filter @param {number} node */
function neighbours(graph, scene, filter, node) {
  const found =
    scene.kind === "map"
      ? [...graph.incident(node)].filter(filter.edge).map((e) => otherEnd(graph, e, node))
      : scene.edges.filter(({ from, to }) => from === node || to === node).map(({ from, to }) => (from === node ? to : from));
  return [...new Set(found)].filter((n) => n !== node).sort((a, b) => graph.weight[b] - graph.weight[a]).slice(0, MOST);
}

/** @param {Look} look @param {Map<number, import("./overlay.js").Place>} places @param {number} node @returns {Spot} */
function spotOf(look, places, node) {
  const place = places.get(node);
  if (place) return { node, ...place, drawn: true };
  const spot = { x: look.graph.x[node], y: look.graph.y[node], size: nodeSize(look.graph, node) * UNDRAWN };
  return { node, ...placeOf(look, node, spot), drawn: false };
}

/** @param {CanvasRenderingContext2D} pen @param {Look} look @param {Spot} spot */
function paintSpot(pen, { graph, theme }, { node, x, y, size }) {
  const type = graph.types[graph.type[node]];
  pen.fillStyle = typeColor(type.color, theme.dark);
  pen.strokeStyle = legible(pen.fillStyle, theme.ground);
  pen.lineWidth = 1;
  fillShape(pen, type.shape, x, y, size);
}
