import type { Page } from 'playwright-core';
import { scrubber } from './open.ts';

/** A part of the picture: from and to are shares of its width. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** How many of the pixels of a part have a colour of the style sheets, 0 to 1. */
export const shareOfColour = (page: Page, property: string, part: Part): Promise<number> =>
  page.locator('.fee-spectrum canvas').evaluate(
    (canvas, { property: name, from, to }) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas');
      const colour = getComputedStyle(canvas).getPropertyValue(name).trim();
      const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
      const left = Math.round(from * canvas.width);
      const width = Math.max(1, Math.round(to * canvas.width) - left);
      const pixels = canvas.getContext('2d')?.getImageData(left, 0, width, canvas.height).data;
      if (pixels === undefined) throw new Error('no pixels');
      let found = 0;
      for (let at = 0; at < pixels.length; at += 4)
        if (wanted.every((value, channel) => Math.abs(value - (pixels[at + channel] ?? 0)) <= 2))
          found += 1;
      return found / (pixels.length / 4);
    },
    { property, ...part },
  );

/** The place of a stretch of time on the scrubber of the last half hour. */
export const partOf = async (page: Page, fromMs: number, toMs: number): Promise<Part> => {
  const spanMs = 1000 * Number(await scrubber(page).getAttribute('aria-valuemax'));
  const endMs = Number(await page.locator('.fee-spectrum').getAttribute('data-to'));
  const share = (ms: number): number => 1 - (endMs - ms) / spanMs;
  return { from: share(fromMs), to: share(toMs) };
};

/** Runs in the page before its own code: counts columns that are painted, and animation frames. */
export const countPainting = (): void => {
  const work = { columns: 0, frames: 0 };
  Object.assign(window, { work });
  const { prototype } = OffscreenCanvasRenderingContext2D;
  const paint: unknown = Reflect.get(prototype, 'putImageData');
  if (typeof paint !== 'function') throw new Error('nothing to count');
  Reflect.set(prototype, 'putImageData', function counted(this: object, ...image: unknown[]) {
    work.columns += 1;
    Reflect.apply(paint, this, image);
  });
  const frame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => {
    work.frames += 1;
    return frame(callback);
  };
};

/** What was counted so far. */
export const painted = (
  page: Page,
): Promise<{ readonly columns: number; readonly frames: number }> =>
  page.evaluate(() => ({
    ...(window as unknown as { work: { columns: number; frames: number } }).work,
  }));
