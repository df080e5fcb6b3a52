/**
 * Measured numbers as a table.
 * @typedef {import("./graph.js").Result} Result
 * @typedef {import("./facts.js").Reader} Reader
 * @typedef {import("./table.js").Column<Result>} ResultColumn
 */
import { element, isolated } from "./dom.js";
import { confidenceMark, source } from "./facts.js";
import { isPaper } from "./graph.js";
import { inward } from "./inward.js";
import { passage } from "./passages.js";
import { sortableTable, sortedRows } from "./table.js";

const AT_FIRST = 10;
const MOST_AT_FIRST = 50;
const NAMES = /** @type {const} */ (["subject", "metric", "dataset", "baseline"]);
const HEADINGS = { subject: "What", metric: "Metric", dataset: "Data", baseline: "Against" };

/**
 * @param {Reader} reader @param {Result[]} results @param {string} caption
 * @param {{about: ?number, wide?: boolean}} options `about`: what the reader looks at; a column that says only that is
 *   left out; `wide`: there is room for papers and confidence
 */
export function resultsTable(reader, results, caption, { about, wide = false }) {
  const told = NAMES.filter((name) => !results.every((result) => result[name] === null || result[name] === about));
  const columns = [
    ...told.slice(0, 2).map((name) => nameColumn(reader, name)),
    valueColumn(),
    ...told.slice(2).map((name) => nameColumn(reader, name)),
    ...(wide ? [...(about !== null && isPaper(reader.graph, about) ? [] : [paperColumn(reader)]), confidenceColumn()] : []),
  ];
  return element(
    "section",
    { class: "results" },
    element("h3", {}, caption, element("span", { class: "count" }, results.length)),
    sortableTable(columns, leading(reader, results), {
      label: caption,
      few: wide ? MOST_AT_FIRST : AT_FIRST,
      detail: (result) => sentence(reader, result),
    }),
  );
}

/** Metrics that many results have first, then the highest numbers first. @param {Reader} reader @param {Result[]} results */
function leading({ graph }, results) {
  const often = new Map();
  for (const { metric } of results) often.set(metric, (often.get(metric) ?? 0) + 1);
  return sortedRows(results, numberIn, true).sort(
    (a, b) => Number(a.metric === null) - Number(b.metric === null) || often.get(b.metric) - often.get(a.metric) ||
      (a.metric === b.metric ? 0 : graph.weight[b.metric ?? 0] - graph.weight[a.metric ?? 0] || (a.metric ?? 0) - (b.metric ?? 0)),
  );
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
      return inward(reader, { node }, { class: "plain" }, isolated(isPaper(graph, node) ? "this paper" : graph.label(node)));
    },
  };
}

/** @returns {ResultColumn} */
function valueColumn() {
  return {
    heading: "Value",
    numeric: true,
    key: numberIn,
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
    cell: ({ paper }) => inward(reader, { node: paper }, { class: "plain" }, isolated(reader.graph.label(paper))),
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

/** The first number in the value, for "30-70" the 30. @param {Result} result */
function numberIn({ value }) {
  const number = Number.parseFloat(value.replace(/[,\s](?=\d{3}\b)/g, "").replace(/^[^\d.+-]+/, ""));
  return Number.isNaN(number) ? null : number;
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
