import { btc, whole } from '../../layout/words.ts';
import type { PoolShare } from '../../server/history/answers.ts';
import { FaultNote } from '../fault-note.tsx';
import { TableOf } from '../table.tsx';
import { pools } from './store.ts';

/** Pools with a bar of their own; the others have one together. */
const POOLS_SHOWN = 9;

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const shown = (
  all: ReadonlyArray<PoolShare>,
): ReadonlyArray<{ name: string; blocks: number; share: number }> => {
  const named = all.map(({ pool, blocks, share }) => ({ name: pool ?? 'not told', blocks, share }));
  if (named.length <= POOLS_SHOWN + 1) return named;
  const rest = named.slice(POOLS_SHOWN);
  const sum = (value: 'blocks' | 'share') => rest.reduce((total, each) => total + each[value], 0);
  return [
    ...named.slice(0, POOLS_SHOWN),
    { name: `${rest.length} others`, blocks: sum('blocks'), share: sum('share') },
  ];
};

/** Who mined the blocks of the range. */
export const PoolBars = () => {
  const all = pools.answer.value?.pools ?? [];
  const bars = shown(all);
  const most = Math.max(0, ...bars.map(({ share }) => share));
  return (
    <figure class="pools" data-chart="pools">
      <figcaption>
        <h3>Who mined them</h3>
        <span class="readout num">
          <span>
            <b>{whole(pools.answer.value?.blocks ?? null)}</b> blocks
          </span>
        </span>
      </figcaption>
      <FaultNote asked={pools} name="Pools" />
      <ol class="pool-bars num">
        {bars.map(({ name, blocks, share }) => (
          <li key={name}>
            <span class="name" title={name}>
              {name}
            </span>
            <span class="track">
              <i style={{ width: `${most === 0 ? 0 : (share / most) * 100}%` }} />
            </span>
            <span class="share">
              {percent(share)} <span class="count">{whole(blocks)}</span>
            </span>
          </li>
        ))}
      </ol>
      {bars.length === 0 ? <p class="note">No blocks in the tables yet</p> : null}
      <TableOf
        caption="Mined blocks by pool"
        fileName="blocks-pools"
        rows={all}
        columns={[
          { name: 'Pool', value: ({ pool }) => pool, words: ({ pool }) => pool ?? 'not told' },
          { name: 'Blocks', value: ({ blocks }) => blocks },
          {
            name: 'Share, %',
            value: ({ share }) => share * 100,
            words: ({ share }) => percent(share),
          },
          {
            name: 'Fees, sats',
            value: ({ feeSats }) => feeSats,
            words: ({ feeSats }) => `${btc(feeSats)} BTC`,
          },
        ]}
      />
    </figure>
  );
};
