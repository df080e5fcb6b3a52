/** Puts the page together: buttons, keys and pointer call what the explorer can do. */
import { byId, element } from "./dom.js";
import { makeExplorer } from "./explorer.js";
import { readGraph } from "./graph.js";
import { openHelp } from "./help.js";
import { characterKeys, connectKeys } from "./keyboard.js";
import { isServed } from "./links.js";
import { pngOf, save, svgOf } from "./picture.js";
import { connectPointer } from "./pointer.js";
import { searcher } from "./search.js";
import { connectSearch } from "./searchbox.js";
import { unpack } from "./texts.js";
import { makeTooltip } from "./tooltip.js";

const NARROW = matchMedia("(max-width: 720px)");
const NARROW_WITH_PANEL = matchMedia("(max-width: 1080px)");
const ZOOM = 1.5;

async function start() {
  const graph = readGraph(...(await takeData()), sizeOf(byId("graph")));
  const search = searcher(graph);
  const explorer = makeExplorer(graph, search);
  const { stage, actions, reader } = explorer;
  const characters = characterKeys();
  const showHelp = () => openHelp(/** @type {HTMLDialogElement} */ (byId("help")), graph, characters);
  const field = /** @type {HTMLInputElement} */ (byId("search"));
  connectSearch(graph, { field, list: byId("matches"), search, chosen: actions.open });
  const keyActions = { ...actions, search: () => field.select(), escape: () => escape(actions), filters: toggleFilters, help: showHelp };
  connectKeys(byId("graph"), keyActions, characters);
  connectPointer(byId("graph"), makeTooltip(byId("tooltip"), reader, stage.size), stage, actions);
  connectButtons(graph, explorer, showHelp);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", explorer.recolor);
  new ResizeObserver(explorer.resize).observe(byId("graph"));
  explorer.render();
  byId("loading").remove();
  document.documentElement.dataset.ready = "true";
}

/** @param {HTMLElement} place */
function sizeOf({ clientWidth, clientHeight }) {
  return { width: clientWidth, height: clientHeight };
}

/** What the page's builder wrote; its text is let go, for it is large. @returns {Promise<[any, ArrayBuffer]>} */
async function takeData() {
  const data = JSON.parse(byId("data").textContent);
  const columns = await unpack("columns");
  byId("data").remove();
  byId("columns").remove();
  return [data, columns];
}

/**
 * @param {import("./graph.js").Graph} graph @param {ReturnType<typeof makeExplorer>} explorer
 * @param {() => void} showHelp
 */
function connectButtons(graph, { stage, actions }, showHelp) {
  const clicks = {
    skip: () => byId("graph").focus(),
    "filters-button": toggleFilters,
    "help-button": showHelp,
    back: actions.toMap,
    "view-graph": () => actions.view("graph"),
    "view-table": () => actions.view("table"),
    "view-page": () => actions.view("page"),
    "zoom-in": () => actions.zoom(ZOOM),
    "zoom-out": () => actions.zoom(1 / ZOOM),
    "zoom-fit": actions.fit,
    "save-png": async () => save(await pngOf(stage), "graph.png"),
    "save-svg": () => save(svgOf(stage, graph), "graph.svg"),
  };
  for (const [id, action] of Object.entries(clicks)) byId(id).addEventListener("click", action);
  if (isServed()) byId("help-button").before(element("a", { class: "tool", href: "/query", title: "Ask the graph in SPARQL" }, "Ask"));
  document.addEventListener("click", leaveDrawer, { capture: true });
  new ResizeObserver(() => byId("filters-button").setAttribute("aria-expanded", String(byId("sidebar").offsetWidth > 0))).observe(byId("sidebar"));
  for (const width of [NARROW, NARROW_WITH_PANEL]) width.addEventListener("change", () => document.body.classList.remove("drawer"));
}

/** A page has no filters. */
function toggleFilters() {
  if (document.body.dataset.view !== "page") document.body.classList.toggle(areFiltersADrawer() ? "drawer" : "no-sidebar");
}

/** Where there is no room for them the filters are a drawer that starts closed, else a column that starts open. */
function areFiltersADrawer() {
  return isDrawerOpen() || NARROW.matches || (NARROW_WITH_PANEL.matches && document.body.classList.contains("with-panel"));
}

/** A click beside the open drawer does no more than close it; one on a topic in it makes way for that. @param {Event} event */
function leaveDrawer(event) {
  const place = /** @type {Element} */ (event.target);
  if (!isDrawerOpen() || place.closest("#filters-button")) return;
  const beside = !place.closest("#sidebar");
  if (beside) event.stopPropagation();
  if (beside || place.closest(".topic")) toggleFilters();
}

function isDrawerOpen() {
  return document.body.classList.contains("drawer");
}

/** @param {{back: () => void}} actions */
function escape({ back }) {
  if (!isDrawerOpen()) return back();
  toggleFilters();
  byId("filters-button").focus();
}

/** @param {unknown} error */
function fail(error) {
  byId("loading").classList.add("failed");
  byId("loading").textContent = "This browser could not open the graph: it is too old, or the file is damaged. A current version of Chrome, Edge, Firefox or Safari opens a whole file.";
  throw error;
}

start().catch(fail);
