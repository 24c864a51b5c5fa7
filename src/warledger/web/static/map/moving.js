/** Moving the map by pointer, wheel, pinch and keys. */

const STEP = 90;
const CLICK_PX = 5;

/**
 * @param {HTMLElement} stage what is moved upon
 * @param {import("./view.js").View} view
 * @param {{moved: () => void, clicked: (x: number, y: number) => void, pointed: (x: number, y: number) => void,
 *   left: () => void}} told
 */
export function makeMovable(stage, view, told) {
  const pointers = new Map();
  let pressed = null;
  let apart = 0;

  const at = (event) => {
    const box = stage.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const spread = () => {
    const [[ax, ay], [bx, by]] = [...pointers.values()];
    return [Math.hypot(ax - bx, ay - by), (ax + bx) / 2, (ay + by) / 2];
  };

  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.closest("button, a, summary, input, .map-card")) return;
    stage.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    pressed = pointers.size === 1 ? at(event) : null;
    if (pointers.size === 2) [apart] = spread();
  });
  stage.addEventListener("pointermove", (event) => {
    const now = at(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse") told.pointed(...now);
      return;
    }
    pointers.set(event.pointerId, now);
    if (pressed && Math.hypot(now[0] - pressed[0], now[1] - pressed[1]) > CLICK_PX) pressed = null;
    if (pointers.size === 2) {
      const [wide, x, y] = spread();
      view.moveBy((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
      view.zoomAt(view.zoom + Math.log2(wide / apart), x, y);
      apart = wide;
    } else if (!pressed) {
      view.moveBy(now[0] - before[0], now[1] - before[1]);
    } else {
      pointers.set(event.pointerId, before);
      return;
    }
    told.moved();
  });
  const released = (event) => {
    if (!pointers.delete(event.pointerId)) return;
    if (pressed && event.type === "pointerup") told.clicked(...at(event));
    pressed = null;
  };
  stage.addEventListener("pointerup", released);
  stage.addEventListener("pointercancel", released);
  stage.addEventListener("pointerleave", told.left);
  stage.addEventListener("wheel", (event) => {
    if (event.target.closest(".map-card")) return;
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 20 : 1;
    view.zoomAt(view.zoom - Math.max(-1, Math.min(1, (event.deltaY * lines) / 250)), ...at(event));
    told.moved();
  }, { passive: false });
  stage.addEventListener("keydown", (event) => {
    if (event.target !== stage || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
    if (moves[event.key]) view.moveBy(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") view.zoomAt(view.zoom + 0.5);
    else if (event.key === "-") view.zoomAt(view.zoom - 0.5);
    else return;
    event.preventDefault();
    told.moved();
  });
}
