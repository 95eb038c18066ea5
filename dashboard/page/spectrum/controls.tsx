import { rangeNames, ranges } from '../../layout/spectrum/ranges.ts';
import { backToLive, isPlaying, pause, play, speed, speeds } from './playing.ts';
import { range, replayMs } from './position.ts';

const shapes = { play: 'M4.5 3l8 5l-8 5z', pause: 'M4 3h3v10h-3zM9 3h3v10h-3z' } as const;

const Shape = ({ name }: { readonly name: keyof typeof shapes }) => (
  <svg class="icon filled" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
    <path d={shapes[name]} />
  </svg>
);

/** How far back. */
export const Ranges = () => (
  <div class="choice aside" role="group" aria-label="How far back">
    {rangeNames.map((each) => (
      <button
        key={each}
        type="button"
        class="button"
        aria-pressed={range.value === each}
        aria-label={ranges[each].spoken}
        onClick={() => (range.value = each)}
      >
        {ranges[each].name}
      </button>
    ))}
  </div>
);

const Speeds = () => (
  <div class="choice" role="group" aria-label="Speed of the replay">
    {speeds.map((each) => (
      <button
        key={each}
        type="button"
        class="button num"
        aria-pressed={speed.value === each}
        aria-label={`${each} times as fast`}
        onClick={() => (speed.value = each)}
      >
        {each}×
      </button>
    ))}
  </div>
);

/** The focus goes where a reader would go on, since the button can't hold it any longer. */
const leave = ({ currentTarget }: MouseEvent): void => {
  backToLive();
  const panel = (currentTarget as Element).closest('section');
  panel?.querySelector<HTMLElement>('[role="slider"]')?.focus({ preventScroll: true });
};

/** Replay, and the way back. */
export const Playback = () => (
  <div class="playback" role="group" aria-label="Replay">
    <button type="button" class="button play" onClick={isPlaying.value ? pause : play}>
      <Shape name={isPlaying.value ? 'pause' : 'play'} />
      {isPlaying.value ? 'Pause' : 'Replay'}
    </button>
    <Speeds />
    <button type="button" class="button back" disabled={replayMs.value === null} onClick={leave}>
      Back to live
    </button>
  </div>
);
