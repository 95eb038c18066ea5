import { type Column as TimeColumn } from '../../layout/spectrum/columns.ts';
import { rateGroups, vsizeIn } from '../../layout/spectrum/rate-groups.ts';
import { whyNotKnown } from '../../layout/spectrum/words.ts';
import { NOTHING, rate, whole } from '../../layout/words.ts';
import type { NextBlockMinutes } from '../../server/next-block-history.ts';
import { TableOf, type Column } from '../table.tsx';
import { dayTime, timeOfDay } from '../time.ts';
import { older } from './older.ts';
import { past } from './past.ts';
import { range } from './position.ts';

const isoOf = (ms: number): string => new Date(ms).toISOString();

const ofColumns: readonly [Column<TimeColumn>, ...ReadonlyArray<Column<TimeColumn>>] = [
  {
    name: 'From',
    value: ({ startMs }) => isoOf(startMs),
    words: ({ startMs }) => timeOfDay(isoOf(startMs)),
  },
  { name: 'Trust', value: ({ level }) => level },
  {
    name: 'Not known because',
    value: ({ cause }) => cause,
    words: ({ cause }) => (cause === null ? NOTHING : whyNotKnown(cause)),
  },
  {
    name: 'Lowest rate, sat/vB',
    value: ({ lowestRate }) => lowestRate,
    words: ({ lowestRate }) => rate(lowestRate),
  },
  {
    name: 'Blocks mined',
    value: ({ mined }) => mined.join(' '),
    words: ({ mined }) => mined.map((height) => whole(height)).join(' '),
  },
  ...rateGroups.map((group): Column<TimeColumn> => {
    const vbytesOf = ({ vsizeVbytes }: TimeColumn): number | null =>
      vsizeVbytes === null ? null : vsizeIn(vsizeVbytes, group);
    return {
      name: `${group.name} sat/vB, vB`,
      value: vbytesOf,
      words: (column) => whole(vbytesOf(column)),
    };
  }),
];

const rateColumn = (
  name: string,
  value: (point: NextBlockMinutes) => number | null,
): Column<NextBlockMinutes> => ({ name, value, words: (point) => rate(value(point)) });

const ofMinutes: readonly [Column<NextBlockMinutes>, ...ReadonlyArray<Column<NextBlockMinutes>>] = [
  { name: 'From', value: ({ at }) => at, words: ({ at }) => dayTime(at) },
  { name: 'Minutes', value: ({ minutes }) => minutes },
  { name: 'Of these not known', value: ({ unknownMinutes }) => unknownMinutes },
  {
    name: 'Because',
    value: ({ cause }) => cause,
    words: ({ cause }) => (cause === null ? NOTHING : whyNotKnown(cause)),
  },
  rateColumn('Lowest rate, sat/vB', ({ lowestRate }) => lowestRate),
  rateColumn('A tenth, sat/vB', ({ p10Rate }) => p10Rate),
  rateColumn('Median, sat/vB', ({ medianRate }) => medianRate),
  rateColumn('Nine tenths, sat/vB', ({ p90Rate }) => p90Rate),
  {
    name: 'Size, vB',
    value: ({ vsizeVbytes }) => vsizeVbytes,
    words: ({ vsizeVbytes }) => whole(vsizeVbytes),
  },
];

/** What is drawn, newest first. */
export const Tables = () =>
  range.value === '30m' ? (
    <TableOf
      caption="Fee spectrum of the last half hour"
      columns={ofColumns}
      rows={past.value.columns.all().toReversed()}
      fileName="fee-spectrum"
    />
  ) : (
    <TableOf
      caption="Fee rates of the next block by minute"
      columns={ofMinutes}
      rows={older.value.tag === 'there' ? older.value.points.toReversed() : []}
      fileName="next-block-by-minute"
    />
  );
