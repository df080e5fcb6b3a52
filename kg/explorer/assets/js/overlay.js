/**
 * What is drawn upon nodes and edges, in pixels of the screen: rings, lit relations and labels.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").Label} Label
 * @typedef {{graph: Graph, theme: import("./theme.js").Theme, toScreen: (point: {x: number, y: number}) => {x: number, y: number},
 *   width: number, height: number, scale: number, lit: ?number, strongEdges: (?number)[]}} Look
 */
import { placeLabels, shortened } from "./labels.js";
import { regionColors } from "./theme.js";

const LABEL = 12;
const STRONG_LABEL = 15;
const STRONG_LINE = 2.6;
const HALO = 3.5;
const LONGEST = 34;
const CHARACTER = 7;
const LEADING = 26;
const REMEMBERED = 4_000;

/** @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Look} look */
export function paintHighlight(pen, scene, { theme, toScreen, lit, strongEdges }) {
  const places = new Map(scene.nodes.map((node) => [node.node, { ...toScreen(node), size: node.size }]));
  for (const node of scene.nodes.filter(({ strong }) => strong)) ring(pen, places.get(node.node), theme.accent, 4);
  for (const { from, to } of scene.edges.filter(({ edge }) => strongEdges.includes(edge))) {
    const [start, end] = [places.get(from), places.get(to)];
    if (!start || !end) continue;
    pen.strokeStyle = theme.accent;
    pen.lineWidth = STRONG_LINE;
    line(pen, start, end);
    for (const place of [start, end]) ring(pen, place, theme.accent, 3);
  }
  const centre = lit === null ? undefined : places.get(lit);
  if (!centre) return;
  pen.strokeStyle = theme.accent;
  pen.lineWidth = 1.6;
  for (const { from, to } of scene.edges.filter((edge) => edge.from === lit || edge.to === lit)) {
    const [start, end] = [places.get(from), places.get(to)];
    if (start && end) line(pen, start, end);
  }
  ring(pen, centre, theme.accent, 3);
}

/**
 * The labels that have room: what is lit or in focus, captions, then nodes in the order of the scene. The leading ones
 * may cover lesser nodes, the others none.
 * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {Look} look
 */
export function sceneLabels(pen, scene, look) {
  const stands = (/** @type {import("./scene.js").SceneEdge} */ { edge, from, to }) =>
    from === look.lit || to === look.lit || look.strongEdges.includes(edge);
  const related = new Set(scene.edges.filter(stands).flatMap(({ from, to }) => [from, to]));
  const captions = scene.captions.map((caption) => captionLabel(caption, look));
  const nodes = scene.nodes.map((node) => nodeLabel(scene, node, look, related));
  const first = nodes.filter(({ node, must }) => must || (node !== undefined && related.has(node)));
  const others = nodes.filter((label) => !first.includes(label));
  const leading = scene.kind === "map" ? LEADING : 0;
  const marks = others.slice(leading).map(({ own }) => ({ own }));
  return placeLabels(
    [
      ...(scene.kind === "map" ? [...captions, ...first] : [...first, ...marks, ...captions]),
      ...others.slice(0, leading),
      ...marks,
      ...others.slice(leading),
    ],
    { width: look.width, height: look.height, measure: (text, label) => textWidth(pen, text, font(label, look.theme)) },
  );
}

/** @param {CanvasRenderingContext2D} pen @param {import("./labels.js").PlacedLabel[]} labels @param {import("./theme.js").Theme} theme */
export function paintLabels(pen, labels, theme) {
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (const label of labels) {
    if (label.pill) pill(pen, label, theme);
    pen.font = font(label, theme);
    pen.textAlign = label.lines.length > 1 || label.pill ? "center" : "left";
    const x = pen.textAlign === "center" ? label.left + label.width / 2 : label.left;
    label.lines.forEach((text, n) => {
      const y = label.top + (label.height / label.lines.length) * (n + 0.5);
      pen.strokeStyle = theme.ground;
      pen.lineWidth = HALO;
      if (!label.pill) pen.strokeText(text, x, y);
      pen.fillStyle = label.color;
      pen.fillText(text, x, y);
    });
  }
}

/** @param {{size: number, bold?: boolean}} label @param {import("./theme.js").Theme} theme */
export function font({ size, bold }, theme) {
  return `${bold ? 600 : 400} ${size}px ${theme.font}`;
}

/** @param {import("./scene.js").Caption} caption @param {Look} look @returns {Label} */
function captionLabel({ text, x, y, size, region, edge, pill: isPill }, { theme, toScreen }) {
  const color = region === undefined ? theme.muted : regionColors(region, theme.dark).name;
  return { ...toScreen({ x, y }), text, size, color, region, edge, pill: isPill, bold: !isPill, gap: -6, sides: isPill ? ["middle", "above", "below"] : ["middle"], must: !isPill };
}

/** @param {Scene} scene @param {import("./scene.js").SceneNode} node @param {Look} look @param {Set<number>} related @returns {Label} */
function nodeLabel(scene, { node, x, y, size, sides, strong }, { graph, theme, toScreen, width, lit }, related) {
  const must = strong || node === lit;
  return {
    node,
    text: shortened(graph.label(node), Math.round(Math.min(LONGEST, width / (scene.kind === "map" ? 1 : 3) / CHARACTER))),
    ...toScreen({ x, y }),
    gap: size + 4,
    size: strong ? STRONG_LABEL : LABEL,
    bold: must,
    color: scene.kind === "map" && lit !== null && !related.has(node) && node !== lit ? theme.muted : theme.text,
    sides,
    must,
    own: around(toScreen({ x, y }), size - 2),
  };
}

/** @param {{x: number, y: number}} point @param {number} reach */
function around({ x, y }, reach) {
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
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

/** @param {CanvasRenderingContext2D} pen @param {any} place @param {string} color @param {number} gap */
function ring(pen, place, color, gap) {
  pen.strokeStyle = color;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.arc(place.x, place.y, place.size + gap, 0, 2 * Math.PI);
  pen.stroke();
}

/**
 * A line from the rim of one node to that of another.
 * @typedef {{x: number, y: number, size: number}} Place
 * @param {CanvasRenderingContext2D} pen @param {Place} start @param {Place} end
 */
function line(pen, start, end) {
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
