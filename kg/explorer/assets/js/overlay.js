/**
 * What is drawn upon nodes and edges, in pixels of the screen: rings, the chosen fact and labels.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").Label} Label
 * @typedef {import("./labels.js").PlacedLabel} PlacedLabel
 * @typedef {{x: number, y: number, size: number, reach: number}} Place `reach`: radius of the circle round its shape
 * @typedef {{graph: Graph, theme: import("./theme.js").Theme, toScreen: (point: {x: number, y: number}) => {x: number, y: number},
 *   width: number, height: number, scale: number, controls: () => import("./boxes.js").Box[]}} Look `controls`: what of the page
 *   lies upon the drawing
 */
import { around } from "./boxes.js";
import { blankCanvas } from "./dom.js";
import { EVERY_SIDE, placeLabels, shortened } from "./labels.js";
import { LEADING, NAME, PILL } from "./scene.js";
import { reachOf } from "./shapes.js";
import { regionColors } from "./theme.js";

const STRONG_LABEL = 15;
const STRONG_LINE = 2.6;
export const STRONG_RING = 4;
const END_RING = 3;
const HALO = 3.5;
const CHARACTER = 7;
/** Characters of names that have no room. */
const SHORTER = [20, 12];
const REMEMBERED = 4_000;

/** @param {Pick<Look, "graph" | "toScreen">} look @param {number} node @param {{x: number, y: number, size: number}} spot in the plane @returns {Place} */
export function placeOf({ graph, toScreen }, node, { x, y, size }) {
  return { ...toScreen({ x, y }), size, reach: size * reachOf(graph.types[graph.type[node]].shape) };
}

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Look} look @param {?number} chosen a fact */
export function paintRings(pen, scene, look, chosen) {
  for (const spot of scene.nodes.filter(({ strong }) => strong)) ring(pen, placeOf(look, spot.node, spot), look.theme.accent, STRONG_RING);
  if (chosen !== null) strongLine(pen, scene, look, chosen);
}

/** The line of a fact with its ends. @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Look} look @param {number} fact */
export function strongLine(pen, scene, look, fact) {
  const drawn = scene.edges.find(({ edge }) => edge === fact);
  if (!drawn) return;
  const spots = scene.nodes.filter(({ node }) => node === drawn.from || node === drawn.to);
  const [start, end] = spots.map((spot) => placeOf(look, spot.node, spot));
  pen.strokeStyle = look.theme.accent;
  pen.lineWidth = STRONG_LINE;
  line(pen, start, end);
  for (const place of [start, end]) ring(pen, place, look.theme.accent, END_RING);
}

/**
 * The labels that have room: what is in focus, captions, then nodes in the order of the scene. Only the first, and the leading
 * ones where no node made way for them, may cover nodes, and those as few as can be.
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Look} look @param {?number} chosen a fact whose ends are named
 */
export function sceneLabels(pen, scene, look, chosen) {
  const ends = new Set(scene.edges.filter(({ edge }) => edge === chosen).flatMap(({ from, to }) => [from, to]));
  const captions = scene.captions.map((caption) => captionLabel(caption, look));
  const nodes = scene.nodes.map((node) => nodeLabel(scene, node, look, ends.has(node.node)));
  const first = nodes.filter(({ node, must }) => must || (node !== undefined && ends.has(node)));
  const others = nodes.filter((label) => !first.includes(label));
  const focus = first.map((label) => ({ ...label, shorter: shorterNames(label), shunned: others.map(({ own }) => own) }));
  if (scene.kind !== "map") {
    const kept = [...focus, ...marksOf(others), ...captions];
    const told = new Set(placed(pen, kept, look).map(({ text }) => text));
    return placed(pen, [...kept, ...others.map((label) => neighbourLabel(scene, label, told))], look);
  }
  const named = others.map((label, n) => (n < LEADING ? label : { ...label, color: look.theme.muted }));
  const [leading, lesser] = [named.slice(0, scene.covering), named.slice(scene.covering)];
  const covering = leading.map((label) => ({ ...label, shunned: lesser.map(({ own }) => own) }));
  return placed(pen, [...captions, ...focus, ...marksOf(leading), ...covering, ...marksOf(lesser), ...lesser], look);
}

/** The name of a neighbour, below its relation where that had no room on the line. @param {Scene} scene @param {Label} label @param {Set<string>} told relations that are named already @returns {Label} */
function neighbourLabel({ kind, edges }, label, told) {
  const phrase = kind === "focus" && edges.find(({ from, to, faint }) => !faint && (from === label.node || to === label.node))?.phrase;
  const names = [label.text, ...shorterNames(label)];
  const [text, ...shorter] = phrase && !told.has(phrase) ? [...names.map((name) => `${phrase}\n${name}`), ...names] : names;
  return { ...label, text, shorter };
}

/** @param {Label} label */
function shorterNames({ text }) {
  return SHORTER.map((length) => shortened(text, length));
}

/** What keeps labels off the shapes of nodes. @param {ReturnType<typeof labelOf>[]} labels */
function marksOf(labels) {
  return labels.map(({ own }) => ({ own }));
}

/** Those of the labels that have room. @param {CanvasRenderingContext2D} pen @param {(Label | {own: import("./boxes.js").Box})[]} labels @param {Look} look */
export function placed(pen, labels, { width, height, theme, controls }) {
  return placeLabels([...controls().map((own) => ({ own })), ...labels], { width, height, measure: (text, label) => textWidth(pen, text, font(label, theme)) });
}

/** @param {CanvasRenderingContext2D} pen @param {import("./labels.js").PlacedLabel[]} labels @param {import("./theme.js").Theme} theme */
export function paintLabels(pen, labels, theme) {
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (const label of labels) {
    if (label.pill) pill(pen, label, theme);
    pen.textAlign = label.lines.length > 1 || label.pill ? "center" : "left";
    const x = pen.textAlign === "center" ? label.left + label.width / 2 : label.left;
    label.lines.forEach((text, n) => {
      const y = label.top + (label.height / label.lines.length) * (n + 0.5);
      const look = lineLook(label, n, theme);
      pen.font = font(look, theme);
      pen.strokeStyle = theme.ground;
      pen.lineWidth = HALO;
      if (!label.pill) pen.strokeText(text, x, y);
      pen.fillStyle = look.color;
      pen.fillText(text, x, y);
    });
  }
}

/** How a line is written: a relation above a name as on a line of the drawing. @param {PlacedLabel} label @param {number} n @param {import("./theme.js").Theme} theme @returns {PlacedLabel} */
export function lineLook(label, n, theme) {
  return label.node === undefined || n === label.lines.length - 1 ? label : { ...label, size: PILL, color: theme.muted };
}

/** Labels on an otherwise empty canvas as large as the view. @param {PlacedLabel[]} labels @param {Look} look @param {number} ratio pixels of the canvas to one of the screen */
export function labelImage(labels, { width, height, theme }, ratio) {
  const pen = blankCanvas(Math.ceil(width * ratio), Math.ceil(height * ratio));
  pen.setTransform(pen.canvas.width / width, 0, 0, pen.canvas.height / height, 0, 0);
  paintLabels(pen, labels, theme);
  return pen.canvas;
}

/** @param {{size: number, bold?: boolean}} label @param {import("./theme.js").Theme} theme */
export function font({ size, bold }, theme) {
  return `${bold ? 600 : 400} ${size}px ${theme.font}`;
}

/** @param {import("./scene.js").Caption} caption @param {Look} look @returns {Label} */
function captionLabel({ text, x, y, others = [], size, region, edge, pill: isPill }, { theme, toScreen }) {
  const color = region === undefined ? theme.muted : regionColors(region, theme.dark).name;
  return { ...toScreen({ x, y }), others: others.map(toScreen), text, size, color, region, edge, pill: isPill, bold: !isPill, gap: -6, sides: isPill ? ["middle", "above", "below"] : ["middle"], must: !isPill };
}

/** @param {Scene} scene @param {import("./scene.js").SceneNode} node @param {Look} look @param {boolean} ringed */
function nodeLabel(scene, { node, x, y, size, sides, strong = false }, look, ringed) {
  const longest = look.width / (scene.kind === "map" ? 1 : 3) / CHARACTER;
  return labelOf(look, { node, ...placeOf(look, node, { x, y, size }) }, { strong, ringed, sides, longest });
}

/**
 * @param {Look} look @param {Place & {node: number}} spot in pixels of the screen
 * @param {{strong: boolean, ringed?: boolean, sides?: string[], longest?: number}} options
 * @returns {Label & {node: number, own: import("./boxes.js").Box}}
 */
export function labelOf({ graph, theme }, { node, x, y, size, reach }, { strong, ringed = false, sides = EVERY_SIDE, longest = NAME.longest }) {
  const rim = strong ? reach + STRONG_RING : ringed ? reach + END_RING : size;
  return {
    node,
    text: shortened(graph.label(node), Math.round(Math.min(NAME.longest, longest))),
    x,
    y,
    gap: rim + NAME.gap,
    size: strong ? STRONG_LABEL : NAME.size,
    bold: strong,
    color: theme.text,
    sides,
    must: strong,
    own: around({ x, y }, strong ? rim : size + 1),
  };
}

/** @type {Map<string, number>} */
const widths = new Map();

/** To measure takes longer than to remember. @param {CanvasRenderingContext2D} pen @param {string} text @param {string} style */
function textWidth(pen, text, style) {
  const key = `${style} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  if (widths.size >= REMEMBERED) widths.clear();
  pen.font = style;
  const { width } = pen.measureText(text);
  widths.set(key, width);
  return width;
}

/** @param {CanvasRenderingContext2D} pen @param {Place} place @param {string} color @param {number} gap */
export function ring(pen, place, color, gap) {
  pen.strokeStyle = color;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.arc(place.x, place.y, place.reach + gap, 0, 2 * Math.PI);
  pen.stroke();
}

/**
 * A line from the rim of one node to that of another.
 * @param {CanvasRenderingContext2D} pen @param {Place} start @param {Place} end
 */
export function line(pen, start, end) {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy);
  if (length <= start.size + end.size) return;
  pen.beginPath();
  pen.moveTo(start.x + (dx * start.size) / length, start.y + (dy * start.size) / length);
  pen.lineTo(end.x - (dx * end.size) / length, end.y - (dy * end.size) / length);
  pen.stroke();
}

/** @param {CanvasRenderingContext2D} pen @param {import("./labels.js").PlacedLabel} label @param {import("./theme.js").Theme} theme */
function pill(pen, { left, top, width, height }, theme) {
  pen.fillStyle = theme.surface;
  pen.strokeStyle = theme.line;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.roundRect(left, top, width, height, height / 2);
  pen.fill();
  pen.stroke();
}
