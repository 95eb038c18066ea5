import { computed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { moneyOf } from '../../layout/money.ts';
import type { BlockTotals } from '../../layout/tiles/wire.ts';
import { NOTHING, btc, duration, fill, rate, whole } from '../../layout/words.ts';
import { currency } from '../currency.ts';
import { replayedMs, shown } from '../shown.ts';
import { blocks, conversions, nextBlock, nowMs, replayed } from '../store.ts';
import { shownMoment } from '../tiles/store.ts';
import { isShownKnown } from '../tiles/veil.tsx';
import { fullTime } from '../time.ts';

/** The figures of the moment that is shown. */
const totals = computed((): BlockTotals | null =>
  shown.value.kind === 'live'
    ? (nextBlock.value ?? shownMoment.value?.facts.totals ?? null)
    : (shownMoment.value?.facts.totals ?? null),
);

interface StatProps {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
  readonly below: ComponentChildren;
}

const Stat = ({ id, name, value, unit, below }: StatProps) => (
  <div class={`stat ${id}`}>
    <dt>{name}</dt>
    <dd>
      <b data-figure={id}>{value}</b>
      {unit === undefined ? null : <span class="unit"> {unit}</span>}
      <span class="below">{below}</span>
    </dd>
  </div>
);

/** The fees in the reader's currency, at the newest price, whatever moment is shown. */
const Worth = () => {
  const price = conversions.value?.prices[currency.value] ?? null;
  return (
    <>
      <span data-figure="fees-in-currency">
        {moneyOf(totals.value?.feeSats ?? null, price, currency.value)}
      </span>
      {shown.value.kind === 'replay' && price !== null ? ' at today’s price' : ''}
    </>
  );
};

/** Counts up with the clock; of a moment of the past, to that moment, where the block before it is among those seen. */
const SinceBlock = () => {
  const seen = blocks.value?.rows;
  const atMs = replayedMs.value;
  const untilMs = atMs ?? nowMs.value;
  const last = atMs === null ? seen?.[0] : seen?.find(({ minedAt }) => Date.parse(minedAt) <= atMs);
  return (
    <Stat
      id="since-block"
      name="Since the last block"
      value={last === undefined ? NOTHING : duration(untilMs - Date.parse(last.minedAt))}
      below={
        last === undefined ? (
          'none seen yet'
        ) : (
          <time dateTime={last.minedAt} title={fullTime(last.minedAt)}>
            block {whole(last.height)}
          </time>
        )
      }
    />
  );
};

const Figures = () => {
  const block = totals.value;
  return (
    <dl class="stats num">
      <Stat
        id="lowest-rate"
        name="To get in"
        value={rate(block?.lowestRate)}
        unit="sat/vB"
        below="the lowest rate in the block"
      />
      <Stat
        id="median-rate"
        name="Median rate"
        value={rate(block?.medianRate)}
        unit="sat/vB"
        below="effective"
      />
      <Stat
        id="fees"
        name="Fees"
        value={btc(block?.feeSats)}
        unit="BTC"
        below={
          <>
            <span data-figure="fee-sats">{whole(block?.feeSats)} sats</span> · <Worth />
          </>
        }
      />
      <Stat
        id="transactions"
        name="Transactions"
        value={whole(block?.transactions)}
        below="in this block"
      />
      <Stat
        id="fill"
        name="Full"
        value={fill(block?.weight)}
        below={
          <>
            <span data-figure="vsize">{whole(block == null ? null : block.weight / 4)}</span> of
            1,000,000 vB
          </>
        }
      />
      <SinceBlock />
    </dl>
  );
};

const title = (): string => (replayed.value === null ? 'Right now' : `At ${replayed.value}`);

/** What it costs to get into the next block, and what is in it. */
export const RightNowPanel = () => (
  <section class={isShownKnown() ? 'card now' : 'card now old'} aria-labelledby="now-title">
    <div class="head">
      <h2 id="now-title" class="num">
        {title()}
      </h2>
    </div>
    <Figures />
  </section>
);
