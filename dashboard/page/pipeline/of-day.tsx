import { countsInWords } from '../../layout/pipeline.ts';
import { diskBytes } from '../../layout/delivery.ts';
import { NOTHING, duration, whole } from '../../layout/words.ts';
import { Icon } from '../icon.tsx';
import { askForDay, day, dayFault } from './day.ts';
import { Figure } from './step.tsx';

const summed = <A,>(all: ReadonlyArray<A>, of: (each: A) => number): number =>
  all.reduce((sum, each) => sum + of(each), 0);

/** A share as a percentage that says 100 only where nothing is missing: 0.99996 → `99.9 %` */
const percent = (share: number | null | undefined): string =>
  share === null || share === undefined
    ? NOTHING
    : `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;

/** How long there was something to know: seldom 24 hours whole. */
const coveredMs = (): number =>
  Math.max(0, ...(day.value?.coverage ?? []).map(({ seconds }) => seconds * 1000));

export const GapsToday = () => {
  const gaps = day.value?.gaps ?? [];
  return (
    <>
      <Figure
        id="gaps-today"
        name="Gaps today"
        below={countsInWords(
          Object.fromEntries(gaps.map(({ cause, gaps: count }) => [cause, count])),
        )}
      >
        {day.value === null ? NOTHING : whole(summed(gaps, (each) => each.gaps))}
      </Figure>
      <Figure
        id="coverage"
        name={coveredMs() === 0 ? 'Known of 24 h' : `Known of ${duration(coveredMs())}`}
      >
        {percent(day.value?.shareKnown)}
      </Figure>
    </>
  );
};

export const QuarantineHeld = () => {
  const held = day.value?.quarantined ?? [];
  return (
    <Figure
      id="quarantine-held"
      name="In the tables"
      below={countsInWords(Object.fromEntries(held.map((each) => [each.reason, each.fragments])))}
    >
      {day.value === null ? NOTHING : whole(summed(held, (each) => each.fragments))}
    </Figure>
  );
};

export const FilesToday = () => {
  // the tables add the streams up in a row of their own
  const together = day.value?.files.find(({ stream }) => stream === 'all');
  return (
    <>
      <Figure id="files-today" name="Files today">
        {whole(together?.files)}
      </Figure>
      <Figure id="bytes-today" name="Bytes today">
        {together === undefined ? NOTHING : diskBytes(together.payloadBytes)}
      </Figure>
    </>
  );
};

/** What can’t be read of the tables does not touch what is live. */
export const DayFault = () =>
  dayFault.value === null ? null : (
    <p class="this-page trouble" role="status">
      <Icon name="gap" />
      <span>
        The figures of the day could not be read: {dayFault.value}{' '}
        <button type="button" class="button small" onClick={() => void askForDay()}>
          Try again
        </button>
      </span>
    </p>
  );
