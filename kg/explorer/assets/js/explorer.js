/**
 * The state in the address decides what is drawn and what the panel says; this module keeps the three in step.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./state.js").State} State
 */
import { announce, makeDetails } from "./details.js";
import { afterPaint, byId } from "./dom.js";
import { number, plural } from "./figures.js";
import { makeFilter } from "./filter.js";
import { makeIntro } from "./intro.js";
import { showNotice, statusOf } from "./notice.js";
import { shortestPath } from "./path.js";
import { makeSidebar } from "./sidebar.js";
import { makeStage } from "./stage.js";
import { FILTER_KEYS, stateStore } from "./state.js";
import { textStore } from "./texts.js";
import { makeViews } from "./views.js";
import { describe, nearestTowards } from "./walk.js";
import { makeWays } from "./ways.js";

/** What is printed is what was on the screen, however large the paper. */
const PAPER = matchMedia("print");

/** @param {Graph} graph @param {import("./search.js").Search} search */
export function makeExplorer(graph, search) {
  const graphElement = byId("graph");
  const store = stateStore(graph, changed);
  let filter = makeFilter(graph, store.state);
  const stage = makeStage(graphElement, graph, { filter: () => filter, moved });
  const views = makeViews(graph, stage);
  const ways = makeWays(graph, store, cameraPlace);
  /** @type {import("./facts.js").Reader} */
  const reader = { graph, texts: textStore(graph), address: ways.address, go: ways.go };
  const showIntro = makeIntro(byId("intro"), reader, () => graphElement.focus());
  const showSidebar = makeSidebar(byId("sidebar"), graph, store);
  const details = makeDetails(reader, { close: ways.back, search, ...ways });

  /** @returns {[number, number, number]} */
  function cameraPlace() {
    const { x, y, scale } = stage.camera();
    return [x, y, scale];
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
  function render(state = store.state, { animate = false, travelled } = {}) {
    stage.light(null);
    stage.choose(state.fact);
    showSidebar(state, stage.theme().dark);
    const path = state.node === null || state.to === null ? null : shortestPath(graph, filter, state.node, state.to);
    details.makeRoom(state);
    showIntro(state);
    showControls(state);
    if (state.view !== "page") {
      stage.resize();
      views.show(state, filter, path, animate);
    }
    report();
    afterPaint(() => state === store.state && details.fill(state, path, filter, travelled));
  }

  function moved() {
    const { node, fact } = store.state;
    if (node !== null) return;
    store.update({ at: cameraPlace() }, { quiet: true });
    views.showMap(filter, fact);
    report();
  }

  /** Says how much is drawn. */
  function report() {
    const { nodes, edges, kind } = stage.scene();
    Object.assign(graphElement.dataset, { nodes: nodes.length, edges: edges.length, scene: kind });
    byId("status").textContent = store.state.view === "graph" ? statusOf(stage.scene()) : "";
    details.list(stage.scene(), store.state.view === "table");
    showNotice(byId("notice"), graph, filter, store.state, ways.clearFilters);
  }

  /** Moves the light to the nearest drawn node in a direction. @param {number} dx @param {number} dy */
  function step(dx, dy) {
    const node = nearestTowards(stage, stage.lit() ?? store.state.node, dx, dy);
    if (node === null) return;
    stage.light(node);
    const edge = stage.scene().edges.find(({ from, to }) => [from, to].includes(node) && [from, to].includes(store.state.node ?? -1));
    announce(`${edge ? `${edge.phrase} ` : ""}${describe(graph, node)}`);
  }

  /** @param {Partial<import("./drawing.js").Camera>} change */
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
      ...ways,
      step,
      zoom: (/** @type {number} */ factor) => moveBy({ scale: stage.camera().scale * factor }),
      pan: (/** @type {number} */ dx, /** @type {number} */ dy) => {
        const { x, y, scale } = stage.camera();
        moveBy({ x: x + dx / scale, y: y + dy / scale });
      },
      fit: () => {
        if (store.state.fact !== null) stage.moveTo(views.wholeMap(store.state.topic));
        store.update({ at: store.state.fact === null ? null : cameraPlace() }, { replace: true });
      },
      enter: () => {
        const node = stage.lit();
        if (node !== null) ways.open(node);
      },
    },
  };
}

/** Before anything is drawn, for names make room for them. @param {State} state */
function showControls({ view, node }) {
  byId("back").hidden = node === null && view === "graph";
  for (const name of ["graph", "table", "page"]) byId(`view-${name}`).setAttribute("aria-pressed", String(name === view));
  byId("view-page").hidden = node === null;
}
