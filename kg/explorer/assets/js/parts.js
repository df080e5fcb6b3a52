/**
 * Parts that panels and pages share.
 * @typedef {import("./dom.js").Child} Child
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./facts.js").Reader} Reader
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {{close: () => void, widen: () => void, pathTo: (node: number) => void, clearFilters: () => void,
 *   search: import("./search.js").Search}} Actions
 */
import { button, element, isolated } from "./dom.js";
import { factRow, factSection, nodeLink, source } from "./facts.js";
import { number, plural } from "./figures.js";
import { relationGroups } from "./graph.js";
import { inward } from "./inward.js";
import { isServed, link, outward, paperUrl, servedAt } from "./links.js";
import { passage } from "./passages.js";
import { folded } from "./search.js";
import { connectSearch } from "./searchbox.js";
import { firstFew, section } from "./sections.js";
import { typeIcon } from "./shapes.js";

const ALIASES = 4;

/** @param {string} kind @param {Actions} actions @param {Node} [icon] */
export function top(kind, actions, icon) {
  return element(
    "div",
    { class: "panel-top" },
    element("span", { class: "kind" }, icon, kind),
    button({ class: "close", "aria-label": "Close", title: "Close (Esc)", onclick: actions.close }, "×"),
  );
}

/** @param {Reader} reader @param {number} node @param {Actions} actions */
export function heading({ graph }, node, actions) {
  const type = graph.types[graph.type[node]];
  return [top(type.name, actions, typeIcon(type)), element("h2", { dir: "auto", tabindex: -1 }, graph.label(node))];
}

/** Other names, one of those that differ in case, hyphens or plural only: a few, and the others on demand. @param {Graph} graph @param {number} node */
export function aliasLine(graph, node) {
  const key = (/** @type {string} */ name) => folded(name).replace(/[\s-]+/g, "").replace(/s$/, "");
  const names = new Map([...graph.aliases(node)].reverse().map((name) => [key(name), name]));
  names.delete(key(graph.label(node)));
  const aliases = [...names.values()].reverse();
  const few = aliases.length > ALIASES + 2 ? ALIASES : aliases.length;
  const marks = aliases.map((name) => element("span", { class: "alias" }, isolated(name)));
  const unfold = () => {
    more.replaceWith(...marks.slice(few));
    marks[few].tabIndex = -1;
    marks[few].focus();
  };
  const more = button({ class: "plain", onclick: unfold }, `and ${number(aliases.length - few)} more`);
  return aliases.length > 0 && element("p", { class: "aliases" }, "also ", marks.slice(0, few), few < aliases.length && more);
}

/** How much is known of it, and where it belongs. @param {Reader} reader @param {number} node @param {number} facts */
export function entitySummary(reader, node, facts) {
  const papers = reader.graph.papers(node).length;
  const counts = [facts && plural(facts, "fact"), papers && plural(papers, "paper")].filter(Boolean).join(" · ");
  return element("p", { class: "summary" }, counts, counts && " · ", topicLink(reader, node));
}

/** A paper's year, addresses and topic. @param {Reader} reader @param {number} paper */
export function paperMeta(reader, paper) {
  return element("div", { class: "meta" }, paperSummary(reader, paper), paperLinks(reader, paper), element("p", { class: "summary" }, topicLink(reader, paper)));
}

/** Year, id and where it can be read. @param {Reader} reader @param {number} paper */
function paperSummary({ graph }, paper) {
  const url = paperUrl(graph, paper);
  return element(
    "p",
    { class: "summary" },
    graph.years[paper] && `${graph.years[paper]} · `,
    element("span", { class: "address" }, graph.id(paper)),
    url && " · ",
    url && outward(url, "Read the paper"),
  );
}

/** Code, data and project pages. @param {Reader} reader @param {number} paper */
function paperLinks({ graph }, paper) {
  const links = graph.links.filter(([from]) => from === paper);
  const row = (/** @type {string} */ address, /** @type {string} */ kind) =>
    element("li", {}, element("span", { class: "note" }, kind), link(address, address.replace(/^https:\/\//, "")));
  return links.length > 0 && element("ul", { class: "links" }, links.map(([, address, kind]) => row(address, kind)));
}

/** @param {Reader} reader @param {number} node @returns {Child} */
function topicLink(reader, node) {
  const topic = reader.graph.community[node];
  const name = isolated(topicName(reader.graph.communities[topic]));
  return ["Topic ", inward(reader, { ...TO_TOPIC, topic }, { class: "plain" }, name)];
}

/** Its terms, of which no line starts with the dot between them. @param {import("./graph.js").Community} community */
export function topicName({ name }) {
  return name.replaceAll(" · ", "\u00a0· ");
}

/** A topic is looked at on the map. */
export const TO_TOPIC = Object.freeze({ node: null, to: null, fact: null, hops: 1, at: null, view: /** @type {const} */ ("graph") });

/** @param {Reader} reader @param {number} node @param {Actions} actions @param {...Child} buttons */
export function tools({ graph }, node, actions, ...buttons) {
  const field = /** @type {HTMLInputElement} */ (
    element("input", {
      id: "path-end", type: "text", role: "combobox", placeholder: "Path to …", "aria-label": "Shortest path to",
      title: "Shortest path from here to another thing", "aria-expanded": "false", "aria-controls": "path-ends",
      "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false",
    })
  );
  const ends = element("div", { id: "path-ends", class: "matches", role: "listbox", "aria-label": "Matches", hidden: true });
  const matches = (/** @type {string} */ query) => {
    const { best, count } = actions.search.matches(query);
    const others = best.filter((match) => match.node !== node);
    return { best: others, count: count - best.length + others.length };
  };
  const search = { ...actions.search, matches };
  connectSearch(graph, { field, list: ends, search, chosen: actions.pathTo });
  const data = isServed() && element("a", { class: "tool", href: servedAt(graph, node), title: "All triples of it, as RDF too" }, "Data");
  return element("div", { class: "panel-tools" }, buttons, data, element("div", { class: "path-search" }, field, ends));
}

/** @param {number} hidden @param {Actions} actions */
export function hiddenHint(hidden, actions) {
  if (hidden <= 0) return null;
  return element(
    "p",
    { class: "hint" },
    `${plural(hidden, "fact")} hidden by the filters. `,
    button({ class: "plain", onclick: actions.clearFilters }, "Show all"),
  );
}

/** @param {Reader} reader @param {number} node */
export function unlinkedHint({ graph }, node) {
  return graph.incident(node).length === 0 && element("p", { class: "hint" }, "The papers name it, but no relation of it was found.");
}

/** @param {Reader} reader @param {number} node */
export function mentioningPapers(reader, node) {
  const papers = [...reader.graph.papers(node)];
  const rows = papers.map((paper) => () => element("li", {}, element("figure", {}, source(reader, paper))));
  return papers.length > 0 && section("Papers that mention it", papers.length, firstFew(rows, "papers"), "papers");
}

/** The abstract with what it mentions marked. @param {Reader} reader @param {number} paper */
export function abstractPart(reader, paper) {
  const body = element("p", { class: "abstract", dir: "auto" }, "…");
  reader.texts.paper(paper).then(({ text, abstract, mentions }) => {
    body.replaceChildren(...passage(reader, text, [text.length - abstract.length, text.length], mentions, { linked: true }));
  });
  return section("Abstract", null, body, "");
}

/** What a paper proposes, and its other relations. @param {Reader} reader @param {Filter} filter @param {number} paper */
export function paperGroups({ graph }, filter, paper) {
  return [true, false].map((wanted) =>
    relationGroups(graph, paper, (e) => filter.edge(e) && graph.relations[graph.relation[e]].proposes === wanted),
  );
}

/** Facts between things that a paper states, those of which it is itself the head left out. @param {Reader} reader @param {Filter} filter @param {number} paper */
export function statedFacts(reader, filter, paper) {
  const { graph } = reader;
  const stated = inReadingOrder(graph, paper, [...graph.statedBy(paper)].filter((e) => graph.from[e] !== paper && filter.edge(e)));
  return stated.length > 0 && factSection("It also says", stated, (edge) => factRow(reader, edge, null));
}

/** What is said of the things that the paper proposes first, then of those of which most is said; of each by relation, the surest first. @param {Graph} graph @param {number} paper @param {number[]} facts */
function inReadingOrder(graph, paper, facts) {
  const proposed = new Set([...graph.incident(paper)].filter((e) => graph.relations[graph.relation[e]].proposes).map((e) => graph.to[e]));
  const said = new Map();
  for (const e of facts) said.set(graph.from[e], (said.get(graph.from[e]) ?? 0) + 1);
  const rank = (/** @type {number} */ e) => said.get(graph.from[e]) + (proposed.has(graph.from[e]) ? facts.length : 0);
  return facts.sort(
    (a, b) => rank(b) - rank(a) || graph.from[a] - graph.from[b] || graph.relation[a] - graph.relation[b] ||
      graph.edgeConfidence(b) - graph.edgeConfidence(a) || a - b,
  );
}

/** @param {Reader} reader @param {string} caption @param {number[]} nodes */
export function list(reader, caption, nodes) {
  if (!nodes.length) return null;
  return section(caption, null, firstFew(nodes.map((node) => () => element("li", { class: "fact" }, nodeLink(reader, node))), "of them"));
}
