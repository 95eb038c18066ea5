import { causeInWords } from '../../layout/words.ts';
import { Icon } from '../icon.tsx';
import { shown } from '../shown.ts';
import { isCurrent, nextBlock, replayed } from '../store.ts';
import { Legend } from '../tiles/legend.tsx';
import { Picture } from '../tiles/picture.tsx';
import { shownMoment } from '../tiles/store.ts';
import { Summary } from '../tiles/summary.tsx';
import { TilesTable } from '../tiles/tiles-table.tsx';
import { isShownKnown, lastKnownAt } from '../tiles/veil.tsx';
import { timeOfDay } from '../time.ts';

const trust = (level: 'verified' | 'contiguous' | 'unknown' | null, cause: string | null) => {
  switch (level) {
    case null:
      return { icon: 'unknown', word: 'Not known', why: 'no snapshot of it' } as const;
    case 'verified':
      return {
        icon: 'verified',
        word: 'Verified',
        why: 'count, fees and size agree with the source’s own totals',
      } as const;
    case 'contiguous':
      return {
        icon: 'contiguous',
        word: 'Contiguous',
        why: 'nothing missed since the last snapshot; totals not checked yet',
      } as const;
    case 'unknown':
      return { icon: 'unknown', word: 'Not known', why: causeInWords(cause) } as const;
  }
};

const Trust = () => {
  const facts = shownMoment.value?.facts;
  const now = nextBlock.value ?? (isCurrent.value ? facts : null);
  const of = shown.value.kind === 'live' ? now : facts;
  const { icon, word, why } = trust(of?.level ?? null, of?.cause ?? null);
  return (
    <p class={`trust ${icon}`}>
      <Icon name={icon} />
      <span>
        <b>{word}</b>: {why}
      </span>
    </p>
  );
};

/** When what is shown was, if that is not now. */
const AsOf = () => {
  if (replayed.value !== null) {
    return (
      <p class="as-of replay num">
        <Icon name="replay" /> replay of {replayed.value}
      </p>
    );
  }
  const at = lastKnownAt();
  return isCurrent.value || at === undefined ? null : (
    <p class="as-of num">last known at {timeOfDay(at)}</p>
  );
};

/** The block that would be mined now, each transaction a tile, and how far that can be trusted. */
export const NextBlockPanel = () => (
  <section class={isShownKnown() ? 'card next' : 'card next old'} aria-labelledby="next-title">
    <div class="head">
      <h2 id="next-title">Next block</h2>
      <AsOf />
      <Trust />
    </div>
    <Picture />
    <Legend />
    <TilesTable />
    <Summary />
  </section>
);
