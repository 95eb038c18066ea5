import { NOTHING, ago } from '../../layout/words.ts';
import { Icon } from '../icon.tsx';
import { nextBlock, nowMs, source, status } from '../store.ts';
import { fullTime } from '../time.ts';

const Pill = () => {
  const { name, word, detail } = status.value;
  return (
    <div class="status">
      <span class={`pill ${name}`} role="status">
        <Icon name={name} />
        {word}
      </span>
      <span class="detail">{detail}</span>
    </div>
  );
};

const freshness = (): string => {
  const at = source.value?.lastFrameAt ?? null;
  if (at === null) return 'nothing received yet';
  return source.value?.origin === 'recording'
    ? `recorded ${fullTime(at)}`
    : `last update ${ago(at, nowMs.value)}`;
};

const Freshness = () => (
  <p class="freshness num">
    {source.value === null ? (
      NOTHING
    ) : (
      <>
        <span>{source.value.name}</span>
        <span>{source.value.network}</span>
        <span>{freshness()}</span>
        <span>sequence {nextBlock.value?.sequence ?? NOTHING}</span>
      </>
    )}
  </p>
);

const Notice = () => {
  const notice = source.value?.notice ?? null;
  return notice === null ? null : (
    <p class="notice" role="note">
      <Icon name="simulated" />
      <span>{notice}</span>
    </p>
  );
};

/** What the page is, and whether what it shows can be trusted. */
export const Header = () => (
  <header>
    <div class="bar">
      <div class="title">
        <h1>bitcoin-pipeline</h1>
        <p>The next block, live, and the blocks and prices recorded so far</p>
      </div>
      <Pill />
      <Freshness />
    </div>
    <Notice />
  </header>
);
