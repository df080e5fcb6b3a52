/**
 * The state in the address decides what is drawn and what the panel says; this module keeps the three in step.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./state.js").State} State
 */
import { byId } from "./dom.js";
import { makeFilter } from "./filter.js";
import { showNotice, statusOf } from "./notice.js";
import { nodePanel, pathPanel, topicPanel } from "./panel.js";
import { shortestPath } from "./path.js";
import { radialScene } from "./radial.js";
import { routeScene } from "./route.js";
import { mapBox, mapScene } from "./scene.js";
import { makeSidebar } from "./sidebar.js";
import { makeStage } from "./stage.js";
import { FILTER_KEYS, NO_FILTER, stateStore } from "./state.js";
import { textStore } from "./texts.js";
import { describe, nearestTowards } from "./walk.js";

const MARGIN = 18;

/** @param {Graph} graph @param {(query: string) => import("./search.js").Match[]} search */
export function makeExplorer(graph, search) {
  const graphElement = byId("graph");
  const panel = byId("panel");
  const store = stateStore(graph, changed);
  let filter = makeFilter(graph, store.state);
  const stage = makeStage(graphElement, graph, { filter: () => filter, moved });
  const reader = { graph, texts: textStore(graph), open };
  const showSidebar = makeSidebar(byId("sidebar"), graph, store);
  const clearFilters = () => store.update(NO_FILTER);
  const panelActions = { close: back, widen, pathTo: (/** @type {number} */ to) => store.update({ to }), topic: showTopic, search };

  /** @param {number} node */
  function open(node) {
    store.update({ node, to: null, hops: 1 });
  }

  /** @param {number} topic */
  function showTopic(topic) {
    store.update({ topic, node: null, to: null, hops: 1, at: null });
  }

  function toMap() {
    store.update({ node: null, to: null, hops: 1 });
  }

  /** One step out: from a path to its start, from a node to the map, from a topic to all. */
  function back() {
    const { node, to, topic } = store.state;
    if (to !== null) store.update({ to: null });
    else if (node !== null) toMap();
    else if (topic !== null) store.update({ topic: null, at: null });
  }

  function widen() {
    const { node, hops } = store.state;
    if (node !== null) store.update({ hops: hops === 2 ? 1 : 2, to: null });
  }

  /** @param {State} state @param {State} before */
  function changed(state, before) {
    if (FILTER_KEYS.some((key) => state[key] !== before[key])) filter = makeFilter(graph, state);
    render(state, { animate: true });
  }

  /** @param {State} [state] @param {{animate?: boolean}} [options] */
  function render(state = store.state, options = {}) {
    stage.light(null);
    showSidebar(state, stage.theme().dark);
    const path = state.node === null || state.to === null ? null : shortestPath(graph, filter, state.node, state.to);
    showPanel(state, path);
    stage.resize();
    draw(state, path, options);
  }

  /** @param {State} state @param {?import("./path.js").Path} path @param {{animate?: boolean}} options */
  function draw(state, path, { animate = false }) {
    if (state.node === null) return drawMap(state, animate);
    const view = stage.size();
    const scene = path ? routeScene(graph, path, view) : radialScene(graph, filter, state.node, { ...view, hops: state.hops });
    stage.moveTo(stage.fitting(scene.box, 0));
    stage.show(scene);
    report();
  }

  /** @param {State} state @param {boolean} animate */
  function drawMap({ at, topic }, animate) {
    const wasMap = stage.scene().kind === "map";
    if (at) stage.moveTo({ x: at[0], y: at[1], scale: at[2] });
    else stage.moveTo(stage.fitting(mapBox(graph, topic), MARGIN), { animate: animate && wasMap });
    refill();
  }

  /** Chooses anew what of the map is drawn. */
  function refill() {
    stage.show(mapScene(graph, filter, { box: stage.viewBox(), scale: stage.camera().scale, ...stage.size() }));
    report();
  }

  function moved() {
    if (store.state.node !== null) return;
    const { x, y, scale } = stage.camera();
    store.update({ at: [x, y, scale] }, { quiet: true });
    refill();
  }

  function report() {
    const { nodes, edges, kind } = stage.scene();
    Object.assign(graphElement.dataset, { nodes: nodes.length, edges: edges.length, scene: kind });
    byId("back").hidden = kind === "map";
    byId("status").textContent = statusOf(stage.scene());
    showNotice(byId("notice"), graph, filter, store.state, clearFilters);
  }

  /** @param {State} state @param {?import("./path.js").Path} path */
  function showPanel(state, path) {
    const content = panelContent(state, path);
    const subject = [state.node, state.to, state.node === null ? state.topic : null].join();
    const same = panel.dataset.subject === subject;
    panel.dataset.subject = subject;
    panel.hidden = !content;
    document.body.classList.toggle("with-panel", Boolean(content));
    panel.replaceChildren(...(content ?? []).flat(Infinity).filter(Boolean));
    byId("widen")?.setAttribute("aria-pressed", String(state.hops === 2));
    if (same) return;
    panel.scrollTop = 0;
    if (state.node !== null) announce(describe(graph, state.node));
  }

  /** @param {State} state @param {?import("./path.js").Path} path */
  function panelContent({ node, to, topic }, path) {
    if (node !== null && to !== null) return pathPanel(reader, node, to, path, panelActions);
    if (node !== null) return nodePanel(reader, filter, node, panelActions);
    return topic === null ? null : topicPanel(reader, filter, topic, panelActions);
  }

  /** @param {string} text */
  function announce(text) {
    byId("live").textContent = text;
  }

  /** Moves the light to the nearest drawn node in a direction. @param {number} dx @param {number} dy */
  function step(dx, dy) {
    const node = nearestTowards(stage, stage.lit() ?? store.state.node, dx, dy);
    if (node === null) return;
    stage.light(node);
    const edge = stage.scene().edges.find(({ from, to }) => [from, to].includes(node) && [from, to].includes(store.state.node ?? -1));
    announce(`${edge ? `${edge.phrase} ` : ""}${describe(graph, node)}`);
  }

  /** @param {Partial<import("./stage.js").Camera>} change */
  function moveBy(change) {
    stage.moveTo({ ...stage.camera(), ...change });
    moved();
  }

  return {
    stage,
    render: () => render(),
    resize: () => {
      if (stage.resize()) render();
    },
    recolor: () => {
      stage.recolor();
      render();
    },
    actions: {
      open,
      back,
      toMap,
      widen,
      step,
      topic: showTopic,
      zoom: (/** @type {number} */ factor) => moveBy({ scale: stage.camera().scale * factor }),
      pan: (/** @type {number} */ dx, /** @type {number} */ dy) => {
        const { x, y, scale } = stage.camera();
        moveBy({ x: x + dx / scale, y: y + dy / scale });
      },
      fit: () => store.update({ at: null }, { replace: true }),
      enter: () => {
        const node = stage.lit();
        if (node !== null) open(node);
      },
    },
  };
}
