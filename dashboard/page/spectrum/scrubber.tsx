import { momentAt, movedBy, shareOf } from '../../layout/spectrum/time-span.ts';
import { backToLive } from './playing.ts';
import { pointed } from './pointed.ts';
import { goTo, replayMs, span } from './position.ts';
import { valueText } from './told.ts';

/** The place of a pointer within an element, 0 to 1 from the left and from below. */
const placeIn = ({ currentTarget, clientX, clientY }: PointerEvent) => {
  const { left, bottom, width, height } = (currentTarget as Element).getBoundingClientRect();
  return { across: (clientX - left) / width, up: (bottom - clientY) / height };
};

const drag = (event: PointerEvent): void => {
  const place = placeIn(event);
  pointed.value = event.pointerType === 'mouse' ? place : null;
  if (event.buttons === 1) goTo(momentAt(span.value, place.across));
};

const grasp = (event: PointerEvent): void => {
  if (event.button !== 0) return;
  (event.currentTarget as Element).setPointerCapture(event.pointerId);
  goTo(momentAt(span.value, placeIn(event).across));
};

const press = (event: KeyboardEvent): void => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const to = movedBy(event.key, replayMs.value, span.value);
  if (to === undefined) return;
  event.preventDefault();
  if (to === null) backToLive();
  else goTo(to);
};

/** The handle over the picture of the past, by pointer, touch and keys. */
export const Scrubber = () => {
  const { fromMs, toMs } = span.value;
  const atMs = replayMs.value;
  const share = atMs === null ? 1 : shareOf(span.value, atMs);
  return (
    <div
      class={atMs === null ? 'scrubber live' : 'scrubber'}
      role="slider"
      tabIndex={0}
      aria-label="Moment shown"
      aria-valuemin={0}
      aria-valuemax={Math.round((toMs - fromMs) / 1000)}
      aria-valuenow={Math.round((share * (toMs - fromMs)) / 1000)}
      aria-valuetext={valueText.value}
      onKeyDown={press}
      onPointerDown={grasp}
      onPointerMove={drag}
      onPointerLeave={() => (pointed.value = null)}
    >
      <span class="handle" style={{ left: `${(share * 100).toFixed(3)}%` }} />
    </div>
  );
};
