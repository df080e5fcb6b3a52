/**
 * Measured numbers as a table.
 * @typedef {import("./graph.js").Result} Result
 * @typedef {import("./facts.js").Reader} Reader
 */
import { element, isolated } from "./dom.js";
import { isPaper } from "./graph.js";
import { passage } from "./passages.js";

const AT_FIRST = 10;
const COLUMNS = /** @type {const} */ (["subject", "metric", "value", "dataset", "baseline"]);
const HEADINGS = { subject: "What", metric: "Metric", value: "Value", dataset: "Data", baseline: "Against" };
/** @typedef {typeof COLUMNS[number]} Column */

/**
 * @param {Reader} reader @param {Result[]} results @param {string} caption
 * @param {?number} subject what the reader looks at; a column that says only that is left out
 */
export function resultsTable(reader, results, caption, subject) {
  const columns = COLUMNS.filter(
    (key) => key === "value" || !results.every((result) => result[key] === null || result[key] === subject),
  );
  const body = element("tbody");
  const show = (/** @type {Result[]} */ list) => body.append(...list.map((result) => resultRow(reader, result, columns)));
  show(results.slice(0, AT_FIRST));
  const rest = results.slice(AT_FIRST);
  const more = element(
    "button",
    {
      type: "button",
      class: "more",
      onclick: () => {
        show(rest);
        more.remove();
      },
    },
    `Show all ${results.length} results`,
  );
  return element(
    "section",
    { class: "results" },
    element("h3", {}, caption, element("span", { class: "count" }, results.length)),
    element(
      "div",
      { class: "table-room", tabindex: 0, role: "region", "aria-label": caption },
      element(
        "table",
        {},
        element("thead", {}, headingRow(columns)),
        body,
      ),
    ),
    rest.length > 0 && more,
  );
}

/** @param {Column[]} columns */
function headingRow(columns) {
  return element(
    "tr",
    {},
    columns.map((key) => element("th", { scope: "col" }, HEADINGS[key])),
    element("th", { scope: "col" }, element("span", { class: "unseen" }, "Evidence")),
  );
}

/** @param {Reader} reader @param {Result} result @param {Column[]} columns */
function resultRow(reader, result, columns) {
  const row = element("tr", {}, columns.map((key) => cell(reader, result, key)));
  const toggle = element("button", {
    type: "button",
    class: "unfold",
    "aria-expanded": "false",
    "aria-label": "Show the sentence",
    title: "Show the sentence",
    onclick: async () => {
      const open = toggle.getAttribute("aria-expanded") === "true";
      toggle.setAttribute("aria-expanded", String(!open));
      if (open) row.nextElementSibling?.remove();
      else row.after(element("tr", { class: "said" }, element("td", { colspan: columns.length + 1 }, await sentence(reader, result))));
    },
  });
  row.append(element("td", {}, toggle));
  return row;
}

/** @param {Reader} reader @param {Result} result @param {Column} key */
function cell({ graph, open }, result, key) {
  if (key === "value") return valueCell(result);
  const node = result[key];
  if (node === null) return element("td", {});
  const name = isPaper(graph, node) ? "this paper" : graph.label[node];
  return element("td", {}, element("button", { type: "button", class: "plain", onclick: () => open(node) }, isolated(name)));
}

/** @param {Result} result */
function valueCell({ value, unit, kind }) {
  const attached = /^[%x×]?$/.test(unit) ? unit : ` ${unit}`;
  return element("td", { class: "value" }, value + attached, kind !== "absolute" && element("small", {}, kind));
}

/** @param {Reader} reader @param {Result} result */
async function sentence({ graph, texts, open }, result) {
  const { text } = await texts.paper(result.paper);
  const [start, end] = result.sentence;
  const [from, to] = result.span;
  const marks = from > start || to < end ? [{ start: from, end: to, node: null }] : [];
  return element(
    "figure",
    {},
    element("blockquote", { dir: "auto" }, passage(graph, text, [start, end], marks)),
    element("figcaption", {}, element("button", { type: "button", class: "paper", onclick: () => open(result.paper) }, isolated(graph.label[result.paper]))),
  );
}
