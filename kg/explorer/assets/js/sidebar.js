/**
 * Legend and filters in one: what there is, in which colour and how much of it, and what to leave out.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./state.js").State} State
 */
import { button, element, isolated } from "./dom.js";
import { number, percent } from "./figures.js";
import { isFiltered } from "./filter.js";
import { topicName } from "./parts.js";
import { typeIcon } from "./shapes.js";
import { FILTER_KEYS, NO_FILTER } from "./state.js";
import { regionColors } from "./theme.js";

const TOPICS = 60;

/**
 * @param {HTMLElement} container @param {Graph} graph
 * @param {{update: (patch: Partial<State>) => void}} page
 * @returns {(state: State, dark: boolean) => void} shows a state
 */
export function makeSidebar(container, graph, { update }) {
  let shown = "";
  /** @type {?number} */
  let topic = null;
  const topics = () => container.querySelector(".topics");
  return (state, dark) => {
    const key = `${dark} ${FILTER_KEYS.map((part) => (state[part] instanceof Set ? [...state[part]].join() : state[part])).join(" ")}`;
    if (key === shown) return;
    shown = key;
    const open = new Set([...container.querySelectorAll("details[open]")].map((part) => part.id));
    const focused = document.activeElement?.id ?? "";
    const scrolled = topics()?.scrollTop ?? 0;
    container.replaceChildren(
      leftOutPart(graph) ?? "",
      typesPart(graph, state, update),
      topicsPart(graph, state, update, dark),
      confidencePart(state, update),
      yearsPart(graph, state, update) ?? "",
      relationsPart(graph, state, update, open.has("relations-part")),
      resetPart(state, update),
    );
    topics()?.scrollTo(0, scrolled);
    if (state.topic !== topic) topics()?.querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest" });
    topic = state.topic;
    const same = focused && /** @type {?HTMLElement} */ (container.querySelector(`#${CSS.escape(focused)}`));
    if (same && !same.hidden) same.focus({ preventScroll: true });
    else if (same) container.querySelector("input")?.focus({ preventScroll: true });
  };
}

/** @param {Graph} graph */
function leftOutPart({ leftOut, count }) {
  return leftOut
    ? element("p", { class: "hint" }, `This page holds the ${number(count)} most important nodes; ${number(leftOut)} others would make it too large. To ask about all of them, run `, element("code", {}, "kg serve"), ".")
    : null;
}

/** @param {Graph} graph @param {State} state @param {(patch: Partial<State>) => void} update */
function typesPart(graph, state, update) {
  const counts = tally(graph.types.length, graph.type);
  const rows = graph.types.map((type, n) =>
    row({
      id: `type-${type.name}`,
      label: [typeIcon(type), element("span", { class: "name" }, type.plural)],
      name: type.plural,
      title: type.definition,
      count: counts[n],
      on: !state.hiddenTypes.has(n),
      toggle: () => update({ hiddenTypes: toggled(state.hiddenTypes, n) }),
      only: () => update({ hiddenTypes: allBut(graph.types.length, n) }),
    }),
  );
  return element("section", {}, element("h2", {}, "Types"), element("ul", { class: "rows" }, rows));
}

/** @param {Graph} graph @param {State} state @param {(patch: Partial<State>) => void} update @param {boolean} dark */
function topicsPart(graph, state, update, dark) {
  const rows = graph.communities.slice(0, TOPICS).map((community, n) =>
    element(
      "li",
      {},
      button(
        {
          id: `topic-${n}`,
          class: "topic",
          title: community.name,
          "aria-pressed": String(state.topic === n),
          onclick: () => update({ topic: state.topic === n ? null : n, node: null, to: null, at: null }),
        },
        swatch(n, dark),
        element("span", { class: "name" }, isolated(topicName(community))),
        element("span", { class: "count" }, number(community.size)),
      ),
    ),
  );
  return element("section", { class: "topics-part" }, element("h2", {}, "Topics"), element("ul", { class: "rows topics" }, rows));
}

/** @param {State} state @param {(patch: Partial<State>) => void} update */
function confidencePart(state, update) {
  const said = element("output", { for: "minimum" }, state.minimum ? `at least ${percent(state.minimum)}` : "any");
  const slider = /** @type {HTMLInputElement} */ (
    element("input", {
      id: "minimum", type: "range", min: 0, max: 0.95, step: 0.05, value: state.minimum,
      oninput: () => (said.textContent = `at least ${percent(Number(slider.value))}`),
      onchange: () => update({ minimum: Number(slider.value) }),
    })
  );
  return element("section", {}, element("h2", {}, element("label", { for: "minimum" }, "Confidence"), said), slider);
}

/** @param {Graph} graph @param {State} state @param {(patch: Partial<State>) => void} update */
function yearsPart(graph, state, update) {
  const known = [...new Set(graph.years.filter((year) => year !== null))].sort((a, b) => Number(a) - Number(b));
  if (known.length < 2) return null;
  const choice = (/** @type {"since" | "until"} */ key, /** @type {string} */ label) =>
    element(
      "label",
      { class: "year" },
      label,
      element(
        "select",
        {
          id: `year-${key}`,
          onchange: (/** @type {{target: HTMLSelectElement}} */ { target }) => update({ [key]: target.value ? Number(target.value) : null }),
        },
        element("option", { value: "" }, "any"),
        known.map((year) => element("option", { value: year, selected: state[key] === year }, year)),
      ),
    );
  return element("section", {}, element("h2", {}, "Years"), element("div", { class: "years" }, choice("since", "from"), choice("until", "to")));
}

/** @param {Graph} graph @param {State} state @param {(patch: Partial<State>) => void} update @param {boolean} open */
function relationsPart(graph, state, update, open) {
  const counts = tally(graph.relations.length, graph.relation);
  const rows = graph.relations.map((relation, n) =>
    row({
      id: `relation-${relation.name}`,
      label: [element("span", { class: "name" }, relation.phrase)],
      name: `“${relation.phrase}”`,
      title: relation.definition,
      count: counts[n],
      on: !state.hiddenRelations.has(n),
      toggle: () => update({ hiddenRelations: toggled(state.hiddenRelations, n) }),
      only: () => update({ hiddenRelations: allBut(graph.relations.length, n) }),
    }),
  );
  return element(
    "details",
    { id: "relations-part", open: open || state.hiddenRelations.size > 0 },
    element("summary", {}, element("h2", {}, "Relations")),
    element("ul", { class: "rows" }, rows),
  );
}

/** @param {State} state @param {(patch: Partial<State>) => void} update */
function resetPart(state, update) {
  return button(
    {
      id: "reset",
      class: "tool wide",
      hidden: !isFiltered(state),
      onclick: () => update(NO_FILTER),
    },
    "Clear all filters",
  );
}

/**
 * @param {{id: string, label: import("./dom.js").Child, name: string, title: string, count: number, on: boolean, toggle: () => void, only: () => void}} row
 */
function row({ id, label, name, title, count, on, toggle, only }) {
  return element(
    "li",
    { title },
    element("label", { class: "row" }, element("input", { type: "checkbox", id, checked: on, onchange: toggle }), label),
    button({ id: `only-${id}`, class: "only", "aria-label": `only ${name}`, onclick: only }, "only"),
    element("span", { class: "count" }, number(count)),
  );
}

/** @param {number} community @param {boolean} dark */
function swatch(community, dark) {
  const colors = regionColors(community, dark);
  const mark = element("span", { class: "swatch", "aria-hidden": "true" });
  mark.style.background = colors.coast;
  mark.style.borderColor = colors.name;
  return mark;
}

/** @param {number} kinds @param {Iterable<number>} values */
function tally(kinds, values) {
  const counts = new Array(kinds).fill(0);
  for (const value of values) counts[value]++;
  return counts;
}

/** @param {ReadonlySet<number>} set @param {number} n */
function toggled(set, n) {
  return new Set(set.has(n) ? [...set].filter((other) => other !== n) : [...set, n]);
}

/** @param {number} count @param {number} n */
function allBut(count, n) {
  return new Set(Array.from({ length: count }, (_, other) => other).filter((other) => other !== n));
}
