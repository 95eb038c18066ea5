import { isCurrent, nextBlock } from '../store.ts';
import { shown } from '../shown.ts';
import { timeOfDay } from '../time.ts';
import { Icon } from '../icon.tsx';
import { replayedCause, shownMoment } from './store.ts';

/** Whether what is shown is what was, or is, the case. */
export const isShownKnown = (): boolean => {
  const level = shownMoment.value?.facts.level;
  if (shown.value.kind === 'replay') return level !== undefined && level !== 'unknown';
  return isCurrent.value && level !== 'unknown' && nextBlock.value?.level !== 'unknown';
};

/** The last moment that is known while now is not: when the source told of the block last, not when that was missed. */
export const lastKnownAt = (): string | undefined =>
  nextBlock.value?.observedAt ?? shownMoment.value?.facts.at;

const thenInWords = (cause: string | null): string =>
  cause === null ? 'Looking for what was then' : `What was then is not known: ${cause}`;

/** What lies over the picture when it is not simply the present: hatching, and words for it. */
export const Veil = () => {
  const moment = shownMoment.value;
  const isReplay = shown.value.kind === 'replay';
  if (moment === null) {
    return (
      <p class="veil words">
        {isReplay ? thenInWords(replayedCause.value) : 'Waiting for the first picture'}
      </p>
    );
  }
  if (!isShownKnown()) {
    return (
      <div class="veil hatched">
        <p class="tag num">
          <Icon name="unknown" />
          Last known, {timeOfDay(isReplay ? moment.facts.at : (lastKnownAt() ?? moment.facts.at))}
        </p>
      </div>
    );
  }
  return moment.tiles.size === 0 ? <p class="veil words">The next block is empty</p> : null;
};
