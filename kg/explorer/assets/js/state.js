/**
 * What is being looked at, kept in the address so that a view can be shared and the back button works.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {typeof VIEWS[number]} View drawn, listed as tables, or the page of the node
 * @typedef {{view: View, node: ?number, hops: number, to: ?number, fact: ?number, topic: ?number,
 *   hiddenTypes: ReadonlySet<number>, hiddenRelations: ReadonlySet<number>, minimum: number, since: ?number,
 *   until: ?number, at: ?[number, number, number], absent: ?Absent}} State `fact` is an edge, `at` the map's centre and
 *   scale, `absent` what the address names and the graph does not have
 * @typedef {{what: "id" | "fact" | "topic", name: string}} Absent
 */
import { edgeBetween } from "./graph.js";

const VIEWS = /** @type {const} */ (["graph", "table", "page"]);

/** Parts of the address that name a node. */
const NAMING = ["node", "to", "head", "tail"];

/** @type {State} */
export const START = Object.freeze({
  view: "graph", node: null, hops: 1, to: null, fact: null, topic: null, hiddenTypes: new Set(), hiddenRelations: new Set(),
  minimum: 0, since: null, until: null, at: null, absent: null,
});

/** The part of the state that decides what passes. */
export const FILTER_KEYS = /** @type {const} */ (["hiddenTypes", "hiddenRelations", "minimum", "topic", "since", "until"]);
export const NO_FILTER = /** @type {Partial<State>} */ (Object.fromEntries(FILTER_KEYS.map((key) => [key, START[key]])));

/** @param {Graph} graph @param {string} hash @returns {State} */
function parseState(graph, hash) {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const node = nodeNamed(graph, values.get("node"));
  const at = (values.get("at") ?? "").split(",").map(Number);
  const hidden = new Set((values.get("without") ?? "").split(","));
  const view = VIEWS.find((name) => name === values.get("view")) ?? "graph";
  return {
    view: view === "page" && node === null ? "graph" : view,
    node,
    hops: values.get("hops") === "2" ? 2 : 1,
    to: node === null ? null : nodeNamed(graph, values.get("to")),
    fact: factNamed(graph, values),
    topic: topicNamed(graph, values.get("topic")),
    hiddenTypes: indices(graph.types, hidden),
    hiddenRelations: indices(graph.relations, hidden),
    minimum: within(Number(values.get("min") ?? 0), 0, 1) ?? 0,
    since: wholeNumber(values.get("since")),
    until: wholeNumber(values.get("until")),
    at: at.length === 3 && at.every(Number.isFinite) && at[2] > 0 ? fromAddress(graph, [at[0], at[1], at[2]]) : null,
    absent: absentOf(graph, values),
  };
}

/** @param {Graph} graph @param {URLSearchParams} values @returns {?Absent} */
function absentOf(graph, values) {
  const id = NAMING.map((key) => values.get(key)).find((one) => one && nodeNamed(graph, one) === null);
  if (id) return { what: "id", name: id };
  const [head, tail, topic] = [nodeNamed(graph, values.get("head")), nodeNamed(graph, values.get("tail")), values.get("topic")];
  if (head !== null && tail !== null && factNamed(graph, values) === null) {
    return { what: "fact", name: `${graph.label(head)} ${values.get("relation") ?? ""} ${graph.label(tail)}` };
  }
  return topic && topicNamed(graph, topic) === null ? { what: "topic", name: topic } : null;
}

/** @param {Graph} graph @param {State} state */
export function formatState(graph, state) {
  const values = new URLSearchParams();
  if (state.view !== "graph") values.set("view", state.view);
  if (state.node !== null) values.set("node", graph.id(state.node));
  if (state.hops !== 1) values.set("hops", String(state.hops));
  if (state.to !== null) values.set("to", graph.id(state.to));
  if (state.fact !== null) {
    values.set("head", graph.id(graph.from[state.fact]));
    values.set("relation", graph.relations[graph.relation[state.fact]].name);
    values.set("tail", graph.id(graph.to[state.fact]));
  }
  if (state.topic !== null) values.set("topic", String(state.topic));
  const hidden = [...namesAt(graph.types, state.hiddenTypes), ...namesAt(graph.relations, state.hiddenRelations)];
  if (hidden.length) values.set("without", hidden.join(","));
  if (state.minimum) values.set("min", String(state.minimum));
  if (state.since !== null) values.set("since", String(state.since));
  if (state.until !== null) values.set("until", String(state.until));
  if (state.at) values.set("at", toAddress(graph, state.at).map((number) => Number(number.toPrecision(5))).join(","));
  return `#${values}`;
}

/**
 * @param {Graph} graph
 * @param {(state: State, before: State, travelled: boolean) => void} changed called after every change, whoever made it;
 *   `travelled`: by going back or forward
 */
export function stateStore(graph, changed) {
  let state = parseState(graph, location.hash);

  window.addEventListener("popstate", () => {
    const before = state;
    state = parseState(graph, location.hash);
    changed(state, before, true);
  });

  return {
    get state() {
      return state;
    },

    /**
     * @param {Partial<State>} patch
     * @param {{quiet?: boolean, replace?: boolean}} [options] quiet: nobody is told; replace: no new entry in the history
     */
    update(patch, { quiet = false, replace = false } = {}) {
      const before = state;
      state = { ...state, absent: null, ...patch };
      const hash = formatState(graph, state);
      if (hash !== formatState(graph, before)) history[replace || quiet ? "replaceState" : "pushState"](null, "", hash);
      if (!quiet) changed(state, before, false);
    },
  };
}

/** The address has places of the map as they are before it is turned and stretched to this screen. @param {Graph} graph @param {[number, number, number]} at @returns {[number, number, number]} */
function toAddress({ upright, stretch }, [x, y, scale]) {
  return upright ? [y / stretch, x, scale] : [x / stretch, y, scale];
}

/** @param {Graph} graph @param {[number, number, number]} at @returns {[number, number, number]} */
function fromAddress({ upright, stretch }, [x, y, scale]) {
  return upright ? [y, x * stretch, scale] : [x * stretch, y, scale];
}

/** @param {Graph} graph @param {?string} id @returns {?number} */
function nodeNamed(graph, id) {
  return id === null ? null : graph.nodeWithId(id);
}

/** @param {Graph} graph @param {URLSearchParams} values @returns {?number} */
function factNamed(graph, values) {
  const head = nodeNamed(graph, values.get("head"));
  const tail = nodeNamed(graph, values.get("tail"));
  const relation = graph.relations.findIndex(({ name }) => name === values.get("relation"));
  return head === null || tail === null ? null : edgeBetween(graph, head, relation, tail);
}

/** @param {Graph} graph @param {?string} number @returns {?number} */
function topicNamed(graph, number) {
  return within(wholeNumber(number), 0, graph.communities.length - 1);
}

/** @param {?string} text @returns {?number} */
function wholeNumber(text) {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

/** @param {?number} value @param {number} low @param {number} high @returns {?number} */
function within(value, low, high) {
  return value !== null && value >= low && value <= high ? value : null;
}

/** @param {{name: string}[]} table @param {ReadonlySet<number>} places */
function namesAt(table, places) {
  return table.filter((_, n) => places.has(n)).map(({ name }) => name);
}

/** @param {{name: string}[]} table @param {Set<string>} names */
function indices(table, names) {
  return new Set(table.flatMap(({ name }, n) => (names.has(name) ? [n] : [])));
}
