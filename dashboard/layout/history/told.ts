import { whole } from '../words.ts';
import type { Line } from './charts.ts';

const formats = new Map<number, Intl.NumberFormat>();

const formatOf = (decimals: number): Intl.NumberFormat => {
  const known = formats.get(decimals);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  formats.set(decimals, made);
  return made;
};

/** A line's figure at a point: `0.0500 BTC`, `not known`. */
export const figureOf = <Point>(line: Line<Point>, point: Point): string => {
  const value = line.value(point);
  if (value === null) return 'not known';
  return `${formatOf(line.decimals).format(value)} ${line.unit}`.trimEnd();
};

interface Heights {
  readonly fromHeight: number;
  readonly toHeight: number;
}

/** `905,006` or `905,000 to 905,004`. */
export const heightsOf = ({ fromHeight, toHeight }: Heights): string =>
  fromHeight === toHeight ? whole(fromHeight) : `${whole(fromHeight)} to ${whole(toHeight)}`;

/** `Block 905,006`, `Blocks 905,000 to 905,004, on average`. */
export const pointOf = (point: Heights): string =>
  point.fromHeight === point.toHeight
    ? `Block ${heightsOf(point)}`
    : `Blocks ${heightsOf(point)}, on average`;
