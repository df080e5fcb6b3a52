/**
 * Mouse and finger on the graph. Panning and zooming are vis's own.
 * @typedef {import("./graph.js").Graph} Graph
 */
import { element, isolated } from "./dom.js";

const STILL = 5;

/**
 * @param {HTMLElement} surface @param {HTMLElement} tooltip @param {Graph} graph
 * @param {ReturnType<typeof import("./stage.js").makeStage>} stage
 * @param {{open: (node: number) => void, topic: (topic: number) => void}} actions
 */
export function connectPointer(surface, tooltip, graph, stage, { open, topic }) {
  let down = { x: 0, y: 0 };

  /** @param {MouseEvent} event */
  function placeOf(event) {
    const { left, top } = surface.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  function leave() {
    stage.light(null);
    tooltip.hidden = true;
  }

  surface.addEventListener("pointerdown", (event) => {
    down = placeOf(event);
    leave();
  });
  surface.addEventListener("click", (event) => {
    const { x, y } = placeOf(event);
    if (Math.hypot(x - down.x, y - down.y) > STILL) return;
    const node = stage.nodeAt(x, y);
    const region = stage.regionAt(x, y);
    if (node !== null) open(node);
    else if (region !== null) topic(region);
    if (node !== null || region !== null) leave();
  });
  surface.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons) return;
    const { x, y } = placeOf(event);
    const node = stage.nodeAt(x, y);
    stage.light(node);
    surface.style.cursor = node === null && stage.regionAt(x, y) === null ? "" : "pointer";
    showTooltip(node, x, y);
  });
  surface.addEventListener("pointerleave", leave);

  /** @param {?number} node @param {number} x @param {number} y */
  function showTooltip(node, x, y) {
    tooltip.hidden = node === null;
    if (node === null) return;
    const facts = graph.incident(node).length;
    tooltip.replaceChildren(
      element("strong", { dir: "auto" }, isolated(graph.label[node])),
      element("span", {}, `${graph.types[graph.type[node]].name} · ${facts} ${facts === 1 ? "fact" : "facts"}`),
    );
    const left = Math.max(4, Math.min(x + 14, stage.size().width - tooltip.offsetWidth - 8));
    const top = y + 16 + tooltip.offsetHeight > stage.size().height ? y - 12 - tooltip.offsetHeight : y + 16;
    tooltip.style.transform = `translate(${left}px, ${top}px)`;
  }
}
