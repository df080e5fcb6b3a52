/** Above the map, drawn or listed: what this is and what one can do, and what an address names that is not there. */
import { button, element, isolated } from "./dom.js";
import { number, plural } from "./figures.js";
import { inward } from "./inward.js";
import { questionsOf } from "./questions.js";

const ABSENT = { id: "nothing with the id", fact: "no such fact:", topic: "no topic with the number" };

/**
 * @param {HTMLElement} place @param {import("./facts.js").Reader} reader
 * @param {() => void} closed called when it has made room
 * @returns {(state: import("./state.js").State) => void} shows it where it belongs
 */
export function makeIntro(place, reader, closed) {
  const { graph } = reader;
  const questions = questionsOf(graph).map(({ words, answer }) =>
    element("li", {}, inward(reader, answer, { class: "question" }, words.map((word, n) => (n % 2 ? isolated(word) : word)))),
  );
  const text = element("p");
  const close = button({ class: "close", "aria-label": "Close", title: "Close", onclick: () => leave() }, "×");
  place.append(text, questions.length ? element("ul", { "aria-label": "Questions to start from" }, questions) : "", close);
  let unwanted = graph.count === 0;

  function leave() {
    unwanted = true;
    place.hidden = true;
    closed();
  }

  return (state) => {
    const { view, node, fact, topic, absent } = state;
    const onMap = view !== "page" && (node ?? fact ?? topic) === null;
    place.hidden = absent === null && (unwanted || !onMap);
    if (!place.hidden) text.replaceChildren(...(absent === null ? welcome(graph, questions.length > 0) : apology(absent)));
  };
}

/** @param {import("./graph.js").Graph} graph @param {boolean} asking */
function welcome(graph, asking) {
  const papers = plural(graph.paperCount, "paper");
  const things = graph.count - graph.paperCount;
  if (!things) return [element("strong", {}, `Nothing was found in ${papers}.`), " Click one to read it."];
  return [
    element("strong", {}, `What ${papers} ${graph.paperCount === 1 ? "says" : "say"} about ${number(things)} models, methods, benchmarks and more.`),
    ` Click anything to read it${asking ? ", or ask:" : "."}`,
  ];
}

/** @param {import("./state.js").Absent} absent */
function apology({ what, name }) {
  return [
    element("strong", {}, `This graph has ${ABSENT[what]} “`, isolated(name), "”."),
    " It may have been built from other papers since. Search by name, or start from the map.",
  ];
}
