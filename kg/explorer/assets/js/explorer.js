/**
 * The state in the address decides what is drawn and what the panel says; this module keeps the three in step.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./state.js").State} State
 */
import { REACH } from "./backdrop.js";
import { grown } from "./boxes.js";
import { announce, makeDetails } from "./details.js";
import { afterPaint, byId } from "./dom.js";
import { number, plural } from "./figures.js";
import { makeFilter } from "./filter.js";
import { makeIntro } from "./intro.js";
import { showNotice, statusOf } from "./notice.js";
import { TO_TOPIC } from "./parts.js";
import { shortestPath } from "./path.js";
import { radialScene } from "./radial.js";
import { routeScene } from "./route.js";
import { factBox, mapBox, mapScene } from "./scene.js";
import { makeSidebar } from "./sidebar.js";
import { makeStage } from "./stage.js";
import { FILTER_KEYS, formatState, NO_FILTER, START, stateStore } from "./state.js";
import { textStore } from "./texts.js";
import { describe, nearestTowards } from "./walk.js";

const MARGIN = 18;
/** On a narrow screen what lies upon the map has no corners of its own: pixels that the switch of views takes up above it, and the count of nodes below. */
const LANE = Object.freeze({ above: 44, below: 22 });
const NARROW = 600;
const FACT_SCALE = 1.2;
/** What is printed is what was on the screen, however large the paper. */
const PAPER = matchMedia("print");

/** @param {Graph} graph @param {import("./search.js").Search} search */
export function makeExplorer(graph, search) {
  const graphElement = byId("graph");
  const store = stateStore(graph, changed);
  let filter = makeFilter(graph, store.state);
  const stage = makeStage(graphElement, graph, { filter: () => filter, moved });
  /** @type {import("./facts.js").Reader} */
  const reader = { graph, texts: textStore(graph), address, go };
  const showIntro = makeIntro(byId("intro"), reader, () => graphElement.focus());
  const showSidebar = makeSidebar(byId("sidebar"), graph, store);
  const clearFilters = () => store.update(NO_FILTER);
  const pathTo = (/** @type {number} */ to) => store.update({ to, fact: null, view: "graph" });
  const details = makeDetails(reader, { close: back, widen, pathTo, clearFilters, search });

  /** Where a link leads: the same whatever is filtered now. @param {Partial<State>} patch */
  function address(patch) {
    return formatState(graph, { ...START, view: store.state.view, ...patch });
  }

  /** @param {Partial<State>} patch */
  function go(patch) {
    const { view, node, at } = store.state;
    const freshNode = "node" in patch ? { to: null, fact: null, hops: 1 } : {};
    const onMap = node === null && at === null ? cameraPlace() : at;
    const freshFact = "fact" in patch ? { view: view === "page" ? /** @type {const} */ ("graph") : view, at: onMap } : {};
    store.update({ ...freshNode, ...freshFact, ...patch });
  }

  function toMap() {
    go({ node: null, view: "graph" });
  }

  /** One step out: from a page or table to the drawing, a fact to where it was seen, a path to its start, a node to the map, a topic to all. */
  function back() {
    const { view, node, to, fact, topic } = store.state;
    if (view !== "graph") store.update({ view: "graph" });
    else if (fact !== null) store.update({ fact: null });
    else if (to !== null) store.update({ to: null });
    else if (node !== null) toMap();
    else if (topic !== null) store.update({ topic: null, at: null });
  }

  /** @returns {[number, number, number]} */
  function cameraPlace() {
    const { x, y, scale } = stage.camera();
    return [x, y, scale];
  }

  function widen() {
    const { node, hops } = store.state;
    if (node !== null) store.update({ hops: hops === 2 ? 1 : 2, to: null });
  }

  /** @param {State} state @param {State} before @param {boolean} travelled */
  function changed(state, before, travelled) {
    if (FILTER_KEYS.some((key) => state[key] !== before[key])) {
      filter = makeFilter(graph, state);
      announce(`${number(filter.nodes)} of ${plural(graph.count, "node")} pass the filters`);
    }
    render(state, { animate: true, travelled });
  }

  /** @param {State} [state] @param {{animate?: boolean, travelled?: boolean}} [options] */
  function render(state = store.state, options = {}) {
    stage.light(null);
    stage.choose(state.fact);
    showSidebar(state, stage.theme().dark);
    const path = state.node === null || state.to === null ? null : shortestPath(graph, filter, state.node, state.to);
    details.makeRoom(state);
    showIntro(state);
    showControls(state);
    if (state.view !== "page") {
      stage.resize();
      draw(state, path, options);
    }
    report();
    afterPaint(() => state === store.state && details.fill(state, path, filter, options.travelled));
  }

  /** Before anything is drawn, for names make room for them. @param {State} state */
  function showControls({ view, node }) {
    byId("back").hidden = node === null && view === "graph";
    for (const name of ["graph", "table", "page"]) byId(`view-${name}`).setAttribute("aria-pressed", String(name === view));
    byId("view-page").hidden = node === null;
  }

  /** @param {State} state @param {?import("./path.js").Path} path @param {{animate?: boolean}} options */
  function draw(state, path, { animate = false }) {
    if (state.node === null) return drawMap(state, animate);
    const view = stage.size();
    const scene = path ? routeScene(graph, path, view) : radialScene(graph, filter, state.node, { ...view, hops: state.hops });
    stage.moveTo(stage.fitting(scene.box, 0));
    stage.show(scene);
  }

  /** @param {State} state @param {boolean} animate */
  function drawMap({ at, topic, fact }, animate) {
    const wasMap = stage.scene().kind === "map";
    if (at && !isBlank(at)) stage.moveTo({ x: at[0], y: at[1], scale: at[2] });
    else stage.moveTo(fact === null ? wholeMap(topic) : factCamera(fact), { animate: animate && wasMap });
    refill();
  }

  /** Whether nothing lies there, filtered or not: the address was mistyped, or made for another graph. @param {[number, number, number]} at */
  function isBlank([x, y, scale]) {
    const { width, height } = stage.size();
    return !graph.order.some((n) => Math.abs(graph.x[n] - x) * scale <= width / 2 && Math.abs(graph.y[n] - y) * scale <= height / 2);
  }

  /** @param {?number} topic */
  function wholeMap(topic) {
    return stage.fitting(grown(mapBox(graph, topic), REACH), MARGIN, stage.size().width < NARROW ? LANE : undefined);
  }

  /** @param {number} fact */
  function factCamera(fact) {
    const camera = stage.fitting(factBox(graph, fact), MARGIN);
    return { ...camera, scale: Math.min(camera.scale, FACT_SCALE) };
  }

  /** Chooses anew what of the map is drawn. */
  function refill() {
    const view = { box: stage.viewBox(), scale: stage.camera().scale, ...stage.size(), taken: stage.controls().map(stage.viewBox) };
    stage.show(mapScene(graph, filter, view, store.state.fact));
  }

  function moved() {
    if (store.state.node !== null) return;
    store.update({ at: cameraPlace() }, { quiet: true });
    refill();
    report();
  }

  function report() {
    const { nodes, edges, kind } = stage.scene();
    Object.assign(graphElement.dataset, { nodes: nodes.length, edges: edges.length, scene: kind });
    byId("status").textContent = store.state.view === "graph" ? statusOf(stage.scene()) : "";
    details.list(stage.scene(), store.state.view === "table");
    showNotice(byId("notice"), graph, filter, store.state, clearFilters);
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
    reader,
    render: () => render(),
    resize: () => {
      if (!PAPER.matches && store.state.view !== "page" && stage.resize()) render();
    },
    recolor: () => {
      stage.recolor();
      render();
    },
    actions: {
      open: (/** @type {number} */ node) => go({ node }),
      openFact: (/** @type {number} */ fact) => go({ fact }),
      topic: (/** @type {number} */ topic) => go({ ...TO_TOPIC, topic }),
      view: (/** @type {import("./state.js").View} */ view) => store.update({ view: view === "page" && store.state.node === null ? "graph" : view }),
      back,
      toMap,
      widen,
      step,
      zoom: (/** @type {number} */ factor) => moveBy({ scale: stage.camera().scale * factor }),
      pan: (/** @type {number} */ dx, /** @type {number} */ dy) => {
        const { x, y, scale } = stage.camera();
        moveBy({ x: x + dx / scale, y: y + dy / scale });
      },
      fit: () => {
        if (store.state.fact !== null) stage.moveTo(wholeMap(store.state.topic));
        store.update({ at: store.state.fact === null ? null : cameraPlace() }, { replace: true });
      },
      enter: () => {
        const node = stage.lit();
        if (node !== null) go({ node });
      },
    },
  };
}
