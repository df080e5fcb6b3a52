/** What the page says about the view itself: how much of it is drawn, and why there is nothing where there is nothing. */
import { button, element } from "./dom.js";
import { number } from "./figures.js";
import { isFiltered } from "./filter.js";

/** @param {import("./scene.js").Scene} scene @param {string} [more] what shows more of the map */
export function statusOf({ kind, nodes, hidden, hops }, more = "zoom in for more") {
  const whole = nodes.length + hidden;
  if (!whole) return "";
  if (kind === "map") return `${number(nodes.length)} of ${number(whole)} nodes in view${hidden > 0 ? `; ${more}` : ""}`;
  const what = hops === 2 ? "things within two steps" : "neighbours; the panel lists all";
  return hidden > 0 ? `${number(nodes.length - 1)} of ${number(whole - 1)} ${what}` : "";
}

/**
 * @param {HTMLElement} place @param {import("./graph.js").Graph} graph @param {import("./filter.js").Filter} filter
 * @param {import("./state.js").State} state @param {() => void} clearFilters
 */
export function showNotice(place, graph, filter, state, clearFilters) {
  const text = emptiness(graph, filter, state);
  place.hidden = !text;
  place.replaceChildren(
    element("p", {}, text),
    isFiltered(state) ? button({ class: "tool", onclick: clearFilters }, "Clear all filters") : "",
  );
}

/** @param {import("./graph.js").Graph} graph @param {import("./filter.js").Filter} filter @param {import("./state.js").State} state */
function emptiness(graph, filter, state) {
  if (graph.count === 0) return "This graph is empty: nothing was found in the papers, or there were none.";
  return state.node === null && filter.nodes === 0 ? "Nothing passes the filters." : "";
}
