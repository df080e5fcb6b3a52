/** The help dialogue. */
import { element } from "./dom.js";
import { plural } from "./figures.js";

const KEYS = [
  ["/", "search"],
  ["arrows", "move from node to node"],
  ["Enter", "open the node"],
  ["e", "two steps from the node instead of one"],
  ["Shift + arrows", "move the map"],
  ["+  -  0", "zoom in, out, show everything"],
  ["g  t  p", "drawing, table, page of the node"],
  ["f", "filters and legend"],
  ["Esc", "back"],
];

/**
 * It starts at its top: where the button below had the focus, a small screen showed only the end.
 * @param {HTMLDialogElement} dialog @param {import("./graph.js").Graph} graph @param {import("./keyboard.js").CharacterKeys} characters
 */
export function openHelp(dialog, graph, characters) {
  const entities = graph.count - graph.paperCount;
  const choice = /** @type {HTMLInputElement} */ (
    element("input", { type: "checkbox", checked: characters.on(), onchange: () => characters.use(choice.checked) })
  );
  dialog.replaceChildren(
    element("h2", { id: "help-title", tabindex: -1, autofocus: true }, "How to read this graph"),
    element(
      "p",
      {},
      `${plural(graph.paperCount, "paper")}, ${plural(entities, "thing")} spoken of and ${plural(graph.edgeCount, "fact")} ` +
        "that link them. Every fact has the sentence that says so and the probability that it is read rightly.",
    ),
    element(
      "p",
      {},
      "The map shows the most important part of what is in view; zoom in to see more. Regions are topics: things that have more to do " +
        "with each other than with the rest. Click a node to see what surrounds it, by relation, and what the papers say of it; " +
        "click a line, or a percentage, to read the sentences behind that fact. “Path to …” shows what leads from one thing to another.",
    ),
    element("dl", {}, KEYS.flatMap(([keys, what]) => [element("dt", {}, element("kbd", {}, keys)), element("dd", {}, what)])),
    element("label", {}, choice, "Use the keys that are letters, figures or signs"),
    element("form", { method: "dialog" }, element("button", { class: "tool" }, "Close")),
  );
  dialog.showModal();
}
