/**
 * Measured numbers as a table.
 * @typedef {import("./graph.js").Result} Result
 * @typedef {import("./facts.js").Reader} Reader
 */
import { element, isolated } from "./dom.js";
import { isPaper } from "./graph.js";
import { passage } from "./passages.js";

const AT_FIRST = 10;
/** @type {Record<string, string>} */
const BEFORE = { gain: "+", reduction: "−", absolute: "", speedup: "" };
/** @type {Record<string, string>} */
const AFTER = { gain: "gain", reduction: "less", speedup: "faster", absolute: "" };

/** @param {Reader} reader @param {Result[]} results @param {string} caption */
export function resultsTable(reader, results, caption) {
  const columns = ["subject", "metric", "value", "dataset", "baseline"].filter(
    (key) => key === "value" || results.some((result) => /** @type {any} */ (result)[key] !== null),
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
        element("thead", {}, element("tr", {}, columns.map((key) => element("th", { scope: "col" }, heading(key))), element("th", { scope: "col" }, element("span", { class: "unseen" }, "Evidence")))),
        body,
      ),
    ),
    rest.length > 0 && more,
  );
}

/** @param {string} key */
function heading(key) {
  return { subject: "What", metric: "Metric", value: "Value", dataset: "Data", baseline: "Against" }[key];
}

/** @param {Reader} reader @param {Result} result @param {string[]} columns */
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

/** @param {Reader} reader @param {Result} result @param {string} key */
function cell({ graph, open }, result, key) {
  if (key === "value") {
    return element(
      "td",
      { class: "value" },
      `${BEFORE[result.kind] ?? ""}${result.value}${/^[%x×]$/.test(result.unit) ? result.unit : ` ${result.unit}`}`.trim(),
      AFTER[result.kind] && element("small", {}, AFTER[result.kind]),
    );
  }
  const node = /** @type {any} */ (result)[key];
  if (node === null) return element("td", {});
  const name = isPaper(graph, node) ? "this paper" : graph.label[node];
  return element("td", {}, element("button", { type: "button", class: "plain", onclick: () => open(node) }, isolated(name)));
}

/** @param {Reader} reader @param {Result} result */
async function sentence({ graph, texts, open }, result) {
  const { text } = await texts.paper(result.paper);
  const mark = { start: result.span[0], end: result.span[1], node: null };
  return element(
    "figure",
    {},
    element("blockquote", { dir: "auto" }, passage(graph, text, /** @type {[number, number]} */ (result.sentence), [mark])),
    element("figcaption", {}, element("button", { type: "button", class: "paper", onclick: () => open(result.paper) }, isolated(graph.label[result.paper]))),
  );
}
