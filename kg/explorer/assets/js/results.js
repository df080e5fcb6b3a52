/**
 * Measured numbers as a table.
 * @typedef {import("./graph.js").Result} Result
 * @typedef {import("./facts.js").Reader} Reader
 * @typedef {import("./table.js").Column<Result>} ResultColumn
 */
import { element } from "./dom.js";
import { confidenceMark, plainLink, source } from "./facts.js";
import { isPaper } from "./graph.js";
import { bestFirst } from "./merit.js";
import { passage } from "./passages.js";
import { section } from "./sections.js";
import { sortableTable } from "./table.js";

const CAPTION = "Results";
const AT_FIRST = 10;
const MOST_AT_FIRST = 50;
const NAMES = /** @type {const} */ (["subject", "metric", "dataset", "baseline"]);
const HEADINGS = { subject: "What", metric: "Metric", dataset: "Data", baseline: "Against" };

/** Numbers in which a node has any part. @param {Reader} reader @param {import("./filter.js").Filter} filter @param {number} node */
export function resultsOf({ graph }, filter, node) {
  return graph.results.filter(
    (result) => [result.paper, result.subject, result.metric, result.dataset, result.baseline].includes(node) && filter.result(result),
  );
}

/**
 * @param {Reader} reader @param {Result[]} results
 * @param {{about: number, wide?: boolean}} options `about`: what the reader looks at; a column that says only that is
 *   left out; `wide`: there is room for papers and confidence
 */
export function resultsPart(reader, results, { about, wide = false }) {
  if (!results.length) return null;
  const told = NAMES.filter((name) => !results.every((result) => result[name] === null || result[name] === about));
  const columns = [
    ...told.slice(0, 2).map((name) => nameColumn(reader, name)),
    valueColumn(),
    ...told.slice(2).map((name) => nameColumn(reader, name)),
    ...(wide ? [...(isPaper(reader.graph, about) ? [] : [paperColumn(reader)]), confidenceColumn()] : []),
  ];
  const table = sortableTable(columns, bestFirst(reader.graph, results), {
    label: CAPTION,
    few: wide ? MOST_AT_FIRST : AT_FIRST,
    detail: (result) => sentence(reader, result),
  });
  return section(CAPTION, results.length, table, "results");
}

/** @param {Reader} reader @param {typeof NAMES[number]} name @returns {ResultColumn} */
function nameColumn(reader, name) {
  const { graph } = reader;
  return {
    heading: HEADINGS[name],
    key: (result) => (result[name] === null ? null : graph.label(result[name])),
    cell: (result) => {
      const node = result[name];
      if (node === null) return null;
      return plainLink(reader, node, isPaper(graph, node) ? "this paper" : graph.label(node));
    },
  };
}

/** @returns {ResultColumn} */
function valueColumn() {
  return {
    heading: "Value",
    numeric: true,
    key: ({ number }) => number,
    cell: (result) => element("span", { class: "value" }, valueOf(result), result.kind !== "absolute" && element("small", {}, result.kind)),
  };
}

/** The number with its unit. @param {Result} result */
export function valueOf({ value, unit }) {
  return value + (/^[%x×]?$/.test(unit) ? unit : ` ${unit}`);
}

/** @param {Reader} reader @returns {ResultColumn} */
function paperColumn(reader) {
  return {
    heading: "Paper",
    key: ({ paper }) => reader.graph.label(paper),
    cell: ({ paper }) => plainLink(reader, paper),
  };
}

/** @returns {ResultColumn} */
function confidenceColumn() {
  return {
    heading: "Confidence",
    numeric: true,
    key: ({ confidence }) => confidence,
    cell: ({ confidence }) => confidenceMark(confidence),
  };
}

/** @param {Reader} reader @param {Result} result */
async function sentence(reader, result) {
  const { text } = await reader.texts.paper(result.paper);
  const [start, end] = result.sentence;
  const [from, to] = result.span;
  const marks = from > start || to < end ? [{ start: from, end: to, node: null }] : [];
  return element(
    "figure",
    {},
    element("blockquote", { dir: "auto" }, passage(reader, text, [start, end], marks)),
    source(reader, result.paper, result.confidence),
  );
}
