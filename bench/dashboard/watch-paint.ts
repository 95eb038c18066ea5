/** What `watchPaint` keeps in the page. */
interface Watched {
  /** How long each frame took in which something moved, in ms. */
  readonly framesMs: Array<number>;
  /** When what was drawn first since `armed` was on the screen, in ms since 1970; null: not yet. */
  paintedAtMs: number | null;
  armed: boolean;
}

export type WatchedWindow = Window & { readonly watched: Watched };

/**
 * Runs in the page before its own code: notes when the still layer is drawn on and that frame is done, and how long
 * the frames of the moving layer take. The rest of the page is as it is always.
 */
export const watchPaint = (): void => {
  const watched: Watched = { framesMs: [], paintedAtMs: null, armed: true };
  Object.assign(window, { watched });
  const frame = window.requestAnimationFrame.bind(window);
  let isMoving = false;

  const noteWhenPainted = (): void => {
    watched.armed = false;
    frame(() => {
      const { port1, port2 } = new MessageChannel();
      const painted = (): void => {
        watched.paintedAtMs = performance.timeOrigin + performance.now();
      };
      port1.addEventListener('message', painted, { once: true });
      port1.start();
      port2.postMessage(null); // comes after the frame that has just begun
    });
  };
  const { prototype } = CanvasRenderingContext2D;
  const fillRect = Reflect.get(prototype, 'fillRect');
  prototype.fillRect = function watchedFill(...place) {
    if (this.canvas.className === 'base') {
      // not the ground alone, which is drawn before there is anything to show
      if (watched.armed && place[2] < this.canvas.width) noteWhenPainted();
    } else isMoving = true;
    fillRect.apply(this, place);
  };
  window.requestAnimationFrame = (callback) =>
    frame((nowMs) => {
      isMoving = false;
      const startMs = performance.now();
      callback(nowMs);
      if (isMoving) watched.framesMs.push(performance.now() - startMs);
    });
};
