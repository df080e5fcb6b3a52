/**
 * What a thing is a kind of and which kinds of it there are, with what says so: a paper, or the names.
 * @typedef {import("./facts.js").Reader} Reader
 * @typedef {import("./graph.js").Kin} Kin
 */
import { button, element, focusOn } from "./dom.js";
import { nodeLink, plainLink } from "./facts.js";
import { number } from "./figures.js";
import { edgeBetween } from "./graph.js";
import { inward } from "./inward.js";
import { firstFew, section } from "./sections.js";

const STATED = "stated";
const IN_LINE = 6;

/** The most important few, and the others on demand. @param {Reader} reader @param {number} node */
export function broaderLine(reader, node) {
  const kin = byImportance(reader, reader.graph.broader(node));
  const few = kin.length > IN_LINE + 2 ? IN_LINE : kin.length;
  const named = (/** @type {number} */ from, /** @type {number} */ to) =>
    kin.slice(from, to).map((one, n) => [
      from + n > 0 && ", ",
      plainLink(reader, one.node),
      " ",
      knownBy(reader, node, one.node, one),
    ]);
  const unfold = () => {
    const others = element("span", {}, named(few, kin.length));
    more.replaceWith(others);
    focusOn(others);
  };
  const more = element("span", {}, " ", button({ class: "plain", onclick: unfold }, `and ${number(kin.length - few)} more`));
  return kin.length > 0 && element("p", { class: "kin" }, "A kind of ", named(0, few), few < kin.length && more);
}

/** @param {Reader} reader @param {Kin[]} kin */
function byImportance({ graph }, kin) {
  return kin.sort((a, b) => graph.weight[b.node] - graph.weight[a.node]);
}

/** @param {Reader} reader @param {number} node */
export function kindsOfIt(reader, node) {
  const { graph } = reader;
  const kin = byImportance(reader, graph.narrower(node));
  const rows = kin.map((one) => () => element("li", { class: "fact-line" }, element("span", { class: "ends" }, nodeLink(reader, one.node)), knownBy(reader, one.node, node, one)));
  return kin.length > 0 && section("Kinds of it", kin.length, firstFew(rows, "kinds"), "facts kinds");
}

/** What shows it; a statement leads to the sentence. @param {Reader} reader @param {number} narrower @param {number} broader @param {Kin} kin */
function knownBy(reader, narrower, broader, { sources }) {
  const { graph } = reader;
  const isA = graph.relations.findIndex(({ name }) => name === "isA");
  const fact = edgeBetween(graph, narrower, isA, broader);
  const written = sources.map((source, n) => [
    n > 0 && ", ",
    source === STATED && fact !== null ? inward(reader, { fact }, { class: "plain", title: "Open this fact" }, source) : source,
  ]);
  return element("span", { class: "note", title: "What says so: a paper, or how the two are called" }, "(", written, ")");
}
