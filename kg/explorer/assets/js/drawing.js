/**
 * Nodes and lines on a canvas, by vis-network, and the camera over them.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./boxes.js").Box} Box
 * @typedef {{x: number, y: number}} Point
 * @typedef {{x: number, y: number, scale: number}} Camera
 */
import { lineStyle } from "./scene.js";
import { legible, typeColor } from "./theme.js";

const OPTIONS = {
  autoResize: false,
  physics: false,
  layout: { improvedLayout: false },
  nodes: { chosen: false, borderWidth: 1, labelHighlightBold: false },
  edges: { arrowStrikethrough: false, smooth: false, chosen: false, selectionWidth: 0, hoverWidth: 0, color: { inherit: false } },
  interaction: { dragNodes: false, hover: false, selectable: false, selectConnectedEdges: false, zoomSpeed: 0.7 },
};
const LEAST_SCALE = 0.002;
export const GREATEST_SCALE = 6;

/**
 * @param {HTMLElement} container @param {Graph} graph
 * @param {{before: (pen: CanvasRenderingContext2D) => void, after: (pen: CanvasRenderingContext2D) => void, moved: () => void}} page
 *   `before` and `after` paint what lies behind and upon it; `moved`: the reader has moved the camera
 */
export function makeDrawing(container, graph, { before, after, moved }) {
  const vis = /** @type {any} */ (window).vis;
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const network = new vis.Network(container, { nodes, edges }, OPTIONS);
  const scale = () => /** @type {number} */ (network.getScale());

  network.on("beforeDrawing", before);
  network.on("afterDrawing", after);
  network.on("zoom", () => {
    const wanted = possibleScale(scale());
    if (wanted !== scale()) network.moveTo({ scale: wanted });
    moved();
  });
  network.on("dragEnd", moved);
  network.on("animationFinished", moved);

  /** Changes what is drawn without drawing at each step, as vis does by itself. @param {() => void} change */
  function undrawn(change) {
    network.body.emitter.emit("_blockRedraw");
    change();
    network.body.emitter.emit("_allowRedraw");
  }

  /**
   * Nodes and lines keep their size on the screen. Through the data sets, vis would read all options of everything
   * anew, which takes ten times as long as drawing it; so the numbers are set where vis keeps them. The place is one of
   * them because vis reads it with `parseInt`, which makes 6 of 6e-15.
   * @param {Scene} scene
   */
  function resizeDrawn(scene) {
    for (const { node, x, y, size } of scene.nodes) {
      const drawn = network.body.nodes[node];
      Object.assign(drawn, { x, y });
      drawn.options.size = size / scale();
      drawn.shape.refreshNeeded = true;
    }
    for (const edge of scene.edges) network.body.edges[edge.edge].options.width = lineStyle(scene.kind, edge).width / scale();
  }

  return {
    scale,
    resizeDrawn,
    redraw: () => network.redraw(),
    toScreen: (/** @type {Point} */ point) => /** @type {Point} */ (network.canvasToDOM(point)),
    toPlane: (/** @type {Point} */ point) => /** @type {Point} */ (network.DOMtoCanvas(point)),

    /** @returns {Camera} */
    camera: () => ({ ...network.getViewPosition(), scale: scale() }),

    /** @param {Camera} camera @param {boolean} smooth whether it travels there */
    moveTo({ x, y, scale: wanted }, smooth) {
      network.moveTo({ position: { x, y }, scale: possibleScale(wanted), animation: smooth && { duration: 350, easingFunction: "easeInOutQuad" } });
    },

    /** Draws a scene in the place of the last one, of which what both have `stays` or not. @param {Scene} scene @param {boolean} stays @param {import("./theme.js").Theme} theme */
    exchange(scene, stays, theme) {
      undrawn(() => {
        keepIn(edges, stays ? scene.edges.map(({ edge }) => edge) : []);
        keepIn(nodes, stays ? scene.nodes.map(({ node }) => node) : []);
        addNew(nodes, scene.nodes.map((node) => visNode(graph, theme, scale(), node)));
        addNew(edges, scene.edges.map((edge) => visEdge(theme, scene.kind, scale(), edge)));
        resizeDrawn(scene);
      });
      network.redraw();
    },

    /** Takes up another size and keeps the camera. @param {number} width @param {number} height pixels */
    resize(width, height) {
      const { x, y } = network.getViewPosition();
      const kept = scale();
      undrawn(() => {
        network.setSize(`${width}px`, `${height}px`);
        network.moveTo({ position: { x, y }, scale: kept });
      });
    },
  };
}

/** @param {Graph} graph @param {import("./theme.js").Theme} theme @param {number} scale @param {import("./scene.js").SceneNode} node */
function visNode(graph, theme, scale, { node, x, y, size }) {
  const type = graph.types[graph.type[node]];
  const background = typeColor(type.color, theme.dark);
  return {
    id: node, x, y, shape: type.shape, size: size / scale,
    color: { background, border: legible(background, theme.ground) },
  };
}

/** @param {import("./theme.js").Theme} theme @param {Scene["kind"]} kind @param {number} scale @param {import("./scene.js").SceneEdge} edge */
function visEdge(theme, kind, scale, edge) {
  const { width, opacity } = lineStyle(kind, edge);
  return {
    id: edge.edge, from: edge.from, to: edge.to, width: width / scale, color: { color: theme.line, opacity },
    arrows: { to: { enabled: edge.arrow, scaleFactor: edge.faint ? 0.32 : 0.42 } },
  };
}

/** @param {any} data @param {number[]} ids of what is not removed */
function keepIn(data, ids) {
  const staying = new Set(ids);
  data.remove(data.getIds().filter((/** @type {number} */ id) => !staying.has(id)));
}

/** @param {any} data @param {{id: number}[]} wanted */
function addNew(data, wanted) {
  data.add(wanted.filter(({ id }) => !data.get(id)));
}

/** @param {number} wanted */
function possibleScale(wanted) {
  return Math.min(GREATEST_SCALE, Math.max(LEAST_SCALE, wanted));
}
