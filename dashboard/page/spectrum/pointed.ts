import { signal } from '@preact/signals';
import { BINS, rateOfBin } from '../../layout/spectrum/bins.ts';
import { NOTHING, rate, whole } from '../../layout/words.ts';
import { timeOfDay } from '../time.ts';
import { older } from './older.ts';
import { range, span } from './position.ts';
import { columnAt } from './told.ts';

/** Where the pointer is, 0 to 1 from the left and from below; null: elsewhere. */
export const pointed = signal<{ readonly across: number; readonly up: number } | null>(null);

const binInWords = (atMs: number, up: number): string => {
  const bin = Math.min(BINS - 1, Math.max(0, Math.floor(up * BINS)));
  const column = columnAt(atMs);
  if (column === null) return 'nothing recorded';
  const vbytes = column.vsizeVbytes?.[bin];
  const rates = `${rate(rateOfBin(bin))} to ${rate(rateOfBin(bin + 1))} sat/vB`;
  return vbytes === undefined ? 'not known' : `${rates}: ${whole(vbytes)} vB`;
};

const minutesInWords = (atMs: number): string => {
  const points = older.value.tag === 'there' ? older.value.points : [];
  const { stepMs } = span.value;
  const point = points.find(({ at }) => Date.parse(at) < atMs && atMs <= Date.parse(at) + stepMs);
  if (point === undefined) return 'nothing recorded';
  const { lowestRate, p10Rate, medianRate, p90Rate } = point;
  if (medianRate === null) return 'not known';
  return `lowest ${rate(lowestRate)}, 10 % ${rate(p10Rate)}, median ${rate(medianRate)}, 90 % ${rate(p90Rate)} sat/vB`;
};

/** What lies under the pointer. */
export const pointedInWords = (): string => {
  if (pointed.value === null) return NOTHING;
  const { across, up } = pointed.value;
  const { fromMs, toMs, stepMs } = span.value;
  const atMs = Math.ceil((fromMs + across * (toMs - fromMs)) / stepMs) * stepMs;
  const words = range.value === '30m' ? binInWords(atMs, up) : minutesInWords(atMs);
  return `${timeOfDay(new Date(atMs).toISOString())}, ${words}`;
};
