/** Puts the page together: buttons, keys and pointer call what the explorer can do. */
import { byId } from "./dom.js";
import { makeExplorer } from "./explorer.js";
import { readGraph } from "./graph.js";
import { fillHelp } from "./help.js";
import { connectKeys } from "./keyboard.js";
import { pngOf, save, svgOf } from "./picture.js";
import { connectPointer } from "./pointer.js";
import { searcher } from "./search.js";
import { connectSearch } from "./searchbox.js";

const NARROW = matchMedia("(max-width: 720px)");
const ZOOM = 1.5;

const graph = readGraph(JSON.parse(byId("data").textContent), { upright: matchMedia("(orientation: portrait)").matches });
const search = searcher(graph);
const explorer = makeExplorer(graph, search);
const { stage, actions } = explorer;

/** On a phone the filters are a drawer that starts closed, else a column that starts open. */
function toggleFilters() {
  const present = document.body.classList.toggle(NARROW.matches ? "drawer" : "no-sidebar");
  byId("filters-button").setAttribute("aria-expanded", String(present === NARROW.matches));
}

function escape() {
  if (document.body.classList.contains("drawer")) toggleFilters();
  else actions.back();
}

/** @param {string} id @param {() => void} action */
function onClick(id, action) {
  byId(id).addEventListener("click", action);
}

fillHelp(byId("help"), graph);
const showHelp = () => byId("help").showModal();
connectSearch(graph, { field: byId("search"), list: byId("matches"), search, chosen: actions.open });
connectKeys(byId("graph"), { ...actions, search: () => byId("search").focus(), escape, filters: toggleFilters, help: showHelp });
connectPointer(byId("graph"), byId("tooltip"), graph, stage, actions);

byId("filters-button").setAttribute("aria-expanded", String(!NARROW.matches));
onClick("filters-button", toggleFilters);
onClick("help-button", showHelp);
onClick("back", actions.toMap);
onClick("zoom-in", () => actions.zoom(ZOOM));
onClick("zoom-out", () => actions.zoom(1 / ZOOM));
onClick("zoom-fit", actions.fit);
onClick("save-png", async () => save(await pngOf(stage), "graph.png"));
onClick("save-svg", () => save(svgOf(stage, graph), "graph.svg"));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", explorer.recolor);
new ResizeObserver(explorer.resize).observe(byId("graph"));
explorer.render();
document.documentElement.dataset.ready = "true";
