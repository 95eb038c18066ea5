import { rm } from 'node:fs/promises';
import { historyOf, nextBlockAt, readLine, type ReadLine } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { summaryOf } from '../../cli/state-summary.ts';
import { linesOf } from '../../lake/read.ts';
import { describeNextBlockOverHttp } from '../support/next-block-over-http.ts';
import {
  emptyFolder,
  runProgram,
  startProgram,
  type Ended,
  type Running,
} from '../support/program.ts';
import { fixtures, recordedEvents, sessionNames } from '../support/recordings.ts';
import { asking } from '../support/state-answers.ts';
import { isWhole } from '../support/whole.ts';
import { rowsOf } from '../support/warehouse-rows.ts';

const startOnce = (name: string, lake: string): Running =>
  startProgram([
    'run',
    '--source',
    `recording:${fixtures}regtest-real-backend/${name}.ndjson`,
    '--once',
    '--lake',
    lake,
    '--network',
    'regtest',
    '--json',
  ]);

const takeOnce = (name: string, lake: string): Promise<Ended> => startOnce(name, lake).ended;

/**
 * Worked out from the files by a program that shares no code with this one; the seconds from the times of open,
 * first snapshot, first message with totals and close.
 */
const expected = {
  'session-a': {
    frames: 84,
    fragments: { accepted: 120, ignored: 428, quarantined: 0 },
    events: {
      NextBlockSnapshotTaken: 2,
      NextBlockChanged: 66,
      BlockObserved: 51,
      ConversionsQuoted: 1,
    },
    nextBlock: {
      level: 'verified',
      sequence: 68,
      transactions: 57,
      feeSats: 150_116,
      weight: 37_495,
    },
    gaps: [],
    audits: [],
    coverage: { verifiedSeconds: 98.887, contiguousSeconds: 0.534, unknownSeconds: 0.611 },
  },
  'session-b': {
    frames: 75,
    fragments: { accepted: 69, ignored: 6, quarantined: 0 },
    events: { NextBlockSnapshotTaken: 2, NextBlockChanged: 67 },
    nextBlock: {
      level: 'contiguous',
      sequence: 68,
      transactions: 57,
      feeSats: 150_116,
      weight: 37_495,
    },
    gaps: [],
    audits: [],
    coverage: { verifiedSeconds: 0, contiguousSeconds: 100.025, unknownSeconds: 0.006 },
  },
  'session-d-large': {
    frames: 150,
    fragments: { accepted: 185, ignored: 819, quarantined: 0 },
    events: {
      NextBlockSnapshotTaken: 1,
      NextBlockChanged: 132,
      BlockObserved: 51,
      ConversionsQuoted: 1,
    },
    nextBlock: {
      level: 'verified',
      sequence: 132,
      transactions: 1619,
      feeSats: 7_533_810,
      weight: 3_991_780,
    },
    gaps: [],
    audits: [],
    coverage: { verifiedSeconds: 159.421, contiguousSeconds: 9.956, unknownSeconds: 0.619 },
  },
  'session-e-index1': {
    frames: 14,
    fragments: { accepted: 8, ignored: 6, quarantined: 0 },
    events: { NextBlockSnapshotTaken: 1, NextBlockChanged: 7 },
    nextBlock: null,
    // the last message before it is of 05:32:10.992, ordinal 9
    gaps: [
      {
        cause: 'loading',
        expected: null,
        received: null,
        suspectFromOrdinal: 10,
        foundOrdinal: 10,
        foundAt: '2026-11-21T05:32:26.475Z',
        after: '2026-11-21T05:32:10.992Z',
        before: null,
        closedBy: null,
      },
    ],
    audits: [],
    coverage: {
      verifiedSeconds: 0,
      contiguousSeconds: 34.504,
      unknownSeconds: 40.516,
      unknownByCause: { 'no-base': 0.006, loading: 40.51 },
    },
  },
} as const;

const linesIn = async (lake: string): Promise<ReadonlyArray<ReadLine>> => {
  const lines: Array<ReadLine> = [];
  for await (const { text } of linesOf(lake)) {
    const line = readLine(text);
    if (E.isLeft(line)) throw new Error(line.left);
    lines.push(line.right);
  }
  return lines;
};

const payloadsIn = async (lake: string): Promise<ReadonlyArray<string>> => {
  const lines = await linesIn(lake);
  return lines
    .toSorted((a, b) => a.envelope.ordinal - b.envelope.ordinal)
    .map(({ payloadText }) => payloadText);
};

/** Rows of gold without ids and times of load. */
const goldIn = (lake: string) =>
  Promise.all(
    ['next_block_by_minute', 'conversion_rates', 'block_statistics'].map((table) =>
      rowsOf(
        `${lake}.duckdb`,
        `select columns(name -> not regexp_matches(name, '(_id|loaded_at|built_at)$')) from gold.${table} order by all`,
      ),
    ),
  );

/** What it has of its own, a feed without totals, comes up in parts of others too: left to the whole. */
const taken = sessionNames.filter((name) => isWhole || name !== 'session-b');

describe.each(taken)('run --once on the recorded %s', (name) => {
  let folder = '';
  let lake = '';
  let ended: Ended;
  beforeAll(async () => {
    folder = await emptyFolder();
    lake = `${folder}/lake`;
    ended = await takeOnce(name, lake);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('prints one JSON document with the figures of the recording, and exits 0', () => {
    expect(ended.err).not.toContain('bitcoin-pipeline run:');
    expect(ended.code).toBe(0);
    const document = JSON.parse(ended.out) as Record<string, unknown>;
    expect(document).toMatchObject({ ...expected[name], lake, warehouse: `${lake}.duckdb` });
    const events: Readonly<Record<string, number>> = expected[name].events;
    expect(document['tables']).toMatchObject({
      'raw.mempool_block':
        (events['NextBlockSnapshotTaken'] ?? 0) + (events['NextBlockChanged'] ?? 0),
      'raw.block_metadata': events['BlockObserved'] ?? 0,
      'raw.quarantine': 0,
    });
  });

  it('says every line came from a recording, at the recorded time', async () => {
    const lines = await linesIn(lake);
    const times = new Set(recordedEvents(name).map(({ t }) => new Date(t).toISOString()));
    for (const { envelope } of lines) {
      expect(envelope.origin).toBe('recording');
      expect(times).toContain(envelope.observedAt);
    }
  });

  it('has in its tables the text of every payload, equal to the lake', async () => {
    const lines = await linesIn(lake);
    const rows = await rowsOf(
      `${lake}.duckdb`,
      `select event_id, payload from raw.mempool_block union all select event_id, payload from raw.block_metadata
       union all select event_id, payload from raw.conversions union all select event_id, payload from raw.feed_health`,
    );
    expect(new Map(rows.map((row) => [row['event_id'], row['payload']]))).toStrictEqual(
      new Map(lines.map((line) => [line.envelope.eventId, line.payloadText])),
    );
  });

  it('tells the same next block in TypeScript and in SQL at every second', async () => {
    const history = historyOf(await linesIn(lake));
    const times = recordedEvents(name).map(({ t }) => t);
    const first = Math.floor((times[0] ?? 0) / 1000);
    const seconds = Array.from(
      { length: Math.ceil((times.at(-1) ?? 0) / 1000) - first + 2 },
      (_, index) => (first + index) * 1000,
    );
    const moments = seconds.map(
      (at) => `timestamp '${new Date(at).toISOString().replace('Z', '')}'`,
    );
    const rows = await rowsOf(
      `${lake}.duckdb`,
      `select answer.* from (select unnest([${moments.join(', ')}]) as "at") asked, lateral (select * from gold.next_block_at(asked.at)) answer`,
    );
    const bySql = new Map(
      rows.map((row) => [
        Date.parse(`${String(row['asked_at']).replace(' ', 'T')}Z`),
        {
          level: row['level'],
          cause: row['cause'],
          sequence: number(row['sequence']),
          transactions: number(row['transactions']),
          feeSats: number(row['fee_sats']),
          weight: number(row['weight']),
          lowestRate: number(row['min_rate']),
          medianRate: number(row['median_rate']),
        },
      ]),
    );
    expect(bySql.size).toBe(seconds.length);
    for (const at of seconds) {
      const { at: _, epochId: __, ...byModel } = summaryOf(nextBlockAt(history, at), at);
      expect({ at, ...bySql.get(at) }).toStrictEqual({ at, ...byModel });
    }
  });

  it('is told alike by state, from the lake and from the tables, before, in and after it', async () => {
    const ask = asking(lake, { network: 'regtest', originClass: 'recording' });
    const times = recordedEvents(name).map(({ t }) => t);
    const first = times[0] ?? 0;
    const length = (times.at(-1) ?? 0) - first;
    const levels = new Set<string>();
    for (let tenths = -1; tenths <= 11; tenths += 1) {
      const at = new Date(Math.round(first + (length * tenths) / 10)).toISOString();
      const document = await ask(at);
      levels.add(document.level);
      if (tenths === -1) expect(document.cause).toBe('outside');
      if (tenths === 11) expect(document.why).toMatch(/newest line|still open/);
      expect(document.rows?.length ?? null).toBe(document.transactions);
    }
    // of the next block itself, session-e-index1 says nothing
    expect(levels.size).toBe(name === 'session-e-index1' ? 1 : 2);
  });

  if (name === 'session-d-large')
    describe('its next block, asked over HTTP', () =>
      describeNextBlockOverHttp({ session: name, network: 'regtest', lake: () => lake }));

  if (name === 'session-a')
    it('gives byte-equal payloads and the same tables but for ids and load times when it is taken again', async () => {
      const again = `${folder}/again/lake`;
      const [one, two] = [ended, await takeOnce(name, again)].map(
        ({ out }) => JSON.parse(out) as Record<string, unknown>,
      );
      expect({ ...two, lake, warehouse: `${lake}.duckdb` }).toStrictEqual(one);
      expect(await payloadsIn(again)).toStrictEqual(await payloadsIn(lake));
      expect(await goldIn(again)).toStrictEqual(await goldIn(lake));
    });
});

describe('run --once', () => {
  it('ends when it is stopped while the tables are made, which load makes then', async () => {
    const dir = await emptyFolder();
    onTestFinished(() => rm(dir, { recursive: true, force: true }));
    const once = startOnce('session-b', `${dir}/lake`);
    const isBuilding = (): boolean => once.said().includes('building and testing the tables\n');
    while (!isBuilding())
      await new Promise((resolve) => once.process.stderr?.once('data', resolve));
    once.process.kill('SIGINT');
    const { code, out, err } = await once.ended;
    expect({ code, out, said: err.split('\n').at(-2) }).toStrictEqual({
      code: 1,
      out: '',
      said: `bitcoin-pipeline run: stopped; the recording is in the lake, bitcoin-pipeline load --lake ${dir}/lake makes the tables`,
    });
    expect(await runProgram(['load', '--lake', `${dir}/lake`])).toMatchObject({ code: 0 });
  });
});

const number = (value: unknown): number | null => (value === null ? null : Number(value));
