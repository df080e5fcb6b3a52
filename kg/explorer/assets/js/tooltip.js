/**
 * What the pointer is on, in a few words; for a fact also the first sentence that says so.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./facts.js").Reader} Reader
 */
import { element, isolated } from "./dom.js";
import { endMarks } from "./facts.js";
import { percent, plural } from "./figures.js";
import { passage } from "./passages.js";

const REST = 120;

/** @param {HTMLElement} tooltip @param {Reader} reader @param {() => {width: number, height: number}} room */
export function makeTooltip(tooltip, reader, room) {
  const { graph } = reader;
  let shown = "";
  let waiting = 0;

  /** @param {number} x @param {number} y */
  function place(x, y) {
    const { width, height } = room();
    const left = Math.max(4, Math.min(x + 14, width - tooltip.offsetWidth - 8));
    const top = y + 16 + tooltip.offsetHeight > height ? y - 12 - tooltip.offsetHeight : y + 16;
    tooltip.style.transform = `translate(${left}px, ${top}px)`;
  }

  function hide() {
    shown = "";
    clearTimeout(waiting);
    tooltip.hidden = true;
  }

  /** @param {number} edge @param {number} x @param {number} y */
  async function showSentence(edge, x, y) {
    const key = shown;
    const [first] = await reader.texts.evidence(edge);
    const { text } = await reader.texts.paper(first.paper);
    if (shown !== key) return;
    tooltip.append(element("q", { dir: "auto" }, passage(reader, text, first.sentence, endMarks(graph, edge, first))));
    place(x, y);
  }

  return {
    hide,

    /** @param {?number} node @param {?number} edge @param {number} x @param {number} y */
    show(node, edge, x, y) {
      if (node === null && edge === null) return hide();
      const key = `${node},${edge}`;
      if (key !== shown) {
        clearTimeout(waiting);
        shown = key;
        tooltip.hidden = false;
        tooltip.replaceChildren(...(node === null ? factLines(graph, /** @type {number} */ (edge)) : nodeLines(graph, node)));
        if (node === null && edge !== null) waiting = setTimeout(showSentence, REST, edge, x, y);
      }
      place(x, y);
    },
  };
}

/** @param {Graph} graph @param {number} node */
function nodeLines(graph, node) {
  return [
    element("strong", { dir: "auto" }, isolated(graph.label(node))),
    element("span", {}, `${graph.types[graph.type[node]].name} · ${plural(graph.incident(node).length, "fact")}`),
  ];
}

/** @param {Graph} graph @param {number} edge */
function factLines(graph, edge) {
  return [
    element(
      "strong",
      {},
      isolated(graph.label(graph.from[edge])),
      element("em", {}, ` ${graph.relations[graph.relation[edge]].phrase} `),
      isolated(graph.label(graph.to[edge])),
    ),
    element("span", {}, `${percent(graph.edgeConfidence(edge))} sure · ${plural(graph.edgePapers(edge).length, "paper")}`),
  ];
}
