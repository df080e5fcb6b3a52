/**
 * The side panel: what is known of the node, paper, fact, topic or path that is being looked at.
 * @typedef {import("./facts.js").Reader} Reader
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {import("./parts.js").Actions} Actions
 */
import { button, element } from "./dom.js";
import { confidenceMark, factGroups, factRow, nodeLink, quotations } from "./facts.js";
import { plural } from "./figures.js";
import { isPaper, relationGroups } from "./graph.js";
import { inward } from "./inward.js";
import { keyed } from "./keyboard.js";
import { kindsOfIt } from "./kinds.js";
import { lineageLines } from "./lineage.js";
import { entityMeta } from "./meta.js";
import {
  abstractPart, heading, hiddenHint, list, mentioningPapers, paperGroups, paperMeta, statedFacts, tools, top, topicName, unlinkedHint,
} from "./parts.js";
import { resultsOf, resultsPart } from "./results.js";
import { firstFew, section } from "./sections.js";
import { testsLine } from "./tests.js";

const FEW_FACTS = 6;
const LEADING = 20;

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
  const results = resultsOf(reader, filter, node);
  return [
    heading(reader, node, actions),
    entityMeta(reader, node, facts, lineageLines(reader, filter, node), testsLine(reader, filter, node, results)),
    nodeTools(reader, node, actions),
    hiddenHint(hidden, actions),
    unlinkedHint(reader, node),
    factGroups(reader, node, groups, { unfolded: facts <= FEW_FACTS }),
    resultsPart(reader, results, { about: node }),
    kindsOfIt(reader, node),
    mentioningPapers(reader, node),
  ];
}

/** @param {Reader} reader @param {Filter} filter @param {number} paper @param {Actions} actions */
function paperPanel(reader, filter, paper, actions) {
  const [proposed, others] = paperGroups(reader, filter, paper);
  return [
    heading(reader, paper, actions),
    paperMeta(reader, paper),
    nodeTools(reader, paper, actions),
    factGroups(reader, paper, proposed),
    abstractPart(reader, paper),
    resultsPart(reader, resultsOf(reader, filter, paper), { about: paper }),
    factGroups(reader, paper, others),
    statedFacts(reader, filter, paper),
  ];
}

/** @param {Reader} reader @param {number} node @param {Actions} actions */
function nodeTools(reader, node, actions) {
  return tools(
    reader, node, actions,
    inward(reader, { node, view: "page" }, { class: "tool", ...keyed("All of it on a page", "p") }, "Page"),
    button({ id: "widen", class: "tool", ...keyed("Show what lies two steps away", "e"), onclick: actions.widen }, "Two steps"),
  );
}

/** @param {Reader} reader @param {Filter} filter @param {number} edge @param {Actions} actions */
export function factPanel(reader, filter, edge, actions) {
  const { graph } = reader;
  const [from, to] = [graph.from[edge], graph.to[edge]];
  const relation = graph.relations[graph.relation[edge]];
  const said = section("What the papers say", graph.edgePapers(edge).length, element("p", { class: "hint" }, "…"), "quotes");
  quotations(reader, edge, { few: LEADING }).then((quotes) => said.lastElementChild?.replaceWith(quotes));
  const ends = (/** @type {number} */ e) => [graph.from[e], graph.to[e]];
  const others = [...graph.incident(from)].filter((e) => e !== edge && ends(e).includes(from) && ends(e).includes(to) && filter.edge(e));
  return [
    top("Fact", actions),
    element("h2", { class: "statement", tabindex: -1 }, nodeLink(reader, from), element("span", { class: "to" }, ` ${relation.phrase} `), nodeLink(reader, to)),
    element("p", { class: "summary certainty" }, confidenceMark(graph.edgeConfidence(edge)), ` ${certainty(graph.edgeConfidence(edge))}`),
    element("p", { class: "hint" }, `“${relation.phrase}”: ${relation.definition}`),
    said,
    others.length > 0 && section("Also between the two", others.length, firstFew(others.map((e) => () => factRow(reader, e, null)), "facts")),
  ];
}

/** @param {number} confidence */
function certainty(confidence) {
  const wrong = Math.round((1 - confidence) * 100);
  return wrong === 0 ? "Hardly any such fact is read wrongly." : `Of a hundred such facts about ${wrong === 1 ? "one is" : `${wrong} are`} read wrongly.`;
}

/** @param {Reader} reader @param {Filter} filter @param {number} topic @param {Actions} actions */
export function topicPanel(reader, filter, topic, actions) {
  const { graph } = reader;
  const community = graph.communities[topic];
  const members = [...graph.order].filter((n) => graph.community[n] === topic && filter.node(n));
  const papers = members.filter((n) => isPaper(graph, n));
  const things = members.filter((n) => !isPaper(graph, n));
  return [
    top("Topic", actions),
    element("h2", { dir: "auto", tabindex: -1 }, topicName(community)),
    element("p", { class: "summary" }, topicSummary(things.length, papers.length)),
    list(reader, "Most characteristic", community.terms.filter(filter.node)),
    list(reader, "Most important", things),
    list(reader, "Papers", papers),
  ];
}

/** @param {number} things @param {number} papers */
function topicSummary(things, papers) {
  const counts = [things && plural(things, "thing"), papers && plural(papers, "paper")].filter(Boolean).join(" and ");
  if (things + papers < 2) return `${counts || "Nothing"} of this topic passes the filters.`;
  return `${counts} that have more to do with each other than with the rest.`;
}

/** @param {Reader} reader @param {number} from @param {number} to @param {?import("./path.js").Path} path @param {boolean} filtered @param {Actions} actions */
export function pathPanel(reader, from, to, path, filtered, actions) {
  const steps = path?.edges.map((edge) => factRow(reader, edge, null, { unfolded: true })) ?? [];
  return [
    top("Shortest path", actions),
    element("h2", { class: "statement", tabindex: -1 }, nodeLink(reader, from), element("span", { class: "to" }, " to "), nodeLink(reader, to)),
    element("p", { class: "summary" }, pathSummary(path, filtered), filtered && !path && button({ class: "plain", onclick: actions.clearFilters }, "Show all")),
    steps.length > 0 && element("section", { class: "facts" }, element("ol", {}, steps)),
  ];
}

/** @param {?import("./path.js").Path} path @param {boolean} filtered whether any filter is on */
export function pathSummary(path, filtered) {
  if (!path) return filtered ? "Nothing that passes the filters links the two. " : "No facts link the two, not even over others.";
  if (!path.edges.length) return "Both ends are the same thing.";
  return `${plural(path.edges.length, "step")}${path.edges.length === 1 ? "" : "; each"} with the sentence that says so.`;
}
