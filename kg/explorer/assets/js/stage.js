/**
 * The canvas: vis-network draws nodes and edges of the current scene, this module what lies behind and upon them.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./scene.js").SceneNode} SceneNode
 * @typedef {import("./boxes.js").Box} Box
 * @typedef {{x: number, y: number, scale: number}} Camera
 */
import { landImage, makeBackdrop } from "./backdrop.js";
import { boxOf, UNIT } from "./boxes.js";
import { makeGlow } from "./glow.js";
import { hit } from "./hits.js";
import { labelImage, paintLabels, paintRings, sceneLabels } from "./overlay.js";
import { lineStyle } from "./scene.js";
import { legible, readTheme, typeColor } from "./theme.js";

const OPTIONS = {
  autoResize: false,
  physics: false,
  layout: { improvedLayout: false },
  nodes: { chosen: false, borderWidth: 1, labelHighlightBold: false },
  edges: { arrowStrikethrough: false, smooth: false, chosen: false, selectionWidth: 0, hoverWidth: 0, color: { inherit: false } },
  interaction: { dragNodes: false, hover: false, selectable: false, selectConnectedEdges: false, zoomSpeed: 0.7 },
};
const LEAST_SCALE = 0.002;
const GREATEST_SCALE = 6;
const REST = 90;
/** What of the page lies upon the drawing. */
const CONTROLS = ".back, .views, .zoom, .status";

/**
 * @param {HTMLElement} container @param {Graph} graph
 * @param {{filter: () => import("./filter.js").Filter, moved: () => void}} page
 */
export function makeStage(container, graph, { filter, moved }) {
  const vis = /** @type {any} */ (window).vis;
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const network = new vis.Network(container, { nodes, edges }, OPTIONS);
  let theme = readTheme();
  let land = landImage(graph, theme.dark);
  const backdrop = makeBackdrop(graph);
  const glow = makeGlow(container);
  let moving = false;
  /** @type {Scene} */
  let scene = { kind: "map", nodes: [], edges: [], captions: [], box: UNIT, hidden: 0 };
  /** @type {import("./glow.js").Lit} */
  let lit = { node: null, edge: null };
  /** @type {?number} */
  let chosen = null;
  /** @type {import("./labels.js").PlacedLabel[]} */
  let labels = [];
  /** @type {?{scene: Scene, key: string, origin: {x: number, y: number}, labels: import("./labels.js").PlacedLabel[], image: ?HTMLCanvasElement}} */
  let placed = null;
  let resting = 0;
  let drawnSize = "";

  const scale = () => /** @type {number} */ (network.getScale());
  const width = () => container.clientWidth;
  const height = () => container.clientHeight;
  const lookNow = () => ({ graph, theme, toScreen, width: width(), height: height(), scale: scale(), controls });
  const toScreen = (/** @type {{x: number, y: number}} */ point) => network.canvasToDOM(point);

  network.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ pen) => {
    if (scene.kind !== "map") return;
    const look = { filter: filter(), scale: scale(), dark: theme.dark };
    backdrop.paint(pen, land, viewBox(), look, { moving, ratio: pen.canvas.width / width() });
  });
  network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ pen) => {
    pen.save();
    const ratio = pen.canvas.width / width();
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    const look = lookNow();
    paintRings(pen, scene, look, chosen);
    labels = paintPlaced(pen, look, ratio);
    pen.restore();
    if (lit.node !== null || lit.edge !== null) glow.paint(scene, filter(), look, lit, labels);
  });
  network.on("zoom", () => {
    const wanted = possibleScale(scale());
    if (wanted !== scale()) network.moveTo({ scale: wanted });
    cameraMoved();
  });
  network.on("dragEnd", cameraMoved);
  network.on("animationFinished", cameraMoved);

  /**
   * Paints the labels of the scene: placed anew unless the camera has only been moved aside since. From then on they are
   * an image that moves along, for to write them takes as long as all else of a picture.
   * @param {CanvasRenderingContext2D} pen @param {import("./overlay.js").Look} look @param {number} ratio pixels of the canvas to one of the screen
   */
  function paintPlaced(pen, look, ratio) {
    const key = [look.scale, look.width, look.height, chosen, theme.dark].join();
    const origin = toScreen({ x: 0, y: 0 });
    if (placed?.scene !== scene || placed.key !== key) {
      placed = { scene, key, origin, labels: sceneLabels(pen, scene, look, chosen), image: null };
      paintLabels(pen, placed.labels, theme);
      return placed.labels;
    }
    const [dx, dy] = [Math.round(origin.x - placed.origin.x), Math.round(origin.y - placed.origin.y)];
    placed.image ??= labelImage(placed.labels, look, ratio);
    pen.drawImage(placed.image, dx, dy, look.width, look.height);
    return placed.labels.map((label) => ({ ...label, left: label.left + dx, top: label.top + dy }));
  }

  /** Sizes follow at once, what is drawn when the camera has come to rest. */
  function cameraMoved() {
    moving = true;
    resizeDrawn();
    clearTimeout(resting);
    resting = setTimeout(cameraRests, REST);
  }

  function cameraRests() {
    placed = null;
    if (scene.kind !== "map") network.redraw();
    moved();
  }

  /**
   * Nodes and lines keep their size on the screen. Through the data sets, vis would read all options of everything
   * anew, which takes ten times as long as drawing it; so the two numbers are set where vis keeps them.
   */
  function resizeDrawn() {
    for (const { node, size } of scene.nodes) {
      const drawn = network.body.nodes[node];
      drawn.options.size = size / scale();
      drawn.shape.refreshNeeded = true;
    }
    for (const edge of scene.edges) network.body.edges[edge.edge].options.width = lineStyle(scene.kind, edge).width / scale();
  }

  /** @param {SceneNode} node */
  function visNode({ node, x, y, size }) {
    const type = graph.types[graph.type[node]];
    const background = typeColor(type.color, theme.dark);
    return {
      id: node, x, y, shape: type.shape, size: size / scale(),
      color: { background, border: legible(background, theme.ground) },
    };
  }

  /** @param {import("./scene.js").SceneEdge} edge */
  function visEdge(edge) {
    const { width, opacity } = lineStyle(scene.kind, edge);
    return {
      id: edge.edge, from: edge.from, to: edge.to, width: width / scale(), color: { color: theme.line, opacity },
      arrows: { to: { enabled: edge.arrow, scaleFactor: edge.faint ? 0.32 : 0.42 } },
    };
  }

  /** Where on the screen the page's own controls are. @returns {Box[]} */
  function controls() {
    const parts = /** @type {HTMLElement[]} */ ([...(container.parentElement?.querySelectorAll(CONTROLS) ?? [])]);
    const boxes = parts.map(({ offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height }) => boxOf({ left, top, width, height }));
    return boxes.filter(({ left, right }) => right > left);
  }

  /** What of the plane is in a part of the view. @param {Box} [part] pixels; all of it if left out @returns {Box} */
  function viewBox({ left, top, right, bottom } = { left: 0, top: 0, right: width(), bottom: height() }) {
    const corner = network.DOMtoCanvas({ x: left, y: top });
    const other = network.DOMtoCanvas({ x: right, y: bottom });
    return { left: corner.x, top: corner.y, right: other.x, bottom: other.y };
  }

  /** Changes what is drawn without drawing at each step, as vis does by itself. @param {() => void} change */
  function undrawn(change) {
    network.body.emitter.emit("_blockRedraw");
    change();
    network.body.emitter.emit("_allowRedraw");
  }

  /** Removes what is not in `kept` and adds what is new of `wanted`. @param {any} data @param {{id: number}[]} wanted @param {number[]} kept */
  function exchange(data, wanted, kept) {
    const staying = new Set(kept);
    data.remove(data.getIds().filter((/** @type {number} */ id) => !staying.has(id)));
    data.add(wanted.filter(({ id }) => !data.get(id)));
  }

  return {
    viewBox,
    controls,
    /** What of the drawing is at a place on the screen. @param {number} x @param {number} y */
    hit: (x, y) => hit({ scene, labels, toScreen, facts: graph.edgeCount }, x, y),
    labels: () => labels,
    theme: () => theme,
    land: () => land,
    scene: () => scene,
    canvas: () => /** @type {HTMLCanvasElement} */ (container.querySelector("canvas")),
    size: () => ({ width: width(), height: height() }),
    toScreen,

    /** @returns {Camera} */
    camera: () => ({ ...network.getViewPosition(), scale: scale() }),

    /** @param {Scene} next */
    show(next) {
      moving = false;
      const same = next.kind === "map" && scene.kind === "map";
      scene = next;
      undrawn(() => {
        exchange(edges, [], same ? scene.edges.map(({ edge }) => edge) : []);
        exchange(nodes, scene.nodes.map(visNode), same ? scene.nodes.map(({ node }) => node) : []);
        exchange(edges, scene.edges.map(visEdge), scene.edges.map(({ edge }) => edge));
        resizeDrawn();
      });
      network.redraw();
    },

    /** @param {?number} node that stands out with what it is linked to @param {?number} [edge] that stands out */
    light(node, edge = null) {
      if (node === lit.node && edge === lit.edge) return;
      lit = { node, edge };
      glow.paint(scene, filter(), lookNow(), lit, labels);
    },

    /** @param {?number} edge that stands out until another is chosen */
    choose(edge) {
      chosen = edge;
    },
    lit: () => lit.node,

    /** @param {Camera} camera @param {{animate?: boolean}} [options] */
    moveTo({ x, y, scale: wanted }, { animate = false } = {}) {
      const smooth = animate && !matchMedia("(prefers-reduced-motion: reduce)").matches;
      network.moveTo({ position: { x, y }, scale: possibleScale(wanted), animation: smooth && { duration: 350, easingFunction: "easeInOutQuad" } });
    },

    /** The camera that has all of `box` in view. @param {Box} box @param {number} margin pixels @param {{above: number, below: number}} [more] pixels more at the top and at the bottom @returns {Camera} */
    fitting({ left, top, right, bottom }, margin, { above, below } = { above: 0, below: 0 }) {
      const room = { x: Math.max(50, width() - 2 * margin), y: Math.max(50, height() - 2 * margin - above - below) };
      const wanted = Math.min(GREATEST_SCALE, room.x / Math.max(1, right - left), room.y / Math.max(1, bottom - top));
      return { x: (left + right) / 2, y: (top + bottom + (below - above) / wanted) / 2, scale: wanted };
    },

    /** Takes up the container's size anew and keeps the camera. @returns {boolean} whether the size has changed */
    resize() {
      if (drawnSize === `${width()} ${height()}`) return false;
      drawnSize = `${width()} ${height()}`;
      const { x, y } = network.getViewPosition();
      const kept = scale();
      undrawn(() => {
        network.setSize(`${width()}px`, `${height()}px`);
        network.moveTo({ position: { x, y }, scale: kept });
      });
      glow.resize(width(), height(), devicePixelRatio);
      return true;
    },

    recolor() {
      theme = readTheme();
      land = landImage(graph, theme.dark);
    },
  };
}

/** @param {number} wanted */
function possibleScale(wanted) {
  return Math.min(GREATEST_SCALE, Math.max(LEAST_SCALE, wanted));
}
