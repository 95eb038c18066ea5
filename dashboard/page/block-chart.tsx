import { useEffect, useRef } from 'preact/hooks';
import { signal } from '@preact/signals';
import { NOTHING, whole } from '../layout/words.ts';
import { drawBars, type Bars } from './bars.ts';

/** The height under the pointer, in whichever chart it is. */
const pointedHeight = signal<number | null>(null);

interface ChartProps {
  readonly title: string;
  readonly unit: string;
  readonly heights: ReadonlyArray<number>;
  /** One for each height; null where it is not known. */
  readonly values: ReadonlyArray<number | null>;
  readonly gaps: ReadonlyArray<{ readonly from: number; readonly to: number }>;
  readonly words: (value: number) => string;
}

/** The pointed block's figure, else the newest one's. */
const Readout = ({ heights, values, words, unit }: ChartProps) => {
  const tip = heights.at(-1) ?? null;
  const height = pointedHeight.value ?? tip;
  const value = height === null ? null : (values[heights.indexOf(height)] ?? null);
  return (
    <span class="readout num">
      {height === null ? NOTHING : `${whole(height)}: `}
      <b>{height === null ? '' : value === null ? 'not known' : `${words(value)} ${unit}`}</b>
    </span>
  );
};

/** One figure over height. The table below it has the same figures for those who cannot see it. */
export const BlockChart = (props: ChartProps) => {
  const plot = useRef<HTMLDivElement>(null);
  const drawn = useRef<Bars | null>(null);
  const { title, unit, heights, values, gaps } = props;

  useEffect(() => {
    if (plot.current === null) return undefined;
    drawn.current = drawBars(plot.current, (height) => (pointedHeight.value = height));
    return drawn.current.stop;
  }, []);
  useEffect(() => drawn.current?.show(heights, values, gaps), [heights, values, gaps]);

  return (
    <figure>
      <figcaption>
        <span>
          {title} <span class="unit">{unit}</span>
        </span>
        <Readout {...props} />
      </figcaption>
      <div
        class="plot"
        ref={plot}
        role="img"
        aria-label={`${title} of the newest blocks; the table below has every figure`}
      />
    </figure>
  );
};
