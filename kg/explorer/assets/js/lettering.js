/**
 * The labels of the drawing: placed anew unless the camera has only been moved aside since. From then on they are an image
 * that moves along, for to write them takes as long as all else of a picture.
 * @typedef {import("./scene.js").Scene} Scene
 * @typedef {import("./labels.js").PlacedLabel} PlacedLabel
 */
import { labelImage, paintLabels, sceneLabels } from "./overlay.js";

export function makeLettering() {
  /** @type {?{scene: Scene, key: string, origin: {x: number, y: number}, labels: PlacedLabel[], image: ?HTMLCanvasElement}} */
  let placed = null;

  return {
    /** Has them placed anew at the next picture. */
    forget() {
      placed = null;
    },

    /**
     * @param {CanvasRenderingContext2D} pen @param {Scene} scene @param {import("./overlay.js").Look} look @param {?number} chosen a fact
     * @param {number} ratio pixels of the canvas to one of the screen
     * @returns {PlacedLabel[]} where they are now
     */
    paint(pen, scene, look, chosen, ratio) {
      const key = [look.scale, look.width, look.height, chosen, look.theme.dark].join();
      const origin = look.toScreen({ x: 0, y: 0 });
      if (placed?.scene !== scene || placed.key !== key) {
        placed = { scene, key, origin, labels: sceneLabels(pen, scene, look, chosen), image: null };
        paintLabels(pen, placed.labels, look.theme);
        return placed.labels;
      }
      const [dx, dy] = [Math.round(origin.x - placed.origin.x), Math.round(origin.y - placed.origin.y)];
      placed.image ??= labelImage(placed.labels, look, ratio);
      pen.drawImage(placed.image, dx, dy, look.width, look.height);
      return placed.labels.map((label) => ({ ...label, left: label.left + dx, top: label.top + dy }));
    },
  };
}
