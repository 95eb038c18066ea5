import type { ComponentChildren } from 'preact';
import { rateBars } from '../../layout/bars.ts';
import { NOTHING, btc, causeInWords, change, fill, rate, whole } from '../../layout/words.ts';
import type { NextBlockState } from '../../server/ports.ts';
import { Icon } from '../icon.tsx';
import { isCurrent, nextBlock } from '../store.ts';
import { timeOfDay } from '../time.ts';

const trust = (block: NextBlockState | null) => {
  if (block === null) {
    return {
      icon: 'unknown',
      word: 'Not known',
      why: 'no snapshot of the next block yet',
    } as const;
  }
  switch (block.level) {
    case 'verified':
      return {
        icon: 'verified',
        word: 'Verified',
        why: 'count, fees and size agree with the source’s own totals',
      } as const;
    case 'contiguous':
      return {
        icon: 'contiguous',
        word: 'Contiguous',
        why: 'nothing missed since the last snapshot; totals not checked yet',
      } as const;
    case 'unknown':
      return { icon: 'unknown', word: 'Not known', why: causeInWords(block.cause) } as const;
  }
};

const Trust = () => {
  const { icon, word, why } = trust(nextBlock.value);
  return (
    <p class={`trust ${icon}`}>
      <Icon name={icon} />
      <span>
        <b>{word}</b>: {why}
      </span>
    </p>
  );
};

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

const Figures = () => {
  const block = nextBlock.value;
  return (
    <dl class="stats num">
      <Stat
        id="lowest-rate"
        name="Lowest rate"
        value={rate(block?.lowestRate)}
        unit="sat/vB"
        below="the cheapest way in"
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
        name="Total fees"
        value={btc(block?.feeSats)}
        unit="BTC"
        below={<span data-figure="fee-sats">{whole(block?.feeSats)} sats</span>}
      />
      <Stat
        id="transactions"
        name="Transactions"
        value={whole(block?.transactions)}
        below="in this block"
      />
      <Stat
        id="vsize"
        name="Size"
        value={whole(block == null ? null : block.weight / 4)}
        unit="vB"
        below={<span data-figure="fill">{fill(block?.weight)} full</span>}
      />
    </dl>
  );
};

const rangeInWords = (fromRate: number, toRate: number | null): string =>
  toRate === null ? `${fromRate} sat/vB and more` : `${fromRate} to ${toRate} sat/vB`;

const Distribution = () => {
  const { bars, topVbytes } = rateBars(nextBlock.value?.histogram ?? []);
  const known = nextBlock.value !== null;
  return (
    <section class="distribution" aria-labelledby="distribution-title">
      <h3 id="distribution-title">
        Size by fee rate <span class="unit">vB, from each rate to the next</span>
      </h3>
      <p class="top num" aria-hidden="true">
        {known ? whole(topVbytes) : NOTHING}
      </p>
      <ol class="bars">
        {bars.map(({ fromRate, toRate, vsizeVbytes, share }) => (
          <li
            key={fromRate}
            data-rate={fromRate}
            title={`${rangeInWords(fromRate, toRate)}: ${whole(vsizeVbytes)} vB`}
          >
            <span class="track">
              <i style={{ height: `${(share * 100).toFixed(2)}%` }} />
            </span>
            <span class="tick num" aria-hidden="true">
              {fromRate}
            </span>
            <span class="spoken">
              {rangeInWords(fromRate, toRate)}: {whole(vsizeVbytes)} vB
            </span>
          </li>
        ))}
      </ol>
      <p class="axis" aria-hidden="true">
        sat/vB
      </p>
    </section>
  );
};

const LastChange = () => {
  const last = nextBlock.value?.lastChange ?? null;
  return (
    <section class="last-change" aria-labelledby="last-change-title">
      <h3 id="last-change-title">Last change</h3>
      {last === null ? (
        <p data-figure="last-change">
          {nextBlock.value === null ? NOTHING : 'A whole snapshot, taken as it is'}
        </p>
      ) : (
        <p class="num" data-figure="last-change">
          <b>{whole(last.added)}</b> in, <b>{whole(last.removed)}</b> out,{' '}
          <b>{whole(last.changed)}</b> re-priced; fees <b>{change(last.feeSatsDelta)}</b> sats
        </p>
      )}
    </section>
  );
};

const AsOf = () =>
  nextBlock.value === null || isCurrent.value ? null : (
    <p class="as-of num">last known at {timeOfDay(nextBlock.value.observedAt)}</p>
  );

/** The block that would be mined now: size, fees, what it costs to get in, and how far that can be trusted. */
export const NextBlockPanel = () => {
  const isKnown = isCurrent.value && nextBlock.value?.level !== 'unknown';
  return (
    <section class={isKnown ? 'card next' : 'card next old'} aria-labelledby="next-title">
      <div class="head">
        <h2 id="next-title">Next block</h2>
        <AsOf />
        <Trust />
      </div>
      <Figures />
      <Distribution />
      <LastChange />
    </section>
  );
};
