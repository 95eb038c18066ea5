import uPlot from 'uplot';
import type { Stretch } from '../../layout/history/gaps.ts';
import { onPaletteChange } from '../tiles/paint/palette.ts';
import { optionsOf } from './paint.ts';

type Values = ReadonlyArray<number | null>;

/** A chart that fills its element, and follows its size and the colours of the page. */
export interface Plot {
  readonly show: (
    heights: ReadonlyArray<number>,
    lines: ReadonlyArray<Values>,
    gaps: ReadonlyArray<Stretch>,
  ) => void;
  /** Puts the crosshair on a point, or takes it away. */
  readonly point: (place: number | null) => void;
  readonly stop: () => void;
}

/** Draws into an element; `onHeight` hears the height under the pointer, null when it leaves. */
export const drawPlot = (
  element: HTMLElement,
  lines: number,
  isBand: boolean,
  onHeight: (height: number | null) => void,
): Plot => {
  let gaps: ReadonlyArray<Stretch> = [];
  let data: uPlot.AlignedData = [[], ...Array.from({ length: lines }, () => [])];
  let pointed: number | null = null;
  let isOurs = false; // uPlot tells of a crosshair that was put or that data moved too, not only of the pointer's

  const make = (): uPlot =>
    new uPlot(
      optionsOf(
        element,
        lines,
        isBand,
        () => gaps,
        (place) => {
          if (!isOurs) onHeight(place === null ? null : (data[0][place] ?? null));
        },
      ),
      data,
      element,
    );

  let plot = make();
  /** Changes the plot at once, unheard: left to itself it would tell of its crosshair in a turn of its own. */
  const change = (how: () => void): void => {
    isOurs = true;
    plot.batch(how);
    isOurs = false;
  };
  const putCursor = (): void => {
    const height = pointed === null ? undefined : data[0][pointed];
    const left = height === undefined ? -10 : plot.valToPos(height, 'x');
    change(() => plot.setCursor({ left, top: left < 0 ? -10 : 0 }));
  };
  const resized = new ResizeObserver(() => {
    const size = { width: Math.max(80, element.clientWidth), height: element.clientHeight };
    change(() => plot.setSize(size));
    putCursor();
  });
  resized.observe(element);
  const unfollow = onPaletteChange(() => {
    plot.destroy();
    plot = make();
    change(() => undefined); // its scales are made
    putCursor();
  });

  return {
    show: (heights, values, missing) => {
      gaps = missing;
      data = [[...heights], ...values.map((line) => [...line])];
      change(() => plot.setData(data));
      putCursor();
    },
    point: (place) => {
      if (place === pointed) return;
      pointed = place;
      putCursor();
    },
    stop: () => {
      resized.disconnect();
      unfollow();
      plot.destroy();
    },
  };
};
