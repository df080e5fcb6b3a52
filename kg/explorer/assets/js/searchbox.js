/**
 * A search field with a list of matches below it; used at the top of the page and to name the end of a path.
 * @typedef {import("./graph.js").Graph} Graph
 * @typedef {import("./search.js").Match} Match
 */
import { element, isolated } from "./dom.js";
import { number, plural } from "./figures.js";
import { typeIcon } from "./shapes.js";

/**
 * @param {Graph} graph
 * @param {{field: HTMLInputElement, list: HTMLElement, search: import("./search.js").Search, chosen: (node: number) => void}} parts
 */
export function connectSearch(graph, { field, list, search, chosen }) {
  /** @type {Match[]} */
  let matches = [];
  let active = 0;

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  /** @param {number} n */
  function choose(n) {
    const match = matches[n];
    if (!match) return;
    field.value = "";
    close();
    field.blur();
    chosen(match.node);
  }

  function update() {
    const query = field.value.trim();
    const found = search.matches(query);
    matches = found.best;
    active = 0;
    if (!query) return close();
    const options = matches.map((match, n) => option(graph, match, { id: `${list.id}-${n}`, choose: () => choose(n) }));
    const others = found.count - matches.length;
    list.replaceChildren(...(options.length ? options : [noMatch(query, `${list.id}-0`)]), others > 0 ? rest(others) : "");
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    mark();
  }

  function mark() {
    matches.forEach((_, n) => list.children[n].setAttribute("aria-selected", String(n === active)));
    field.setAttribute("aria-activedescendant", `${list.id}-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  field.addEventListener("input", update);
  field.addEventListener("focus", () => {
    search.prepare();
    update();
  });
  field.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") choose(active);
    else if (event.key === "Escape") {
      close();
      field.blur();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && matches.length && !list.hidden) {
      active = (active + (event.key === "ArrowDown" ? 1 : matches.length - 1)) % matches.length;
      mark();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** @param {Graph} graph @param {Match} match @param {{id: string, choose: () => void}} use */
function option(graph, { node, name }, { id, choose }) {
  const type = graph.types[graph.type[node]];
  const label = graph.label(node);
  const papers = graph.papers(node).length;
  return element(
    "div",
    { id, class: "match", role: "option", onclick: choose },
    typeIcon(type),
    element(
      "span",
      { class: "match-name" },
      isolated(label),
      name !== label && element("span", { class: "match-alias" }, isolated(name)),
    ),
    element("span", { class: "match-note" }, papers > 1 ? `${type.name} · ${plural(papers, "paper")}` : type.name),
  );
}

/** @param {number} others */
function rest(others) {
  return element("div", { class: "match-rest", role: "option", "aria-disabled": "true" }, `and ${number(others)} more; type further to find them`);
}

/** @param {string} query @param {string} id */
function noMatch(query, id) {
  return element(
    "div",
    { id, class: "no-match", role: "option", "aria-disabled": "true" },
    element("strong", {}, "Nothing is called “", isolated(query), "”."),
    element("span", {}, "Try fewer letters, or the short form of a name. Filters do not hide anything from the search."),
  );
}
