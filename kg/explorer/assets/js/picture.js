/**
 * The view as an image file: PNG as it is on the screen, SVG drawn anew from the scene.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {ReturnType<typeof import("./stage.js").makeStage>} Stage
 */
import { svgElement } from "./dom.js";
import { shapeElement } from "./shapes.js";
import { typeColor } from "./theme.js";

const LINE_HEIGHT = 1.2;

/** @param {Stage} stage @returns {Promise<Blob>} */
export function pngOf(stage) {
  const drawn = stage.canvas();
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [drawn.width, drawn.height];
  const pen = /** @type {CanvasRenderingContext2D} */ (copy.getContext("2d"));
  pen.fillStyle = stage.theme().ground;
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(drawn, 0, 0);
  return new Promise((resolve) => copy.toBlob((blob) => resolve(/** @type {Blob} */ (blob)), "image/png"));
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
    stage.scene().nodes.map((node) => {
      const { x, y } = stage.toScreen(node);
      const type = graph.types[graph.type[node.node]];
      return svgElement(
        "g",
        { transform: `translate(${round(x)} ${round(y)}) scale(${round(node.size)})` },
        shapeElement(type.shape, { fill: typeColor(type.color, theme.dark) }),
      );
    }),
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

/** @param {Stage} stage @param {string} color */
function edgeLines(stage, color) {
  const places = new Map(stage.scene().nodes.map((node) => [node.node, stage.toScreen(node)]));
  return stage.scene().edges.map(({ from, to, faint }) => {
    const [start, end] = [/** @type {any} */ (places.get(from)), /** @type {any} */ (places.get(to))];
    return svgElement("line", {
      x1: round(start.x), y1: round(start.y), x2: round(end.x), y2: round(end.y),
      stroke: color, "stroke-opacity": faint ? 0.4 : 0.8,
    });
  });
}

/** @param {import("./labels.js").PlacedLabel} label @param {import("./theme.js").Theme} theme */
function labelElement({ lines, left, top, width, height, size, bold, color, pill }, theme) {
  const middle = left + width / 2;
  const step = size * LINE_HEIGHT;
  const first = top + height / 2 - ((lines.length - 1) * step) / 2;
  return svgElement(
    "g",
    {},
    pill && svgElement("rect", { x: left, y: top, width, height, rx: height / 2, fill: theme.surface, stroke: theme.line }),
    lines.map((text, n) =>
      svgElement(
        "text",
        {
          x: round(middle), y: round(first + n * step), "text-anchor": "middle", "dominant-baseline": "central",
          "font-size": size, "font-weight": bold ? 600 : 400, fill: color, stroke: pill ? "none" : theme.ground,
          "stroke-width": 3, "paint-order": "stroke",
        },
        text,
      ),
    ),
  );
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100;
}
