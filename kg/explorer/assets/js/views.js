/**
 * Has the stage show what a state asks for: the map, the surroundings of a node, or a path.
 * @typedef {import("./filter.js").Filter} Filter
 * @typedef {import("./state.js").State} State
 */
import { REACH } from "./backdrop.js";
import { grown } from "./boxes.js";
import { radialScene } from "./radial.js";
import { routeScene } from "./route.js";
import { factBox, mapBox, mapScene } from "./scene.js";

const MARGIN = 18;
/** Pixels that the switch of views takes up above what is drawn, and the count of nodes below. On a wide screen they lie in corners of the map. */
const LANE = Object.freeze({ above: 44, below: 22 });
const NARROW = 600;
const FACT_SCALE = 1.2;
/** Pixels at each side of a fact: more than the buttons that zoom take up. */
const FACT_MARGIN = 40;

/** @param {import("./graph.js").Graph} graph @param {ReturnType<typeof import("./stage.js").makeStage>} stage */
export function makeViews(graph, stage) {
  /** What of the map the camera has in view. @param {Filter} filter @param {?number} fact that is shown in any case */
  function showMap(filter, fact) {
    const view = { box: stage.viewBox(), scale: stage.camera().scale, ...stage.size(), taken: stage.controls().map(stage.viewBox) };
    stage.show(mapScene(graph, filter, view, fact));
  }

  /** The camera that has all of the map in view, or a topic. @param {?number} topic */
  function wholeMap(topic) {
    return stage.fitting(grown(mapBox(graph, topic), REACH), MARGIN, stage.size().width < NARROW ? LANE : undefined);
  }

  /** @param {number} fact */
  function factCamera(fact) {
    const camera = stage.fitting(factBox(graph, fact), FACT_MARGIN, LANE);
    return { ...camera, scale: Math.min(camera.scale, FACT_SCALE) };
  }

  /** Whether nothing lies there, filtered or not: the address was mistyped, or made for another graph. @param {[number, number, number]} at */
  function isBlank([x, y, scale]) {
    const { width, height } = stage.size();
    return !graph.order.some((n) => Math.abs(graph.x[n] - x) * scale <= width / 2 && Math.abs(graph.y[n] - y) * scale <= height / 2);
  }

  /** @param {State} state @param {boolean} animate whether the camera may travel */
  function moveOverMap({ at, topic, fact }, animate) {
    const wasMap = stage.scene().kind === "map";
    if (at && !isBlank(at)) stage.moveTo({ x: at[0], y: at[1], scale: at[2] });
    else stage.moveTo(fact === null ? wholeMap(topic) : factCamera(fact), { animate: animate && wasMap });
  }

  return {
    showMap,
    wholeMap,

    /** @param {State} state @param {Filter} filter @param {?import("./path.js").Path} path @param {boolean} animate whether the camera may travel */
    show(state, filter, path, animate) {
      if (state.node === null) {
        moveOverMap(state, animate);
        return showMap(filter, state.fact);
      }
      const { width, height } = stage.size();
      const room = { width, height: height - LANE.above - LANE.below };
      const scene = path ? routeScene(graph, path, room) : radialScene(graph, filter, state.node, { ...room, hops: state.hops, fact: state.fact });
      stage.moveTo(stage.fitting(scene.box, 0, LANE));
      stage.show(scene);
    },
  };
}
