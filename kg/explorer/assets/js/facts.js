/**
 * Facts by relation, each with its confidence and, on demand, the sentence that says so.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./graph.js").RelationGroup} RelationGroup
 * @typedef {ReturnType<typeof import("./texts.js").textStore>} TextStore
 * @typedef {{graph: Graph, texts: TextStore, open: (node: number) => void}} Reader
 */
import { element, isolated } from "./dom.js";
import { otherEnd } from "./graph.js";
import { link, paperUrl } from "./links.js";
import { passage } from "./passages.js";
import { typeIcon } from "./shapes.js";

const AT_FIRST = 8;
const QUOTES_AT_FIRST = 3;

/**
 * @param {Reader} reader @param {number} node @param {RelationGroup[]} groups
 * @param {{unfolded?: boolean}} [options] unfolded: evidence is shown from the start
 */
export function factGroups(reader, node, groups, { unfolded = false } = {}) {
  return groups.map((group) =>
    element(
      "section",
      { class: "facts" },
      element("h3", {}, group.phrase, element("span", { class: "count" }, group.edges.length)),
      firstFew(group.edges.map((edge) => () => factRow(reader, edge, node, unfolded)), "facts"),
    ),
  );
}

/** A list that starts with a few of its rows and has a button for the others. @param {(() => Node)[]} rows @param {string} what @param {number} [few] */
export function firstFew(rows, what, few = AT_FIRST) {
  const list = element("ul", {}, rows.slice(0, few).map((row) => row()));
  if (rows.length <= few) return list;
  const more = element(
    "button",
    {
      type: "button",
      class: "more",
      onclick: () => {
        list.append(...rows.slice(few).map((row) => row()));
        more.remove();
      },
    },
    `Show all ${rows.length} ${what}`,
  );
  return element("div", {}, list, more);
}

/** @param {Reader} reader @param {number} node */
export function nodeButton({ graph, open }, node) {
  const type = graph.types[graph.type[node]];
  return element(
    "button",
    { type: "button", class: "node", title: type.name, onclick: () => open(node) },
    typeIcon(type),
    isolated(graph.label[node]),
  );
}

/**
 * What edge `edge` says, read from `node`; from nobody's side (null) both ends are named.
 * @param {Reader} reader @param {number} edge @param {?number} node @param {boolean} [unfolded]
 */
export function factRow(reader, edge, node, unfolded = false) {
  const { graph } = reader;
  const papers = graph.edgePapers[edge].length;
  const evidence = element("div", { class: "evidence", hidden: true });
  const toggle = element(
    "button",
    {
      type: "button",
      class: "unfold",
      "aria-expanded": "false",
      "aria-label": "Show the evidence",
      title: "Show the evidence",
      onclick: () => unfold(toggle.getAttribute("aria-expanded") === "false"),
    },
  );

  /** @param {boolean} wanted */
  async function unfold(wanted) {
    toggle.setAttribute("aria-expanded", String(wanted));
    evidence.hidden = !wanted;
    if (wanted && !evidence.hasChildNodes()) evidence.replaceChildren(await quotations(reader, edge));
  }

  const ends =
    node === null
      ? [nodeButton(reader, graph.from[edge]), element("span", { class: "phrase" }, graph.relations[graph.relation[edge]].phrase), nodeButton(reader, graph.to[edge])]
      : [nodeButton(reader, otherEnd(graph, edge, node))];
  if (unfolded) unfold(true);
  return element(
    "li",
    { class: "fact" },
    element(
      "div",
      { class: "fact-line" },
      toggle,
      element("span", { class: "ends" }, ends),
      papers > 1 && element("span", { class: "note" }, `${papers} papers`),
      confidenceMark(graph.edgeConfidence[edge]),
    ),
    evidence,
  );
}

/** @param {number} confidence */
export function confidenceMark(confidence) {
  const percent = `${Math.round(confidence * 100)}%`;
  const bar = element("span", { class: "bar-fill" });
  bar.style.inlineSize = percent;
  return element(
    "span",
    { class: "confidence", title: "Probability that this is what the papers say" },
    element("span", { class: "bar-room", "aria-hidden": "true" }, bar),
    percent,
  );
}

/** @param {Reader} reader @param {number} edge */
async function quotations(reader, edge) {
  const { graph, texts } = reader;
  const evidence = await texts.evidence(edge);
  const quotes = await Promise.all(
    evidence.map(async (item) => {
      const { text } = await texts.paper(item.paper);
      const marks = [
        { start: item.head[0], end: item.head[1], node: graph.from[edge] },
        { start: item.tail[0], end: item.tail[1], node: graph.to[edge] },
      ].filter(({ start }) => start >= 0);
      return element(
        "li",
        {},
        element(
          "figure",
          {},
          element("blockquote", { dir: "auto" }, passage(graph, text, item.sentence, marks)),
          source(reader, item.paper, evidence.length > 1 ? item.confidence : null),
        ),
      );
    }),
  );
  return firstFew(quotes.map((quote) => () => quote), "sentences", QUOTES_AT_FIRST);
}

/** The paper that says so. @param {Reader} reader @param {number} paper @param {?number} confidence */
export function source({ graph, open }, paper, confidence = null) {
  const url = paperUrl(graph, paper);
  return element(
    "figcaption",
    {},
    element("button", { type: "button", class: "paper", onclick: () => open(paper) }, isolated(graph.label[paper])),
    graph.years[paper] && element("span", { class: "note" }, graph.years[paper]),
    confidence !== null && confidenceMark(confidence),
    url && link(url, "Read"),
  );
}
