import { missingBlocks } from '../../layout/history/gaps.ts';
import { whole } from '../../layout/words.ts';
import type { Range } from '../../server/history/range.ts';
import { warehouse } from '../store.ts';
import { gaps, mined, points, range } from './store.ts';

/** Each range by its word in the address, as buttons show it and as it is said. */
const choices: ReadonlyArray<readonly [Range, string, string]> = [
  ['24h', '24 h', '24 hours'],
  ['3d', '3 d', '3 days'],
  ['1w', '1 w', '1 week'],
  ['1m', '1 m', '1 month'],
  ['all', 'All', 'all blocks held'],
];

const Ranges = () => (
  <div class="ranges" role="group" aria-label="How far back">
    {choices.map(([name, short, words]) => (
      <button
        key={name}
        type="button"
        class="button small"
        aria-label={words}
        aria-pressed={range.value === name}
        onClick={() => (range.value = name)}
      >
        {short}
      </button>
    ))}
  </div>
);

const Origin = () => {
  const { value: answer } = mined.answer;
  const each = answer?.heightsPerPoint ?? 1;
  if ((answer?.points ?? []).length === 0 && warehouse.value?.builtAt == null)
    return <p class="note">Tables are being built; until then, blocks seen live</p>;
  return (
    <p class="note">
      {each === 1
        ? 'From the warehouse, with blocks seen live since'
        : `From the warehouse; a point is ${each} blocks, on average`}
    </p>
  );
};

const Missing = () => {
  const missing = missingBlocks(points.value);
  return missing === 0 ? null : (
    <p class="note">
      {gaps.value.length === 0 ? null : <span class="swatch" />} {whole(missing)}{' '}
      {missing === 1 ? 'height' : 'heights'} not known yet
    </p>
  );
};

/** The same words after a build that brought nothing: a screen reader is told once of what a choice led to. */
const shownInWords = (): string => {
  const of = mined.answer.value?.range ?? range.value;
  const [, , words = ''] = choices.find(([name]) => name === of) ?? [];
  return `${words}: ${points.value.length} points`;
};

/** What is shown, from where, and what is missing of it. */
export const Head = () => (
  <div class="head">
    <h2 id="blocks-title">Mined blocks</h2>
    <Ranges />
    <Origin />
    <Missing />
    <p class="spoken" role="status">
      {shownInWords()}
    </p>
  </div>
);
