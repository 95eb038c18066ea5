import type { Change } from '../../layout/changes/change.ts';
import { departures, sentenceOf } from '../../layout/changes/sentence.ts';
import type { Slot } from '../../layout/changes/slots.ts';
import { change as signed, whole } from '../../layout/words.ts';
import { shown } from '../shown.ts';
import { TableOf, type Column } from '../table.tsx';
import { isForgotten, lastChanges, recentChanges, slots } from '../tiles/changes.ts';
import { timeOfDay } from '../time.ts';

/** Units of the drawing: a slot is 4 wide, the bars are up to 50 high on either side of the line. */
const SLOT = 4;
const HALF = 50;

const Bars = ({ slot, index, top }: { slot: Slot; index: number; top: number }) => {
  const left = index * SLOT;
  if (slot.isKnown === null) return null;
  if (!slot.isKnown) {
    return <rect class="unknown" x={left} y={0} width={SLOT} height={2 * HALF} />;
  }
  if (slot.minedHeight !== null) {
    return <rect class="mined" x={left + SLOT / 2 - 1} y={0} width={2} height={2 * HALF} />;
  }
  const came = (slot.cameVbytes / top) * HALF;
  const left_ = (slot.leftVbytes / top) * HALF;
  return (
    <>
      <rect class="came" x={left} y={HALF - came} width={SLOT - 1} height={came} />
      <rect class="left" x={left} y={HALF} width={SLOT - 1} height={left_} />
    </>
  );
};

const Chart = () => {
  const { slots: all, topVbytes } = slots.value;
  const width = all.length * SLOT;
  const isLive = shown.value.kind === 'live';
  return (
    <figure class="pulse">
      <svg
        viewBox={`0 0 ${width} ${2 * HALF}`}
        preserveAspectRatio="none"
        role="img"
        aria-label="Vbytes that came in, above the line, and went out, below it, over the last 150 seconds; the table below has every change"
      >
        <defs>
          <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse">
            <path d="M0 5L5 0" />
          </pattern>
        </defs>
        {all.map((slot, index) => (
          <Bars key={slot.startMs} slot={slot} index={index} top={topVbytes} />
        ))}
        <line x1={0} x2={width} y1={HALF} y2={HALF} />
      </svg>
      <figcaption class="num">
        <span>{isLive ? '150 s ago' : '150 s before'}</span>
        <span>
          in above, out below; scale <b data-figure="change-scale">{whole(topVbytes)}</b> vB
        </span>
        <span>{isLive ? 'now' : 'then'}</span>
      </figcaption>
    </figure>
  );
};

const FORGOTTEN = 'Changes are told of the last half hour, and this moment lies before it';

const Sentences = () => (
  <ol class="sentences num" aria-label="The last changes, newest first">
    {lastChanges.value.length === 0 ? (
      <li data-figure="last-change">{isForgotten.value ? FORGOTTEN : 'No change yet'}</li>
    ) : (
      lastChanges.value.map((each, index) => (
        // by place: the words change and the lines stay where they are
        <li key={index} data-figure={index === 0 ? 'last-change' : undefined}>
          <time dateTime={each.at}>{timeOfDay(each.at)}</time> <span>{sentenceOf(each)}</span>
        </li>
      ))
    )}
  </ol>
);

const columns: readonly [Column<Change>, ...ReadonlyArray<Column<Change>>] = [
  { name: 'Time', value: ({ at }) => at, words: ({ at }) => timeOfDay(at) },
  { name: 'In', value: ({ came }) => came },
  { name: 'In, vB', value: ({ cameVbytes }) => cameVbytes },
  { name: 'Out', value: ({ left }) => left },
  { name: 'Out, vB', value: ({ leftVbytes }) => leftVbytes },
  ...departures.map(([why, words]) => ({
    name: `Out ${words}`,
    value: ({ leftBecause }: Change) => leftBecause[why],
  })),
  { name: 'Re-priced', value: ({ repriced }) => repriced },
  {
    name: 'Fees, sats',
    value: ({ feeSatsDelta }) => feeSatsDelta,
    words: ({ feeSatsDelta }) => signed(feeSatsDelta),
  },
];

/** What came into the next block and what left it up to the moment that is shown, message by message, and why. */
export const WhatChangedPanel = () => (
  <section class="card changed" aria-labelledby="changed-title">
    <div class="head">
      <h2 id="changed-title">What just changed</h2>
    </div>
    <Sentences />
    <Chart />
    <TableOf
      caption={`Changes of the next block in the ${shown.value.kind === 'live' ? 'last 150 seconds' : '150 seconds before the moment shown'}`}
      columns={columns}
      rows={recentChanges.value}
      fileName="next-block-changes"
    />
  </section>
);
