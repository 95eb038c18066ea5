import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { blockInWords } from '../../layout/picture/words.ts';
import { liveMoment } from './store.ts';

/** A screen reader is interrupted no more often. */
const EVERY_MS = 10_000;

const told = signal('');

/** Says what there is to say, and from then on what changed, at most each 10 s. */
const follow = (): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const say = (): void => {
    const moment = liveMoment.value;
    timer = moment === null ? null : setTimeout(say, EVERY_MS);
    if (moment !== null) told.value = blockInWords(moment.facts.totals);
  };
  const unfollow = liveMoment.subscribe(() => {
    if (timer === null) say();
  });
  return () => {
    unfollow();
    if (timer !== null) clearTimeout(timer);
  };
};

/** The block in one sentence, for those who can't see the picture. */
export const Summary = () => {
  useEffect(follow, []);
  return (
    <p class="spoken" role="status" data-figure="summary">
      {told.value}
    </p>
  );
};
