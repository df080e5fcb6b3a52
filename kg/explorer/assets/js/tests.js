/**
 * Which papers test or train on a benchmark, what, and with which results.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./graph.js").Result} Result
 * @typedef {import("./facts.js").Reader} Reader
 * @typedef {{paper: number, things: Set<number>, results: Result[], facts: number[]}} Test
 */
import { element, isolated } from "./dom.js";
import { confidenceMark, plainLink, quotations } from "./facts.js";
import { plural } from "./figures.js";
import { isPaper } from "./graph.js";
import { inward } from "./inward.js";
import { bestFirst } from "./merit.js";
import { valueOf } from "./results.js";
import { section } from "./sections.js";
import { sortableTable } from "./table.js";

const TESTS = new Set(["evaluatedOn", "trainedOn"]);
const AT_FIRST = 15;
const RESULTS_IN_A_ROW = 3;

/**
 * @param {Reader} reader @param {number} benchmark @param {number[]} facts that say what was tested on it
 * @param {Result[]} results in which it has any part
 */
export function testsTable(reader, benchmark, facts, results) {
  const tests = testsByPaper(reader.graph, benchmark, facts, results);
  if (!tests.length) return null;
  const caption = `Papers that ${deeds(reader.graph, tests).join(" or ")} on it`;
  const table = sortableTable(testColumns(reader, tests), tests, { label: caption, few: AT_FIRST, detail: (test) => sentences(reader, test) });
  return section(caption, tests.length, table, "tests");
}

/** How many papers test on it, in a line that leads to the table. @param {Reader} reader @param {import("./filter.js").Filter} filter @param {number} node @param {Result[]} results */
export function testsLine(reader, filter, node, results) {
  const { graph } = reader;
  const facts = [...graph.incident(node)].filter((e) => filter.edge(e) && isTest(graph, node, e));
  const tests = testsByPaper(graph, node, facts, results);
  const measured = tests.filter((test) => test.results.length).length;
  const table = inward(reader, { node, view: "page" }, { class: "plain" }, "see which");
  const verb = deeds(graph, tests).map((deed) => (tests.length === 1 ? `${deed}s` : deed)).join(" or ");
  return tests.length > 0 && element("p", { class: "kin" }, `${plural(tests.length, "paper")} ${verb} on it, ${measured} with results · `, table);
}

/** What papers do on it: data may be trained on alone. @param {Graph} graph @param {Test[]} tests */
function deeds(graph, tests) {
  const done = new Set(tests.flatMap(({ facts }) => facts.map((e) => graph.relations[graph.relation[e]].name)));
  const tested = done.has("evaluatedOn") || tests.some(({ results }) => results.length);
  return [...(tested ? ["test"] : []), ...(done.has("trainedOn") ? ["train"] : [])];
}

/** Whether the fact says what was tested or trained on `node`. @param {Graph} graph @param {number} node @param {number} edge */
export function isTest(graph, node, edge) {
  return graph.to[edge] === node && TESTS.has(graph.relations[graph.relation[edge]].name);
}

/** Papers with results first, then the surer ones. @param {Graph} graph @param {number} benchmark @param {number[]} facts @param {Result[]} results @returns {Test[]} */
function testsByPaper(graph, benchmark, facts, results) {
  /** @type {Map<number, Test>} */
  const tests = new Map();
  const testOf = (/** @type {number} */ paper) => {
    const test = tests.get(paper) ?? { paper, things: new Set(), results: [], facts: [] };
    tests.set(paper, test);
    return test;
  };
  for (const e of facts) {
    for (const paper of graph.edgePapers(e)) {
      testOf(paper).facts.push(e);
      testOf(paper).things.add(graph.from[e]);
    }
  }
  for (const result of results.filter(({ dataset }) => dataset === benchmark)) {
    testOf(result.paper).results.push(result);
    testOf(result.paper).things.add(result.subject);
  }
  return [...tests.values()].sort((a, b) => b.results.length - a.results.length || sureness(graph, b) - sureness(graph, a) || a.paper - b.paper);
}

/** Of the surest fact or result. @param {Graph} graph @param {Test} test */
function sureness(graph, { facts, results }) {
  return Math.max(...facts.map(graph.edgeConfidence), ...results.map(({ confidence }) => confidence));
}

/** @param {Reader} reader @param {Test[]} tests @returns {import("./table.js").Column<Test>[]} */
function testColumns(reader, tests) {
  const { graph } = reader;
  const years = tests.some(({ paper }) => graph.years[paper] !== null);
  const measured = tests.some(({ results }) => results.length);
  return [
    { heading: "Paper", key: ({ paper }) => graph.label(paper), cell: ({ paper }) => plainLink(reader, paper) },
    ...(years ? [{ heading: "Year", numeric: true, key: (/** @type {Test} */ { paper }) => graph.years[paper], cell: (/** @type {Test} */ { paper }) => graph.years[paper] }] : []),
    { heading: "What", key: (test) => thingsOf(graph, test).map(graph.label).join(), cell: (test) => list(thingsOf(graph, test).map((n) => plainLink(reader, n))) },
    ...(measured ? [{ heading: "Results", descending: true, key: (/** @type {Test} */ { results }) => results.length || null, cell: (/** @type {Test} */ { results }) => bestOf(graph, results) }] : []),
    { heading: "Confidence", numeric: true, key: (test) => sureness(graph, test), cell: (test) => confidenceMark(sureness(graph, test)) },
  ];
}

/** The paper itself stands in the first column already. @param {Graph} graph @param {Test} test */
function thingsOf(graph, { things }) {
  return [...things].filter((n) => !isPaper(graph, n));
}

/** @param {Graph} graph @param {Result[]} results */
function bestOf(graph, results) {
  const rows = bestFirst(graph, results).slice(0, RESULTS_IN_A_ROW).map((result) =>
    element("li", {}, element("strong", {}, valueOf(result)), " ", whatItIs(graph, result)),
  );
  const more = results.length - rows.length;
  return rows.length > 0 && element("ul", {}, rows, more > 0 && element("li", { class: "note" }, `and ${more} more below`));
}

/** Of what it is the value, or by how much that has changed. @param {Graph} graph @param {Result} result */
function whatItIs(graph, { metric, kind }) {
  const change = kind !== "absolute" && kind;
  if (metric === null) return change;
  return [isolated(graph.label(metric)), " ", change && element("span", { class: "note" }, `(${change})`)];
}

/** @param {Node[]} parts */
function list(parts) {
  return element("ul", {}, parts.map((part) => element("li", {}, part)));
}

/** @param {Reader} reader @param {Test} test */
async function sentences(reader, { paper, facts, results }) {
  const quotes = await Promise.all(facts.map((e) => quotations(reader, e, { from: paper })));
  const hint = results.length > 0 && !facts.length && element("p", { class: "hint" }, "Its results are below, each with its sentence.");
  return element("div", { class: "evidence" }, quotes, hint);
}
