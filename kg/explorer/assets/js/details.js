/**
 * What stands beside the drawing or in its place: the panel, the page of a node and the tables.
 * @typedef {import("./state.js").State} State
 * @typedef {import("./facts.js").Reader} Reader
 * @typedef {import("./filter.js").Filter} Filter
 */
import { articleOf } from "./article.js";
import { byId, contents } from "./dom.js";
import { isFiltered } from "./filter.js";
import { factPanel, nodePanel, pathPanel, pathSummary, topicPanel } from "./panel.js";
import { topicName } from "./parts.js";
import { tablesOf } from "./tableview.js";
import { describe, describeFact, statement } from "./walk.js";

/** @param {Reader} reader @param {import("./parts.js").Actions} actions */
export function makeDetails(reader, actions) {
  const { graph } = reader;
  const panel = byId("panel");
  const page = byId("page");
  const table = byId("table");
  const whole = document.title;
  /** How far each subject had been read. @type {Map<string, number>} */
  const read = new Map();

  /** @param {State} state @param {?import("./path.js").Path} path @param {Filter} filter */
  function panelContent(state, path, filter) {
    const { view, node, to, fact, topic } = state;
    if (view === "page") return null;
    if (fact !== null) return factPanel(reader, filter, fact, actions);
    if (node !== null && to !== null) return pathPanel(reader, node, to, path, isFiltered(state), actions);
    if (node !== null) return nodePanel(reader, filter, node, actions);
    return topic === null ? null : topicPanel(reader, filter, topic, actions);
  }

  /**
   * Exchanges what a container holds. A new subject starts at the top, or where it was left if one travels back to it,
   * and takes the focus if that was in the old one. Where nothing has it, Tab goes on here: it starts from what had the
   * focus last. On the same subject what had the focus keeps it, or where that is gone the heading takes it.
   * @param {HTMLElement} container @param {import("./dom.js").Children} content @param {string} subject @param {boolean} [travelled]
   * @returns {boolean} whether the subject is a new one
   */
  function fill(container, content, subject, travelled = false) {
    const fresh = container.dataset.subject !== subject;
    const focused = container.contains(document.activeElement);
    const id = focused ? document.activeElement?.id : "";
    container.dataset.subject = subject;
    container.replaceChildren(...contents(content));
    if (fresh) container.scrollTop = (travelled && read.get(container.id + subject)) || 0;
    const same = !fresh && id ? document.getElementById(id) : null;
    same?.focus({ preventScroll: true });
    const heading = !same && (focused || (fresh && document.activeElement === document.body)) ? container.querySelector("h2") : null;
    heading?.focus({ preventScroll: true });
    if (!focused) heading?.blur();
    return fresh;
  }

  /** What the page is about, for tabs, bookmarks and the history. @param {State} state */
  function subjectOf({ node, to, fact, topic }) {
    if (fact !== null) return statement(graph, fact);
    if (node !== null) return to === null ? graph.label(node) : `${graph.label(node)} to ${graph.label(to)}`;
    return topic === null ? "" : topicName(graph.communities[topic]);
  }

  /** @param {State} state @param {?import("./path.js").Path} path */
  function announceSubject(state, path) {
    const { node, to, fact, topic } = state;
    if (fact !== null) announce(describeFact(graph, fact));
    else if (node !== null && to !== null) announce(`${subjectOf(state)}. ${pathSummary(path, isFiltered(state))}`);
    else if (node !== null) announce(describe(graph, node));
    else if (topic !== null) announce(`${subjectOf(state)}, Topic`);
  }

  return {
    /** Takes the room that `fill` will fill. @param {State} state */
    makeRoom({ view, node, fact, topic }) {
      for (const container of [panel, page]) read.set(container.id + container.dataset.subject, container.scrollTop);
      panel.hidden = view === "page" || (node ?? fact ?? topic) === null;
      page.hidden = view !== "page";
      table.hidden = view !== "table";
      document.body.classList.toggle("with-panel", !panel.hidden);
      document.body.dataset.view = view;
    },

    /** @param {State} state @param {?import("./path.js").Path} path @param {Filter} filter @param {boolean} [travelled] by going back or forward */
    fill(state, path, filter, travelled) {
      const { view, node, to, fact, topic } = state;
      const article = view === "page" && node !== null ? [articleOf(reader, filter, node, actions)] : [];
      const freshPanel = fill(panel, panelContent(state, path, filter) ?? [], [view === "page", node, to, fact, node === null ? topic : null].join(), travelled);
      const freshPage = fill(page, article, `${view === "page" && node}`, travelled);
      byId("widen")?.setAttribute("aria-pressed", String(state.hops === 2));
      if (freshPanel || freshPage) announceSubject(state, path);
      document.title = [subjectOf(state), whole].filter(Boolean).join(" · ");
    },

    /** @param {import("./scene.js").Scene} scene @param {boolean} wanted */
    list(scene, wanted) {
      if (wanted || table.hasChildNodes()) fill(table, wanted ? tablesOf(reader, scene) : [], "");
    },
  };
}

/** Has screen readers say it. @param {string} text */
export function announce(text) {
  byId("live").textContent = text;
}
