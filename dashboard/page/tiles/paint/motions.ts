import { isSamePlace } from '../../../layout/tiles/tile.ts';
import { RINGED_MS, progressOf, type Motion } from './motion.ts';
import type { Drawn } from './base.ts';
import type { Overlay } from './overlay.ts';
import type { Palette } from './palette.ts';

const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');

/** Everything that is on its way, and the frames that it takes; none while nothing is. */
export class Motions {
  readonly #overlay: Overlay;
  readonly #arrive: (txid: string, tile: Drawn) => void;
  readonly #moving = new Map<string, Motion>();
  readonly #leaving: Set<Motion> = new Set();
  #palette: Palette | null = null;
  #ratio = 1;
  #frame = 0;
  #ringed: ReturnType<typeof setTimeout> | undefined;

  /** `arrive` is told of each tile that has come to rest. */
  constructor(overlay: Overlay, arrive: (txid: string, tile: Drawn) => void) {
    this.#overlay = overlay;
    this.#arrive = arrive;
  }

  /** Sets tiles on their way from one picture to the next; gives those that are at rest there already. */
  follow(
    before: ReadonlyMap<string, Drawn>,
    after: ReadonlyMap<string, Drawn>,
    isFollowed: boolean,
    ratio: number,
    palette: Palette,
  ): Iterable<Drawn> {
    this.#palette = palette;
    this.#ratio = ratio;
    const came = [...after].filter(([txid]) => !before.has(txid)).map(([, tile]) => tile.pixels);
    if (!isFollowed || document.hidden) return after.values();
    if (lessMotion.matches) {
      this.#ring(came, palette);
      return after.values();
    }
    const startMs = performance.now();
    for (const [txid, { pixels }] of before)
      if (!after.has(txid)) this.#leaving.add({ kind: 'out', at: pixels, startMs });
    const resting: Drawn[] = [];
    for (const [txid, to] of after) {
      const from = before.get(txid);
      const motion = motionOf(from, to, startMs);
      this.#moving.set(txid, motion);
      if (motion.kind === 'repriced') resting.push(to);
    }
    this.#nextFrame();
    return resting;
  }

  /** A tile is somewhere else now: what it was on its way to no longer counts. */
  forget(txid: string): void {
    this.#moving.delete(txid);
  }

  resize(sidePx: number): void {
    this.#overlay.canvas.width = sidePx;
    this.#overlay.canvas.height = sidePx;
  }

  clear(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#ringed);
    this.#frame = 0;
    this.#moving.clear();
    this.#leaving.clear();
    this.#overlay.wipe();
  }

  #ring(places: ReadonlyArray<Drawn['pixels']>, palette: Palette): void {
    clearTimeout(this.#ringed);
    this.#overlay.wipe();
    this.#overlay.ring(places, this.#ratio, palette);
    this.#ringed = setTimeout(() => this.#overlay.wipe(), RINGED_MS);
  }

  #nextFrame(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame((nowMs) => this.#draw(nowMs));
  }

  #draw(nowMs: number): void {
    this.#frame = 0;
    for (const [txid, motion] of this.#moving) {
      if (progressOf(motion, nowMs) < 1) continue;
      this.#moving.delete(txid);
      if (motion.kind === 'in' || motion.kind === 'moved') this.#arrive(txid, motion.to);
    }
    for (const motion of this.#leaving)
      if (progressOf(motion, nowMs) === 1) this.#leaving.delete(motion);
    if (this.#palette === null) return;
    const motions = [...this.#moving.values(), ...this.#leaving];
    this.#overlay.draw(motions, nowMs, this.#ratio, this.#palette);
    if (motions.length > 0) this.#nextFrame();
  }
}

const motionOf = (from: Drawn | undefined, to: Drawn, startMs: number): Motion => {
  if (from === undefined) return { kind: 'in', to, startMs };
  return isSamePlace(from.pixels, to.pixels)
    ? { kind: 'repriced', before: from, startMs }
    : { kind: 'moved', from: from.pixels, to, startMs };
};
