import { useEffect } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import { Playback, Ranges } from './controls.tsx';
import { Legend } from './legend.tsx';
import { askOlder, followOlder, older } from './older.ts';
import { askEarlier, earlier, followPast } from './past.ts';
import { findPictures, seek, sought } from './picture.ts';
import { backToLive, playOn } from './playing.ts';
import { Plot } from './plot.tsx';
import { pointed, pointedInWords } from './pointed.ts';
import { keepWithin, range, replayMs, span } from './position.ts';
import { Tables } from './tables.tsx';
import { newest, trustWords, whenInWords } from './told.ts';

interface TroubleProps {
  readonly words: string;
  readonly again: () => void;
}

const Trouble = ({ words, again }: TroubleProps) => (
  <div class="trouble" role="alert">
    <Icon name="failed" />
    <p>{words}</p>
    <button type="button" class="button" onClick={again}>
      Try again
    </button>
  </div>
);

/** What of this panel could not be read. */
const Troubles = () => {
  const [before, minutes, moment] = [earlier.value, older.value, sought.value];
  const wanted = range.value;
  return (
    <>
      {before.tag === 'failed' && wanted === '30m' ? (
        <Trouble
          words={`What came before this page was opened could not be read: ${before.why}`}
          again={() => void askEarlier()}
        />
      ) : null}
      {minutes.tag === 'failed' && wanted !== '30m' ? (
        <Trouble
          words={`The older hours could not be read: ${minutes.why}`}
          again={() => void askOlder(wanted)}
        />
      ) : null}
      {moment.tag === 'failed' ? (
        <Trouble
          words={`This moment could not be read: ${moment.why}`}
          again={() => seek(replayMs.value ?? 0)}
        />
      ) : null}
    </>
  );
};

const levelShown = () => {
  if (sought.value.tag === 'found') return sought.value.told.level;
  if (sought.value.tag === 'failed') return 'failed';
  return sought.value.tag === 'live' ? (newest.value?.level ?? 'unknown') : 'building';
};

const Told = () => (
  <div class="said num">
    <p data-figure="moment" class={`moment ${levelShown()}`}>
      <Icon name={levelShown()} />
      <span>
        <b>
          {replayMs.value === null ? (
            whenInWords.value
          ) : (
            <time dateTime={new Date(replayMs.value).toISOString()}>{whenInWords.value}</time>
          )}
        </b>
        , {trustWords.value}
      </span>
    </p>
    {pointed.value === null ? null : <p class="under-pointer">{pointedInWords()}</p>}
  </div>
);

const start = (): (() => void) => {
  const isAsking = (): boolean => sought.peek().tag === 'asking';
  const stops = [followPast(), followOlder(), findPictures(), keepWithin(), playOn(isAsking)];
  return () => {
    backToLive();
    for (const stop of stops) stop();
  };
};

/** The fee rates of the next block over time, which is also how its past is looked at. */
export const SpectrumPanel = () => {
  useEffect(start, []);
  return (
    <section
      class="card fee-spectrum"
      aria-labelledby="spectrum-title"
      data-earlier={earlier.value.tag}
      data-to={span.value.toMs}
    >
      <div class="head">
        <h2 id="spectrum-title">Fee spectrum</h2>
        <p class="note">Drag along it, or use the arrow keys, to see the next block as it was</p>
        <Ranges />
      </div>
      <Troubles />
      <Plot />
      <div class="below-plot">
        <Told />
        <Playback />
      </div>
      <Legend />
      <Tables />
    </section>
  );
};
