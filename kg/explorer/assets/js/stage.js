/**
 * The drawing of the current scene with what lies behind and upon it.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./boxes.js").Box} Box
 * @typedef {import("./drawing.js").Camera} Camera
 */
import { landImage, makeBackdrop } from "./backdrop.js";
import { boxOf, UNIT } from "./boxes.js";
import { GREATEST_SCALE, makeDrawing } from "./drawing.js";
import { makeGlow } from "./glow.js";
import { hit } from "./hits.js";
import { makeLettering } from "./lettering.js";
import { paintRings } from "./overlay.js";
import { readTheme } from "./theme.js";

const REST = 90;
/** What of the page lies upon the drawing. */
const CONTROLS = ".back, .views, .zoom, .status";

/**
 * @param {HTMLElement} container @param {Graph} graph
 * @param {{filter: () => import("./filter.js").Filter, moved: () => void}} page
 */
export function makeStage(container, graph, { filter, moved }) {
  const drawing = makeDrawing(container, graph, { before: paintBehind, after: paintUpon, moved: cameraMoved });
  const { toScreen } = drawing;
  const backdrop = makeBackdrop(graph);
  const lettering = makeLettering();
  const glow = makeGlow(container);
  let theme = readTheme();
  let land = landImage(graph, theme.dark);
  let moving = false;
  /** @type {Scene} */
  let scene = { kind: "map", nodes: [], edges: [], captions: [], box: UNIT, hidden: 0 };
  /** @type {import("./glow.js").Lit} */
  let lit = { node: null, edge: null };
  /** @type {?number} */
  let chosen = null;
  /** @type {import("./labels.js").PlacedLabel[]} */
  let labels = [];
  let resting = 0;
  let drawnSize = "";

  const size = () => ({ width: container.clientWidth, height: container.clientHeight });
  const controls = () => controlsUpon(container);
  const lookNow = () => ({ graph, theme, toScreen, ...size(), scale: drawing.scale(), controls });

  /** @param {CanvasRenderingContext2D} pen */
  function paintBehind(pen) {
    if (scene.kind !== "map") return;
    const look = { filter: filter(), scale: drawing.scale(), dark: theme.dark };
    backdrop.paint(pen, land, viewBox(), look, { moving, ratio: pen.canvas.width / size().width });
  }

  /** @param {CanvasRenderingContext2D} pen */
  function paintUpon(pen) {
    pen.save();
    const ratio = pen.canvas.width / size().width;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    const look = lookNow();
    paintRings(pen, scene, look, chosen);
    labels = lettering.paint(pen, scene, look, chosen, ratio);
    pen.restore();
    if (lit.node !== null || lit.edge !== null) glow.paint(scene, filter(), look, lit, labels);
  }

  /** Sizes follow at once, what is drawn when the camera has come to rest. */
  function cameraMoved() {
    moving = true;
    drawing.resizeDrawn(scene);
    clearTimeout(resting);
    resting = setTimeout(cameraRests, REST);
  }

  function cameraRests() {
    lettering.forget();
    if (scene.kind !== "map") drawing.redraw();
    moved();
  }

  /** What of the plane is in a part of the view. @param {Box} [part] pixels; all of it if left out @returns {Box} */
  function viewBox({ left, top, right, bottom } = boxOf({ left: 0, top: 0, ...size() })) {
    const corner = drawing.toPlane({ x: left, y: top });
    const other = drawing.toPlane({ x: right, y: bottom });
    return { left: corner.x, top: corner.y, right: other.x, bottom: other.y };
  }

  return {
    viewBox,
    controls,
    size,
    toScreen,
    camera: drawing.camera,
    /** What of the drawing is at a place on the screen. @param {number} x @param {number} y */
    hit: (x, y) => hit({ scene, labels, toScreen, facts: graph.edgeCount }, x, y),
    labels: () => labels,
    theme: () => theme,
    land: () => land,
    scene: () => scene,
    lit: () => lit.node,
    canvas: () => /** @type {HTMLCanvasElement} */ (container.querySelector("canvas")),

    /** @param {Scene} next */
    show(next) {
      moving = false;
      const stays = scene.kind === "map" && next.kind === "map";
      scene = next;
      drawing.exchange(scene, stays, theme);
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

    /** @param {Camera} camera @param {{animate?: boolean}} [options] */
    moveTo(camera, { animate = false } = {}) {
      drawing.moveTo(camera, animate && !matchMedia("(prefers-reduced-motion: reduce)").matches);
    },

    /** The camera that has all of `box` in view. @param {Box} box @param {number} margin pixels @param {{above: number, below: number}} [more] pixels more at the top and at the bottom @returns {Camera} */
    fitting({ left, top, right, bottom }, margin, { above, below } = { above: 0, below: 0 }) {
      const { width, height } = size();
      const room = { x: Math.max(50, width - 2 * margin), y: Math.max(50, height - 2 * margin - above - below) };
      const wanted = Math.min(GREATEST_SCALE, room.x / Math.max(1, right - left), room.y / Math.max(1, bottom - top));
      return { x: (left + right) / 2, y: (top + bottom + (below - above) / wanted) / 2, scale: wanted };
    },

    /** Takes up the container's size anew and keeps the camera. @returns {boolean} whether the size has changed */
    resize() {
      const { width, height } = size();
      if (drawnSize === `${width} ${height}`) return false;
      drawnSize = `${width} ${height}`;
      drawing.resize(width, height);
      glow.resize(width, height, devicePixelRatio);
      return true;
    },

    recolor() {
      theme = readTheme();
      land = landImage(graph, theme.dark);
    },
  };
}

/** Where on the screen the page's own controls are. @param {HTMLElement} container @returns {Box[]} */
function controlsUpon(container) {
  const parts = /** @type {HTMLElement[]} */ ([...(container.parentElement?.querySelectorAll(CONTROLS) ?? [])]);
  const boxes = parts.map(({ offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height }) => boxOf({ left, top, width, height }));
  return boxes.filter(({ left, right }) => right > left);
}
