/**
 * A page of its own for a node: the abstract of a paper, the results on a benchmark, the lineage of a model, and beside
 * it all else that is known.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./facts.js").Reader} Reader
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {import("./parts.js").Actions} Actions
 */
import { element } from "./dom.js";
import { factGroups } from "./facts.js";
import { isPaper, relationGroups } from "./graph.js";
import { kindsOfIt } from "./kinds.js";
import { descent, isBuilt, lineage } from "./lineage.js";
import { entityMeta } from "./meta.js";
import { abstractPart, heading, hiddenHint, mentioningPapers, paperGroups, paperMeta, statedFacts, tools, unlinkedHint } from "./parts.js";
import { resultsOf, resultsPart } from "./results.js";
import { typeIcon } from "./shapes.js";
import { isTest, testsTable } from "./tests.js";

/** @param {Reader} reader @param {Filter} filter @param {number} node @param {Actions} actions */
export function articleOf(reader, filter, node, actions) {
  const parts = isPaper(reader.graph, node) ? paperParts(reader, filter, node) : entityParts(reader, filter, node, actions);
  return element(
    "article",
    {},
    element(
      "header",
      {},
      heading(reader, node, actions),
      element("div", { class: "below-title" }, element("div", { class: "about" }, parts.head), tools(reader, node, actions)),
    ),
    element("div", { class: `columns ${isPaper(reader.graph, node) ? "reading" : ""}` }, element("div", { class: "leading" }, parts.main), element("div", { class: "beside" }, parts.beside)),
  );
}

/** @param {Reader} reader @param {Filter} filter @param {number} paper */
function paperParts(reader, filter, paper) {
  return {
    head: paperMeta(reader, paper),
    main: [
      abstractPart(reader, paper),
      typeKey(reader, paper),
      resultsPart(reader, resultsOf(reader, filter, paper), { about: paper, wide: true }),
    ],
    beside: [
      paperGroups(reader, filter, paper).map((groups) => factGroups(reader, paper, groups)),
      statedFacts(reader, filter, paper),
    ],
  };
}

/** Which colour marks what. @param {Reader} reader @param {number} paper */
function typeKey({ graph }, paper) {
  const types = new Set([...graph.mentionedBy(paper)].map((node) => graph.type[node]));
  const key = graph.types.filter((_, n) => types.has(n)).map((type) => element("li", {}, typeIcon(type), type.name));
  return key.length > 0 && element("ul", { class: "key", "aria-label": "Colours of the marks" }, key);
}

/** @param {Reader} reader @param {Filter} filter @param {number} node @param {Actions} actions */
function entityParts(reader, filter, node, actions) {
  const { graph } = reader;
  const facts = [...graph.incident(node)].filter(filter.edge);
  const tests = relationGroups(graph, node, (e) => filter.edge(e) && isTest(graph, node, e));
  const others = relationGroups(graph, node, (e) => filter.edge(e) && !isTest(graph, node, e) && !descent(graph, e, node));
  const results = resultsOf(reader, filter, node);
  const kin = lineage(reader, filter, node);
  const [first, last] = isBuilt(graph, node) && !tests.length ? [kin, []] : [[], kin];
  return {
    head: [entityMeta(reader, node, facts.length), hiddenHint(graph.incident(node).length - facts.length, actions)],
    main: [
      testsTable(reader, node, facts.filter((e) => isTest(graph, node, e)), results),
      first,
      resultsPart(reader, results, { about: node, wide: true }),
      factGroups(reader, node, tests),
      element("div", { class: "groups" }, factGroups(reader, node, others)),
      last,
      unlinkedHint(reader, node),
    ],
    beside: [kindsOfIt(reader, node), mentioningPapers(reader, node)],
  };
}
