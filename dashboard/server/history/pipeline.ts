import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { QueryPort } from '../../../warehouse/query-port.ts';
import { GapsByCause, StreamFiles, type PipelineAnswer } from './answers.ts';
import { sqlMoment } from './range.ts';
import type { Asked } from './span.ts';

const HOUR_MS = 3_600_000;

const Newest = t.type({
  hourAt: t.union([t.string, t.null]),
  day: t.union([t.string, t.null]),
});
const Coverage = t.type({
  stream: t.string,
  seconds: t.number,
  verifiedSeconds: t.number,
  contiguousSeconds: t.number,
  unknownSeconds: t.number,
});
type Coverage = t.TypeOf<typeof Coverage>;
const Quarantined = t.type({ reason: t.string, fragments: t.number });

const newestOf = `
  select
    (select max(hour_at) from gold.coverage_by_hour) as "hourAt",
    (select max(day_date) from gold.completeness_by_day) as "day"`;

const coverageSince = `
  select
    stream as "stream",
    cast(sum(seconds) as double) as "seconds",
    cast(sum(verified_seconds) as double) as "verifiedSeconds",
    cast(sum(contiguous_seconds) as double) as "contiguousSeconds",
    cast(sum(unknown_seconds) as double) as "unknownSeconds"
  from gold.coverage_by_hour
  where hour_at >= cast(? as timestamp)
  group by 1
  order by 1`;

/** A gap belongs to every day that it reaches into. */
const gapsOn = `
  select
    cause as "cause",
    count(*) as "gaps",
    sum(case when closed_at is null then 1 else 0 end) as "open",
    cast(coalesce(sum(datediff('second', coalesce(last_good_at, found_at), closed_at)), 0) as double) as "seconds"
  from silver.gaps
  where
    coalesce(last_good_at, found_at) < cast(? as timestamp)
    and (closed_at is null or closed_at >= cast(? as timestamp))
  group by 1
  order by 2 desc, 1`;

const filesOn = `
  select
    stream as "stream",
    files as "files",
    lines_loaded as "lines",
    payload_bytes as "payloadBytes"
  from gold.completeness_by_day
  where day_date = cast(? as date)
  order by 1`;

/** A fragment in several parts is one; what a newer decoder read is none. */
const quarantined = `
  select reason as "reason", count(*) as "fragments"
  from silver.quarantine
  where status = 'rejected' and coalesce(part, 1) = 1
  group by 1
  order by 2 desc, 1`;

const shareOf = (streams: ReadonlyArray<Coverage>): number | null => {
  const seconds = streams.reduce((sum, stream) => sum + stream.seconds, 0);
  const known = streams.reduce(
    (sum, stream) => sum + stream.verifiedSeconds + stream.contiguousSeconds,
    0,
  );
  return seconds === 0 ? null : known / seconds;
};

/** The parts of one day, all of them or the first error. */
const partsOf = async (port: QueryPort, hourAt: string | null, day: string | null) => {
  const begin = hourAt === null ? null : Date.parse(hourAt) - 23 * HOUR_MS;
  const today = day === null ? null : Date.parse(day);
  const coverage =
    begin === null ? E.right([]) : await port.query(coverageSince, [sqlMoment(begin)], Coverage);
  if (E.isLeft(coverage)) return coverage;
  const files = day === null ? E.right([]) : await port.query(filesOn, [day], StreamFiles);
  if (E.isLeft(files)) return files;
  const gaps =
    today === null
      ? E.right([])
      : await port.query(gapsOn, [sqlMoment(today + 24 * HOUR_MS), sqlMoment(today)], GapsByCause);
  if (E.isLeft(gaps)) return gaps;
  const rejected = await port.query(quarantined, [], Quarantined);
  if (E.isLeft(rejected)) return rejected;
  return E.right({
    coverageFrom: begin === null ? null : new Date(begin).toISOString(),
    coverage: coverage.right,
    files: files.right,
    gaps: gaps.right,
    quarantined: rejected.right,
  });
};

/** How well the newest day is covered, what was missed, what did not decode, what was written. */
export const pipelineIn = async (port: QueryPort): Asked<Omit<PipelineAnswer, 'builtAt'>> => {
  const newest = await port.query(newestOf, [], Newest);
  if (E.isLeft(newest)) return newest;
  const { hourAt, day } = newest.right[0] ?? { hourAt: null, day: null };
  const parts = await partsOf(port, hourAt, day);
  if (E.isLeft(parts)) return parts;
  return E.right({
    ...parts.right,
    coverageTo: hourAt === null ? null : new Date(Date.parse(hourAt) + HOUR_MS).toISOString(),
    coverage: parts.right.coverage.map((stream) => ({ ...stream, shareKnown: shareOf([stream]) })),
    shareKnown: shareOf(parts.right.coverage),
    day,
  });
};
