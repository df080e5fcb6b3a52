/**
 * The view as an image file: PNG as it is on the screen, SVG drawn anew from the scene.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {ReturnType<typeof import("./stage.js").makeStage>} Stage
 * @typedef {{x: number, y: number, size: number}} Place
 */
import { blankCanvas, svgElement } from "./dom.js";
import { LINE_HEIGHT } from "./labels.js";
import { lineLook, STRONG_RING } from "./overlay.js";
import { lineStyle } from "./scene.js";
import { reachOf, shapeElement } from "./shapes.js";
import { legible, typeColor } from "./theme.js";

const ARROW = { length: 7.5, width: 5.5 };

/** @param {Stage} stage @returns {Promise<Blob>} */
export function pngOf(stage) {
  const drawn = stage.canvas();
  const pen = blankCanvas(drawn.width, drawn.height);
  pen.fillStyle = stage.theme().ground;
  pen.fillRect(0, 0, drawn.width, drawn.height);
  pen.drawImage(drawn, 0, 0);
  return new Promise((resolve) => pen.canvas.toBlob((blob) => resolve(/** @type {Blob} */ (blob)), "image/png"));
}

/** @param {Stage} stage @param {Graph} graph */
export function svgOf(stage, graph) {
  const { width, height } = stage.size();
  const theme = stage.theme();
  const picture = svgElement(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, "font-family": theme.font },
    svgElement("rect", { width, height, fill: theme.ground }),
    stage.scene().kind === "map" && landPicture(stage),
    edgeLines(stage, theme.line),
    stage.scene().nodes.map((node) => nodeMark(graph, stage, node)),
    stage.labels().map((label) => labelElement(label, theme)),
  );
  return new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" });
}

/** @param {Blob} blob @param {string} name */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** @param {Stage} stage */
function landPicture(stage) {
  const { image, box } = stage.land();
  const corner = stage.toScreen({ x: box.left, y: box.top });
  const other = stage.toScreen({ x: box.right, y: box.bottom });
  return svgElement("image", {
    href: image.toDataURL("image/png"), x: corner.x, y: corner.y, width: other.x - corner.x, height: other.y - corner.y,
  });
}

/** @param {Graph} graph @param {Stage} stage @param {import("./scene.js").SceneNode} node */
function nodeMark(graph, stage, { node, x, y, size, strong }) {
  const place = stage.toScreen({ x, y });
  const theme = stage.theme();
  const { shape, color } = graph.types[graph.type[node]];
  const fill = typeColor(color, theme.dark);
  const outline = { stroke: legible(fill, theme.ground), "stroke-width": 1, "vector-effect": "non-scaling-stroke" };
  return svgElement(
    "g",
    { transform: `translate(${round(place.x)} ${round(place.y)})` },
    svgElement("g", { transform: `scale(${round(size)})` }, shapeElement(shape, { fill, ...outline })),
    strong && svgElement("circle", { r: round(size * reachOf(shape) + STRONG_RING), fill: "none", stroke: theme.accent, "stroke-width": 2 }),
  );
}

/** @param {Stage} stage @param {string} color */
function edgeLines(stage, color) {
  const { kind, nodes, edges } = stage.scene();
  /** @type {Map<number, Place>} */
  const places = new Map(nodes.map((node) => [node.node, { ...stage.toScreen(node), size: node.size }]));
  return edges.map((edge) => {
    const [start, end] = [edge.from, edge.to].map((node) => /** @type {Place} */ (places.get(node)));
    const { width, opacity } = lineStyle(kind, edge);
    return svgElement(
      "g",
      { stroke: color, fill: color, opacity },
      svgElement("line", { x1: round(start.x), y1: round(start.y), x2: round(end.x), y2: round(end.y), "stroke-width": width }),
      edge.arrow && arrowHead(start, end),
    );
  });
}

/** At the rim of the node that the line leads to. @param {Place} start @param {Place} end */
function arrowHead(start, end) {
  const angle = (Math.atan2(end.y - start.y, end.x - start.x) * 180) / Math.PI;
  const { length, width } = ARROW;
  return svgElement("path", {
    transform: `translate(${round(end.x)} ${round(end.y)}) rotate(${round(angle)})`, stroke: "none",
    d: `M${round(-end.size)} 0l${-length} ${-width / 2}v${width}z`,
  });
}

/** @param {import("./labels.js").PlacedLabel} label @param {import("./theme.js").Theme} theme */
function labelElement(label, theme) {
  const { lines, left, top, width, height, size, bold, pill } = label;
  const middle = left + width / 2;
  const step = size * LINE_HEIGHT;
  const first = top + height / 2 - ((lines.length - 1) * step) / 2;
  return svgElement(
    "g",
    {},
    pill && svgElement("rect", { x: left, y: top, width, height, rx: height / 2, fill: theme.surface, stroke: theme.line }),
    lines.map((text, n) => {
      const look = lineLook(label, n, theme);
      const place = { x: round(middle), y: round(first + n * step), "text-anchor": "middle", "dominant-baseline": "central" };
      const halo = { stroke: pill ? "none" : theme.ground, "stroke-width": 3, "paint-order": "stroke" };
      return svgElement("text", { ...place, "font-size": look.size, "font-weight": bold ? 600 : 400, fill: look.color, ...halo }, text);
    }),
  );
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100;
}
