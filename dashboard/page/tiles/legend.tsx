import { computed } from '@preact/signals';
import { classInWords, shareInWords, undrawnInWords } from '../../layout/picture/words.ts';
import { sharesOf, undrawnOf, type ClassShare } from '../../layout/picture/shares.ts';
import { scheme } from '../theme.ts';
import { feeRamps } from '../../layout/colours.ts';
import { shownMoment } from './store.ts';

const shares = computed(() => {
  const moment = shownMoment.value;
  return moment === null ? [] : sharesOf(moment.tiles.values(), moment.facts.edges);
});

const undrawn = computed(() => {
  const moment = shownMoment.value;
  return moment === null ? null : undrawnInWords(undrawnOf(moment.tiles.values()));
});

interface ClassProps {
  readonly of: ClassShare;
  readonly index: number;
  /** The largest share of all. */
  readonly most: number;
}

/** Height is the class's share of the block, as a part of the largest; where colours are forced, a key shows how far its tiles are filled. */
const Class = ({ of, index, most }: ClassProps) => {
  const words = `${classInWords(of)}: ${shareInWords(of)} of the size`;
  const height = most === 0 ? 0 : (of.share / most) * 100;
  return (
    <li data-class={index} title={words}>
      <span class="track">
        <i
          style={{
            height: `${height.toFixed(2)}%`,
            background: feeRamps[scheme.value][index] ?? '',
          }}
        />
      </span>
      <span class="key" aria-hidden="true">
        <i style={{ height: `${((index + 1) / feeRamps.dark.length) * 100}%` }} />
      </span>
      <span class="tick num" aria-hidden="true">
        {of.fromRate}
      </span>
      <span class="spoken">{words}</span>
    </li>
  );
};

/** Which colour is which rate, how much of the block each has, and what the picture leaves out. */
export const Legend = () => {
  const most = Math.max(0, ...shares.value.map(({ share }) => share));
  return (
    <section class="legend" aria-label="Colours of the picture by fee rate">
      <ol class="bars">
        {shares.value.map((share, index) => (
          <Class key={share.fromRate} of={share} index={index} most={most} />
        ))}
      </ol>
      <p class="axis">
        <span>Share of the size by fee rate</span>
        <span>from, sat/vB</span>
      </p>
      <p class="undrawn num" data-figure="not-drawn">
        {undrawn.value}
      </p>
    </section>
  );
};
