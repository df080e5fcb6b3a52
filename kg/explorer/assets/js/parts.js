/**
 * Parts that panels and pages share.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./facts.js").Reader} Reader
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {{close: () => void, widen: () => void, pathTo: (node: number) => void, clearFilters: () => void,
 *   search: (query: string) => import("./search.js").Match[]}} Actions
 */
import { element, isolated } from "./dom.js";
import { factRow, firstFew, nodeLink, source } from "./facts.js";
import { inward } from "./inward.js";
import { link, paperUrl } from "./links.js";
import { passage } from "./passages.js";
import { folded } from "./search.js";
import { connectSearch } from "./searchbox.js";
import { typeIcon } from "./shapes.js";

/** @param {string} kind @param {Actions} actions @param {Node} [icon] */
export function top(kind, actions, icon) {
  return element(
    "div",
    { class: "panel-top" },
    element("span", { class: "kind" }, icon, kind),
    element("button", { type: "button", class: "close", "aria-label": "Close", title: "Close (Esc)", onclick: actions.close }, "×"),
  );
}

/** @param {Reader} reader @param {number} node @param {Actions} actions */
export function heading({ graph }, node, actions) {
  const type = graph.types[graph.type[node]];
  return [top(type.name, actions, typeIcon(type)), element("h2", { dir: "auto", tabindex: -1 }, graph.label(node))];
}

/** Other names, one of those that differ in case or plural only. @param {Graph} graph @param {number} node */
export function aliasLine(graph, node) {
  const key = (/** @type {string} */ name) => folded(name).replace(/s$/, "");
  const names = new Map([...graph.aliases(node)].reverse().map((name) => [key(name), name]));
  names.delete(key(graph.label(node)));
  const aliases = [...names.values()].reverse();
  return aliases.length > 0 && element("p", { class: "aliases" }, "also ", aliases.map((name) => element("span", { class: "alias" }, isolated(name))));
}

/** What sort of thing it is, where a paper says so, and how much is known of it. @param {Reader} reader @param {number} node @param {number} facts */
export function entitySummary({ graph }, node, facts) {
  const kinds = [...graph.incident(node)].filter((e) => graph.from[e] === node && graph.relations[graph.relation[e]].name === "isA");
  const surest = kinds.sort((a, b) => graph.edgeConfidence(b) - graph.edgeConfidence(a) || a - b)[0];
  const papers = graph.papers(node).length;
  return element(
    "p",
    { class: "summary" },
    surest !== undefined && ["A kind of ", isolated(graph.label(graph.to[surest])), " · "],
    [facts && plural(facts, "fact"), papers && plural(papers, "paper")].filter(Boolean).join(" · "),
  );
}

/** Year, id and where it can be read. @param {Reader} reader @param {number} paper */
export function paperSummary({ graph }, paper) {
  const url = paperUrl(graph, paper);
  return element(
    "p",
    { class: "summary" },
    graph.years[paper] && `${graph.years[paper]} · `,
    element("span", { class: "address" }, graph.id(paper)),
    url && " · ",
    url && link(url, "Read the paper"),
  );
}

/** Code, data and project pages. @param {Reader} reader @param {number} paper */
export function paperLinks({ graph }, paper) {
  const links = graph.links.filter(([from]) => from === paper);
  const row = (/** @type {string} */ address, /** @type {string} */ kind) =>
    element("li", {}, element("span", { class: "note" }, kind), link(address, address.replace(/^https:\/\//, "")));
  return links.length > 0 && element("ul", { class: "links" }, links.map(([, address, kind]) => row(address, kind)));
}

/** @param {Reader} reader @param {number} node */
export function topicLine(reader, node) {
  const topic = reader.graph.community[node];
  const name = isolated(reader.graph.communities[topic].name);
  return element("p", { class: "topic-line" }, "Topic ", inward(reader, { ...TO_TOPIC, topic }, { class: "plain" }, name));
}

/** A topic is looked at on the map. */
export const TO_TOPIC = Object.freeze({ node: null, to: null, fact: null, hops: 1, at: null, view: /** @type {const} */ ("graph") });

/** @param {Reader} reader @param {number} node @param {Actions} actions @param {...any} others */
export function tools({ graph }, node, actions, ...others) {
  const field = /** @type {HTMLInputElement} */ (
    element("input", {
      id: "path-end", type: "text", role: "combobox", placeholder: "Path to …", "aria-label": "Shortest path to",
      title: "Shortest path from here to another thing", "aria-expanded": "false", "aria-controls": "path-ends",
      "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false",
    })
  );
  const ends = element("div", { id: "path-ends", class: "matches", role: "listbox", "aria-label": "Matches", hidden: true });
  const search = (/** @type {string} */ query) => actions.search(query).filter((match) => match.node !== node);
  connectSearch(graph, { field, list: ends, search, chosen: actions.pathTo });
  return element("div", { class: "panel-tools" }, others, element("div", { class: "path-search" }, field, ends));
}

/** @param {number} hidden @param {Actions} actions */
export function hiddenHint(hidden, actions) {
  if (hidden <= 0) return null;
  return element(
    "p",
    { class: "hint" },
    `${plural(hidden, "fact")} hidden by the filters. `,
    element("button", { type: "button", class: "plain", onclick: actions.clearFilters }, "Show all"),
  );
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

/** Facts between things that a paper states, those of which it is itself the head left out. @param {Reader} reader @param {Filter} filter @param {number} paper */
export function statedFacts(reader, filter, paper) {
  const { graph } = reader;
  const stated = [...graph.statedBy(paper)].filter((e) => graph.from[e] !== paper && filter.edge(e));
  return stated.length > 0 && section("It also says", stated.length, firstFew(stated.map((edge) => () => factRow(reader, edge, null)), "facts"));
}

/** @param {Reader} reader @param {string} caption @param {number[]} nodes */
export function list(reader, caption, nodes) {
  if (!nodes.length) return null;
  return section(caption, null, firstFew(nodes.map((node) => () => element("li", { class: "fact" }, nodeLink(reader, node))), "of them"));
}

/** @param {string} caption @param {?number} count @param {any} content @param {string} [kind] class of the section */
export function section(caption, count, content, kind = "facts") {
  return element(
    "section",
    { class: kind },
    element("h3", {}, caption, count !== null && element("span", { class: "count" }, count.toLocaleString("en"))),
    content,
  );
}

/** @param {number} count @param {string} noun */
export function plural(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
