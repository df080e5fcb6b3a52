/**
 * The side panel: what is known of the node, paper, topic or path that is being looked at.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./facts.js").Reader} Reader
 * @typedef {import("./filter.js").Filter} Filter
 */
import { element, isolated } from "./dom.js";
import { factGroups, factRow, firstFew, nodeButton, source } from "./facts.js";
import { isPaper, relationGroups } from "./graph.js";
import { link, paperUrl } from "./links.js";
import { passage } from "./passages.js";
import { resultsTable } from "./results.js";
import { folded } from "./search.js";
import { connectSearch } from "./searchbox.js";
import { typeIcon } from "./shapes.js";

const FEW_FACTS = 6;
const LEADING = 20;

/** @typedef {{close: () => void, widen: () => void, pathTo: (node: number) => void, topic: (n: number) => void,
 *   search: (query: string) => import("./search.js").Match[]}} Actions */

/** @param {Reader} reader @param {Filter} filter @param {number} node @param {Actions} actions */
export function nodePanel(reader, filter, node, actions) {
  return isPaper(reader.graph, node) ? paperPanel(reader, filter, node, actions) : entityPanel(reader, filter, node, actions);
}

/** @param {Reader} reader @param {Filter} filter @param {number} node @param {Actions} actions */
function entityPanel(reader, filter, node, actions) {
  const { graph } = reader;
  const groups = relationGroups(graph, node, filter.edge);
  const facts = groups.reduce((sum, group) => sum + group.edges.length, 0);
  const hidden = graph.incident(node).length - facts;
  const papers = graph.papers[node];
  const results = graph.results.filter(({ subject, metric, dataset, baseline }) => [subject, metric, dataset, baseline].includes(node));
  return [
    heading(reader, node, actions),
    aliasLine(graph, node),
    element("p", { class: "summary" }, kindOf(graph, node), summary(facts, papers.length)),
    topicLine(graph, node, actions),
    tools(reader, node, actions),
    hidden > 0 && element("p", { class: "hint" }, `${plural(hidden, "fact")} hidden by the filters.`),
    facts === 0 && hidden === 0 && element("p", { class: "hint" }, "The papers name it, but no relation of it was found."),
    factGroups(reader, node, groups, { unfolded: facts <= FEW_FACTS }),
    results.length > 0 && resultsTable(reader, results, "Results", node),
    papers.length > 0 &&
      element(
        "section",
        { class: "papers" },
        element("h3", {}, "Papers that mention it", element("span", { class: "count" }, papers.length)),
        firstFew(papers.map((paper) => () => element("li", {}, element("figure", {}, source(reader, paper)))), "papers"),
      ),
  ];
}

/** What sort of thing it is, where a paper says so. @param {Graph} graph @param {number} node */
function kindOf(graph, node) {
  const kinds = [...graph.incident(node)].filter((e) => graph.from[e] === node && graph.relations[graph.relation[e]].name === "isA");
  const surest = kinds.sort((a, b) => graph.edgeConfidence[b] - graph.edgeConfidence[a] || a - b)[0];
  return surest !== undefined && ["A kind of ", isolated(graph.label[graph.to[surest]]), " · "];
}

/** Other names, one of those that differ in case or plural only. @param {Graph} graph @param {number} node */
function aliasLine(graph, node) {
  const key = (/** @type {string} */ name) => folded(name).replace(/s$/, "");
  const names = new Map([...graph.aliases[node]].reverse().map((name) => [key(name), name]));
  names.delete(key(graph.label[node]));
  const aliases = [...names.values()].reverse();
  return aliases.length > 0 && element("p", { class: "aliases" }, "also ", aliases.map((name) => element("span", { class: "alias" }, isolated(name))));
}

/** @param {Reader} reader @param {Filter} filter @param {number} paper @param {Actions} actions */
function paperPanel(reader, filter, paper, actions) {
  const { graph } = reader;
  const [proposed, others] = [true, false].map((wanted) =>
    relationGroups(graph, paper, (e) => filter.edge(e) && graph.relations[graph.relation[e]].proposes === wanted),
  );
  const results = graph.results.filter((result) => result.paper === paper);
  const stated = range(graph.edgeCount).filter((e) => graph.edgePapers[e].includes(paper) && graph.from[e] !== paper && filter.edge(e));
  const links = graph.links.filter(([from]) => from === paper);
  const url = paperUrl(graph, paper);
  return [
    heading(reader, paper, actions),
    element("p", { class: "summary" }, graph.years[paper] && `${graph.years[paper]} · `, element("span", { class: "address" }, graph.id[paper]), url && " · ", url && link(url, "Read the paper")),
    links.length > 0 &&
      element("ul", { class: "links" }, links.map(([, address, kind]) => element("li", {}, element("span", { class: "note" }, kind), link(address, address.replace(/^https:\/\//, ""))))),
    topicLine(graph, paper, actions),
    tools(reader, paper, actions),
    factGroups(reader, paper, proposed),
    abstractPart(reader, paper),
    results.length > 0 && resultsTable(reader, results, "Results", null),
    factGroups(reader, paper, others),
    stated.length > 0 &&
      element(
        "section",
        { class: "facts" },
        element("h3", {}, "It also says", element("span", { class: "count" }, stated.length)),
        firstFew(stated.map((edge) => () => factRow(reader, edge, null)), "facts"),
      ),
  ];
}

/** @param {Reader} reader @param {number} paper */
function abstractPart(reader, paper) {
  const body = element("p", { class: "abstract", dir: "auto" }, "…");
  reader.texts.paper(paper).then(({ text, abstract, mentions }) => {
    body.replaceChildren(...passage(reader.graph, text, [text.length - abstract.length, text.length], mentions, reader.open));
  });
  return element("section", {}, element("h3", {}, "Abstract"), body);
}

/** @param {Reader} reader @param {Filter} filter @param {number} topic @param {Actions} actions */
export function topicPanel(reader, filter, topic, actions) {
  const { graph } = reader;
  const community = graph.communities[topic];
  const members = [...graph.order].filter((n) => graph.community[n] === topic && filter.node(n));
  const papers = members.filter((n) => isPaper(graph, n));
  const entities = members.filter((n) => !isPaper(graph, n));
  return [
    top("Topic", actions),
    element("h2", { dir: "auto" }, community.name),
    element("p", { class: "summary" }, `${plural(entities.length, "thing")} in ${plural(papers.length, "paper")} that have more to do with each other than with the rest.`),
    list(reader, "Most characteristic", community.terms),
    list(reader, "Most important", entities.slice(0, LEADING)),
    list(reader, "Papers", papers),
  ];
}

/** @param {Reader} reader @param {number} from @param {number} to @param {?import("./path.js").Path} path @param {Actions} actions */
export function pathPanel(reader, from, to, path, actions) {
  const steps = path && path.edges.map((edge) => factRow(reader, edge, null, true));
  return [
    top("Shortest path", actions),
    element("h2", {}, isolated(reader.graph.label[from]), element("span", { class: "to" }, " to "), isolated(reader.graph.label[to])),
    element(
      "p",
      { class: "summary" },
      path ? `${plural(path.edges.length, "step")}; each with the sentence that says so.` : "Nothing that passes the filters links the two.",
    ),
    steps && element("section", { class: "facts" }, element("ol", {}, steps)),
    list(reader, "Ends", [from, to]),
  ];
}

/** @param {string} kind @param {Actions} actions @param {Node} [icon] */
function top(kind, actions, icon) {
  return element(
    "div",
    { class: "panel-top" },
    element("span", { class: "kind" }, icon, kind),
    element("button", { type: "button", class: "close", "aria-label": "Close", title: "Close (Esc)", onclick: actions.close }, "×"),
  );
}

/** @param {Reader} reader @param {number} node @param {Actions} actions */
function heading({ graph }, node, actions) {
  const type = graph.types[graph.type[node]];
  return [top(type.name, actions, typeIcon(type)), element("h2", { dir: "auto", tabindex: -1 }, graph.label[node])];
}

/** @param {Graph} graph @param {number} node @param {Actions} actions */
function topicLine(graph, node, actions) {
  const topic = graph.community[node];
  return element(
    "p",
    { class: "topic-line" },
    "Topic ",
    element("button", { type: "button", class: "plain", onclick: () => actions.topic(topic) }, isolated(graph.communities[topic].name)),
  );
}

/** @param {Reader} reader @param {number} node @param {Actions} actions */
function tools({ graph }, node, actions) {
  const field = /** @type {HTMLInputElement} */ (
    element("input", {
      id: "path-end", type: "text", role: "combobox", placeholder: "Path to …", "aria-label": "Shortest path to",
      "aria-expanded": "false", "aria-controls": "path-ends", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false",
    })
  );
  const ends = element("div", { id: "path-ends", class: "matches", role: "listbox", "aria-label": "Matches", hidden: true });
  const search = (/** @type {string} */ query) => actions.search(query).filter((match) => match.node !== node);
  connectSearch(graph, { field, list: ends, search, chosen: actions.pathTo });
  return element(
    "div",
    { class: "panel-tools" },
    element("button", { type: "button", id: "widen", class: "tool", title: "Show what lies two steps away (e)", onclick: actions.widen }, "Two steps"),
    element("div", { class: "path-search" }, field, ends),
  );
}

/** @param {Reader} reader @param {string} caption @param {number[]} nodes */
function list(reader, caption, nodes) {
  if (!nodes.length) return null;
  return element(
    "section",
    { class: "facts" },
    element("h3", {}, caption),
    firstFew(nodes.map((node) => () => element("li", { class: "fact" }, nodeButton(reader, node))), "of them"),
  );
}

/** @param {number} facts @param {number} papers */
function summary(facts, papers) {
  return [facts && plural(facts, "fact"), papers && `${plural(papers, "paper")}`].filter(Boolean).join(" · ");
}

/** @param {number} count @param {string} noun */
function plural(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** @param {number} count */
function range(count) {
  return Array.from({ length: count }, (_, n) => n);
}
