/**
 * Facts by relation, each with its confidence and, on demand, the sentence that says so.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./graph.js").RelationGroup} RelationGroup
 * @typedef {ReturnType<typeof import("./texts.js").textStore>} TextStore
 * @typedef {import("./state.js").State} State
 * @typedef {{graph: Graph, texts: TextStore, address: (patch: Partial<State>) => string,
 *   go: (patch: Partial<State>) => void}} Reader
 */
import { button, element, isolated } from "./dom.js";
import { percent, plural } from "./figures.js";
import { isPaper, otherEnd, phraseFrom } from "./graph.js";
import { inward } from "./inward.js";
import { outward, paperUrl } from "./links.js";
import { passage } from "./passages.js";
import { folded } from "./search.js";
import { firstFew, section, unfoldButton } from "./sections.js";
import { typeIcon } from "./shapes.js";

const QUOTES_AT_FIRST = 3;

/**
 * @param {Reader} reader @param {number} node @param {RelationGroup[]} groups
 * @param {{unfolded?: boolean}} [options] unfolded: evidence is shown from the start
 */
export function factGroups(reader, node, groups, { unfolded = false } = {}) {
  return groups.map(({ phrase, edges }) => factSection(phrase, edges, (edge) => factRow(reader, edge, node, { unfolded })));
}

/** Facts, of several of which one button shows the sentences. @param {string} caption @param {number[]} edges @param {(edge: number) => Node} row */
export function factSection(caption, edges, row) {
  const list = firstFew(edges.map((edge) => () => row(edge)), "facts");
  return section(caption, edges.length, [edges.length > 1 && sentencesButton(caption, list), list], "facts told");
}

/** Shows the sentences of all facts that are listed, or hides them where all are shown. @param {string} caption @param {HTMLElement} list */
function sentencesButton(caption, list) {
  const toggles = (/** @type {boolean} */ shown) =>
    /** @type {HTMLElement[]} */ ([...list.querySelectorAll(`.unfold[aria-expanded=${shown}]`)]);
  const toggleAll = () => {
    const closed = toggles(false);
    for (const toggle of closed.length ? closed : toggles(true)) toggle.click();
  };
  return button({ class: "plain", title: "Show or hide what the papers say of each", "aria-label": `Sentences: ${caption}`, onclick: toggleAll }, "Sentences");
}

/** @param {Reader} reader @param {number} node */
export function nodeLink(reader, node) {
  const { graph } = reader;
  const type = graph.types[graph.type[node]];
  return inward(reader, { node }, { class: "node", title: type.name }, typeIcon(type), isolated(graph.label(node)));
}

/** A link that runs on in a line or a cell. @param {Reader} reader @param {number} node @param {string} [text] its name if left out */
export function plainLink(reader, node, text = reader.graph.label(node)) {
  return inward(reader, { node }, { class: "plain" }, isolated(text));
}

/**
 * What edge `edge` says, read from `node`; from nobody's side (null) both ends are named.
 * @param {Reader} reader @param {number} edge @param {?number} node
 * @param {{unfolded?: boolean, phrased?: boolean}} [options] unfolded: evidence is shown from the start; phrased: the
 *   relation is written before the other end
 */
export function factRow(reader, edge, node, { unfolded = false, phrased = false } = {}) {
  const { graph } = reader;
  const papers = graph.edgePapers(edge).length;
  const evidence = element("div", { class: "evidence", hidden: true });
  const toggle = unfoldButton("Show the evidence", async (wanted) => {
    evidence.hidden = !wanted;
    if (wanted && !evidence.hasChildNodes()) evidence.replaceChildren(await quotations(reader, edge));
  });
  const ends =
    node === null
      ? [nodeLink(reader, graph.from[edge]), element("span", { class: "phrase" }, graph.relations[graph.relation[edge]].phrase), nodeLink(reader, graph.to[edge])]
      : [phrased && element("span", { class: "phrase" }, phraseFrom(graph, edge, node)), nodeLink(reader, otherEnd(graph, edge, node))];
  if (unfolded) toggle.click();
  return element(
    "li",
    { class: "fact" },
    element(
      "div",
      { class: "fact-line" },
      toggle,
      element("span", { class: "ends" }, ends),
      papers > 1 && element("span", { class: "note" }, plural(papers, "paper")),
      factLink(reader, edge),
    ),
    evidence,
  );
}

/** The confidence of a fact, which leads to all that is known of it. @param {Reader} reader @param {number} edge */
export function factLink(reader, edge) {
  return inward(reader, { fact: edge }, { class: "fact-link", title: "Open this fact" }, confidenceMark(reader.graph.edgeConfidence(edge)));
}

/** @param {number} confidence */
export function confidenceMark(confidence) {
  const bar = element("span", { class: "bar-fill" });
  bar.style.inlineSize = percent(confidence);
  return element(
    "span",
    { class: "confidence", title: "Probability that this is what the papers say" },
    element("span", { class: "bar-room", "aria-hidden": "true" }, bar),
    percent(confidence),
  );
}

/**
 * The sentences that say so.
 * @param {Reader} reader @param {number} edge
 * @param {{few?: number, from?: ?number}} [options] few: how many at first; from: the paper from which alone they are to be
 */
export async function quotations(reader, edge, { few = QUOTES_AT_FIRST, from = null } = {}) {
  const evidence = (await reader.texts.evidence(edge)).filter(({ paper }) => from === null || paper === from);
  const quotes = await Promise.all(evidence.map((item) => quotation(reader, edge, item, evidence.length > 1)));
  return firstFew(quotes.map((quote) => () => element("li", {}, quote)), "sentences", few);
}

/** @param {Reader} reader @param {number} edge @param {import("./texts.js").Evidence} item @param {boolean} oneOfMany */
async function quotation(reader, edge, item, oneOfMany) {
  const { text } = await reader.texts.paper(item.paper);
  const marks = endMarks(reader.graph, edge, item);
  return element(
    "figure",
    {},
    element("blockquote", { dir: "auto" }, passage(reader, text, item.sentence, marks)),
    source(reader, item.paper, oneOfMany ? item.confidence : null),
    unnamedHint(reader.graph, edge, marks.map(({ node }) => node), text.slice(...item.sentence)),
  );
}

/** Which ends a sentence leaves to its context ("our model"), so that nobody looks for them in vain. @param {Graph} graph @param {number} edge @param {number[]} marked ends @param {string} sentence */
function unnamedHint(graph, edge, marked, sentence) {
  const words = folded(sentence);
  const isNamed = (/** @type {number} */ node) => [graph.label(node), ...graph.aliases(node)].some((name) => words.includes(folded(name)));
  const ends = [graph.from[edge], graph.to[edge]].filter((node) => !isPaper(graph, node) && !marked.includes(node) && !isNamed(node));
  if (!ends.length) return null;
  const [first, second] = ends.map((node) => isolated(graph.label(node)));
  return element("p", { class: "hint" }, first, second ? [" and ", second, " are"] : " is", " not named in this sentence.");
}

/** Where a sentence names the two ends. @param {Graph} graph @param {number} edge @param {import("./texts.js").Evidence} item */
export function endMarks(graph, edge, { head, tail }) {
  return [
    { start: head[0], end: head[1], node: graph.from[edge] },
    { start: tail[0], end: tail[1], node: graph.to[edge] },
  ].filter(({ start }) => start >= 0);
}

/** The paper that says so. @param {Reader} reader @param {number} paper @param {?number} confidence */
export function source(reader, paper, confidence = null) {
  const { graph } = reader;
  const url = paperUrl(graph, paper);
  return element(
    "figcaption",
    {},
    inward(reader, { node: paper }, { class: "paper" }, isolated(graph.label(paper))),
    graph.years[paper] && element("span", { class: "note" }, graph.years[paper]),
    confidence !== null && confidenceMark(confidence),
    url && outward(url, "Read"),
  );
}
