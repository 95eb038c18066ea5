import { useEffect, useRef } from 'preact/hooks';
import { ticksOf } from '../../layout/spectrum/ticks.ts';
import { dayTime, timeOfDay } from '../time.ts';
import { drawInto, plotWidthPx } from './drawing.ts';
import { range, span } from './position.ts';
import { Scrubber } from './scrubber.tsx';

/** Labels of the rates at the rules, highest first, in sat/vB. */
const rates = ['1,000', '100', '10', '1', '0.1'];

/** Width that a label of the time axis takes with the room beside it. */
const LABEL_PX = 90;

const Times = () => {
  const { toMs } = span.value;
  const zoneOffsetMs = -new Date(toMs).getTimezoneOffset() * 60_000;
  const isLong = range.value === '24h' || range.value === '48h';
  const most = Math.max(2, Math.floor(plotWidthPx.value / (isLong ? 1.4 * LABEL_PX : LABEL_PX)));
  const words = (at: string): string => (isLong ? dayTime(at) : timeOfDay(at).slice(0, 5));
  return (
    <div class="times num" aria-hidden="true">
      {ticksOf(span.value, most, zoneOffsetMs).map(({ atMs, share }) => (
        <span key={atMs} style={{ left: `${(share * 100).toFixed(3)}%` }}>
          {words(new Date(atMs).toISOString())}
        </span>
      ))}
      <span class="now">now</span>
    </div>
  );
};

/** The past as a picture, with its axes and the handle over it. */
export const Plot = () => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => (canvas.current === null ? undefined : drawInto(canvas.current)), []);
  return (
    <div class="area">
      <ol class="rates num" aria-hidden="true">
        {rates.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ol>
      <div class="picture">
        <canvas ref={canvas} />
        <Scrubber />
      </div>
      <Times />
    </div>
  );
};
