/**
 * Mouse and finger on the graph. Panning and zooming are vis's own.
 * @typedef {ReturnType<typeof import("./tooltip.js").makeTooltip>} Tooltip
 */
import { afterPaint } from "./dom.js";

const STILL = 5;

/**
 * @param {HTMLElement} surface @param {Tooltip} tooltip
 * @param {ReturnType<typeof import("./stage.js").makeStage>} stage
 * @param {{open: (node: number) => void, openFact: (edge: number) => void, topic: (topic: number) => void}} actions
 */
export function connectPointer(surface, tooltip, stage, { open, openFact, topic }) {
  let down = { x: 0, y: 0 };

  /** @param {MouseEvent} event */
  function placeOf(event) {
    const { left, top } = surface.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  function leave() {
    stage.light(null);
    tooltip.hide();
  }

  /** What stands out is shown before what follows from it, which takes longer. @param {import("./hits.js").Hit} found */
  function choose({ node, region, edge }) {
    tooltip.hide();
    stage.light(node, edge);
    afterPaint(() => {
      if (node !== null) open(node);
      else if (region !== null) topic(region);
      else if (edge !== null) openFact(edge);
    });
  }

  surface.addEventListener("pointerdown", (event) => {
    down = placeOf(event);
    tooltip.hide();
  });
  surface.addEventListener("click", (event) => {
    const { x, y } = placeOf(event);
    if (Math.hypot(x - down.x, y - down.y) <= STILL) choose(stage.hit(x, y));
  });
  surface.addEventListener("pointermove", (event) => {
    const { x, y } = placeOf(event);
    if (event.buttons && Math.hypot(x - down.x, y - down.y) > STILL) leave();
    if (event.pointerType === "touch" || event.buttons) return;
    const { node, region, edge } = stage.hit(x, y);
    stage.light(node, edge);
    surface.style.cursor = node === null && region === null && edge === null ? "" : "pointer";
    tooltip.show(node, edge, x, y);
  });
  surface.addEventListener("pointerleave", leave);
}
