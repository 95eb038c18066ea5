import { NOTHING, ago } from '../../layout/words.ts';
import { Icon } from '../icon.tsx';
import { isCurrent, nextBlock, nowMs, source, status, troubles } from '../store.ts';
import { fullTime } from '../time.ts';
import { Controls } from './controls.tsx';

const Pill = () => {
  const { name, word, detail } = status.value;
  return (
    <>
      <p class={`pill ${name}`} role="status">
        <Icon name={name} />
        {word}
      </p>
      <p class="detail">{detail}</p>
    </>
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

/** What is wrong besides, each a way to where it is told in full. The line is there without trouble too. */
const Troubles = () =>
  troubles.value.length === 0 ? (
    <p class="troubles none">
      <Icon name="verified" />
      {isCurrent.value ? 'No trouble' : 'No other trouble'}
    </p>
  ) : (
    <nav class="troubles" aria-label="Trouble">
      <Icon name="gap" />
      <ul>
        {troubles.value.map(({ step, sentence }) => (
          <li key={sentence}>
            <a href={`#pipeline-${step}`}>{sentence}</a>
          </li>
        ))}
      </ul>
    </nav>
  );

const Notice = () => {
  const notice = source.value?.notice ?? null;
  return notice === null ? null : (
    <div class="notice">
      <p class="wide" role="note">
        <Icon name="simulated" />
        <span>{notice}</span>
      </p>
    </div>
  );
};

/** What the page is, and whether what it shows can be trusted. */
export const Header = () => (
  <header>
    <div class="bar wide">
      <h1>bitcoin-pipeline</h1>
      <Pill />
      <Controls />
      <Freshness />
      <Troubles />
    </div>
    <Notice />
  </header>
);
