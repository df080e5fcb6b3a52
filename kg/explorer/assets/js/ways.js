/**
 * Ways from what is being looked at to something else; each is a change of the state.
 * @typedef {import("./state.js").State} State
 */
import { TO_TOPIC } from "./parts.js";
import { formatState, NO_FILTER, START } from "./state.js";

/**
 * @param {import("./graph.js").Graph} graph @param {ReturnType<typeof import("./state.js").stateStore>} store
 * @param {() => [number, number, number]} cameraPlace where the camera is over the map
 */
export function makeWays(graph, store, cameraPlace) {
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

  return {
    go,
    toMap,

    /** Where a link leads: the same whatever is filtered now. @param {Partial<State>} patch */
    address: (patch) => formatState(graph, { ...START, view: store.state.view, ...patch }),

    /** One step out: from a page or table to the drawing, a fact to where it was seen, a path to its start, a node to the map, a topic to all. */
    back() {
      const { view, node, to, fact, topic } = store.state;
      if (view !== "graph") store.update({ view: "graph" });
      else if (fact !== null) store.update({ fact: null });
      else if (to !== null) store.update({ to: null });
      else if (node !== null) toMap();
      else if (topic !== null) store.update({ topic: null, at: null });
    },

    widen() {
      const { node, hops } = store.state;
      if (node !== null) store.update({ hops: hops === 2 ? 1 : 2, to: null });
    },

    /** @param {number} node */
    open: (node) => go({ node }),
    /** @param {number} fact */
    openFact: (fact) => go({ fact }),
    /** @param {number} topic */
    topic: (topic) => go({ ...TO_TOPIC, topic }),
    /** @param {import("./state.js").View} view */
    view: (view) => store.update({ view: view === "page" && store.state.node === null ? "graph" : view }),
    /** @param {number} to */
    pathTo: (to) => store.update({ to, fact: null, view: "graph" }),
    clearFilters: () => store.update(NO_FILTER),
  };
}
