import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DECODER_VERSION } from '@bitcoin-pipeline/model';
import { sha256 } from '../../cli/program.ts';
import { progressEvery } from '../../cli/progress.ts';
import { linesOf } from '../../lake/read.ts';
import { replayLake, type ReplayReport } from '../../lake/replay.ts';
import { putBytes, temporaryFolder } from '../support/lake-folder.ts';
import { runInside } from '../support/program-inside.ts';
import { emptyFolder, runProgram } from '../support/program.ts';
import { FormerEpoch, putLines, textOfLine } from '../support/refused.ts';

const identity = (network = 'mainnet', version = 1): string =>
  JSON.stringify({ version, network, origin_class: 'recording' });

const txid = (n: number): string => n.toString(16).padStart(64, '0');
const object = (n: number): string =>
  `{"txid":"${txid(n)}","fee":1000,"vsize":140.25,"value":5000}`;
const snapshotOf = (rows: number): string =>
  `{"index":0,"blockTransactions":[${Array.from({ length: rows }, (_, n) => object(n)).join(',')}]}`;
const conversions = '{"time":1795239437,"USD":100000}';

/** What a decoder before ours refused, in each of the ways there are. */
const epoch = new FormerEpoch('e1');
epoch.opened('05:00:00');
epoch.refused('05:00:01', 'projected-block-transactions', snapshotOf(2));
epoch.refused('05:00:02', 'conversions', conversions);
epoch.refused('05:00:03', null, '<html>', 'not-json');
epoch.refused('05:00:04', 'block', '{"id":1}');
epoch.refused('06:00:05', 'projected-block-transactions', snapshotOf(9_000)); // several parts, another hour
const [, lost] = epoch.refused('06:00:06', null, 'x'.repeat(3_000_000), 'not-json');
// a frame of two events in two streams, on the ordinals of its parts
const [frameFirst, frameSecond] = epoch
  .refused(
    '06:00:07',
    null,
    `{"conversions":${conversions},"mempool-txids":{"sequence":7},"x":"${'x'.repeat(1_000_000)}"}`,
    'not-json',
  )
  .map(({ ordinal }) => ordinal);
epoch.counted('06:00:08');
const lines = epoch.lines.filter((line) => line !== lost);

const told = {
  found: 7,
  decoded: 4,
  stillRejected: 2,
  alreadyTried: 0,
  incomplete: 1,
  byReason: { 'not-json': 1, 'does-not-decode': 1 },
  byEvent: { NextBlockSnapshotTaken: 2, ConversionsQuoted: 2, TransactionsMoved: 1 },
  files: 5, // two hours of the next block, two of prices, one of the quarantine
};

const replay = async (lake: string, ...more: ReadonlyArray<string>) => {
  const { code, out, err } = await runInside(['replay', '--lake', lake, '--json', ...more]);
  return { code, err, told: out === '' ? null : (JSON.parse(out) as unknown) };
};

/** The same without a process of its own. */
const replayHere = async (lake: string): Promise<ReplayReport> => {
  const by = { producerId: 'p2', producerVersion: '9.9.9', sha256 };
  const report = await replayLake(lake, by, () => undefined);
  if (E.isLeft(report)) throw new Error(report.left.message);
  return report.right;
};

/** Every file below a folder with the hash of its bytes. */
const filesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${file} ${sha256(readFileSync(file))}`);

/** The ids of a lake's replayed lines, each with its event and place. */
const replayedIn = async (lake: string): Promise<ReadonlyArray<string>> => {
  const found: Array<string> = [];
  for await (const { key, text } of linesOf(lake)) {
    const line = JSON.parse(text) as Readonly<Record<string, string | number>>;
    if (line['origin'] !== 'replay') continue;
    const part = line['part'] === undefined ? '' : ` ${line['part']}/${line['parts']}`;
    found.push(`${line['event_id']} ${line['event_type']}${part} ${/hr=../.exec(key)?.[0]}`);
  }
  return found.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
};

describe('a lake with refused fragments', () => {
  let folder = '';
  let lake = '';
  let before: ReadonlyArray<string>;
  let first: Awaited<ReturnType<typeof replay>>;
  let afterFirst: ReadonlyArray<string>;
  beforeAll(async () => {
    folder = await emptyFolder();
    lake = join(folder, 'lake');
    putBytes(lake, 'lake.json', Buffer.from(identity()));
    putLines(lake, 'all', lines);
    putLines(lake, 'again', lines.slice(0, 4)); // what was sent twice counts once
    before = filesIn(lake);
    first = await replay(lake);
    afterFirst = filesIn(lake);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is replayed: what decodes now, what does not, what is not whole', () => {
    expect(first).toStrictEqual({ code: 0, err: '', told });
  });

  it('has new objects and every old one as it was', () => {
    expect(afterFirst.filter((file) => before.includes(file))).toStrictEqual(before);
    expect(afterFirst.length - before.length).toBe(told.files);
  });

  it('has the events under the ids of their rejections, below their hours, and marks for the others', async () => {
    const v = DECODER_VERSION;
    expect(await replayedIn(lake)).toStrictEqual([
      `e1-2.${v} NextBlockSnapshotTaken hr=05`,
      `e1-3.${v} ConversionsQuoted hr=05`,
      `e1-4.${v} FragmentRejected hr=05`,
      `e1-5.${v} FragmentRejected hr=05`,
      `e1-6.${v} NextBlockSnapshotTaken 1/2 hr=06`,
      `e1-7.${v} NextBlockSnapshotTaken 2/2 hr=06`,
      `e1-${frameFirst}.${v} ConversionsQuoted hr=06`,
      `e1-${frameSecond}.${v} TransactionsMoved hr=06`,
    ]);
  });

  it('has nothing left to do the second time', async () => {
    expect(await replay(lake)).toStrictEqual({
      code: 0,
      err: '',
      told: {
        ...told,
        decoded: 0,
        stillRejected: 0,
        alreadyTried: 6,
        byReason: {},
        byEvent: {},
        files: 0,
      },
    });
    expect(filesIn(lake)).toStrictEqual(afterFirst);
  });

  it('is made whole after a replay that was killed between two objects', async () => {
    const killed = join(folder, 'killed');
    const all = await replayedIn(lake);
    for (const written of afterFirst.filter((file) => !before.includes(file))) {
      cpSync(lake, killed, { recursive: true });
      const file = (written.split(' ')[0] ?? '').replace(lake, killed);
      rmSync(file);
      // half of it, under the name it has until it is whole
      writeFileSync(file.replace(/([^/]+)$/, '.$1.tmp'), 'half');
      expect((await replayHere(killed)).alreadyTried).toBeLessThan(6);
      const ids = new Set(await replayedIn(killed)); // a line may be there twice, under one id
      expect([...ids]).toStrictEqual(all);
      rmSync(killed, { recursive: true });
    }
  });

  it('replays what a listener writes afterwards', async () => {
    putLines(lake, 'late', lost === undefined ? [] : [lost]); // the missing part
    const more = new FormerEpoch('e2');
    more.opened('07:00:00');
    more.refused('07:00:01', 'conversions', conversions);
    putLines(lake, 'more', more.lines);
    expect(await replayHere(lake)).toMatchObject({
      found: 8,
      decoded: 1,
      stillRejected: 1,
      alreadyTried: 6,
      incomplete: 0,
    });
  });

  it('is told of in words', async () => {
    expect(await runProgram(['replay', '--lake', lake])).toStrictEqual({
      code: 0,
      err: '',
      out: '8 refused fragments in the lake\n0 decoded\n0 still rejected\n8 tried before\n0 new objects\n',
    });
  });
});

describe('a fragment that another version tried', () => {
  const refused = lines.filter(({ ordinal }) => ordinal === 3);
  const attempt = (version: number, decoded: boolean): string =>
    refused
      .map(textOfLine)
      .join('')
      .replace('"e1-3"', `"e1-3.${version}"`)
      .replace('"recording"', '"replay"')
      .replace(
        /"FragmentRejected"(.*)"reason".*$/,
        decoded
          ? `"ConversionsQuoted"$1"quoted_at":"2026-11-21T05:00:00.000Z","payload_sha256":"${txid(1)}","payload":${conversions}}`
          : '$&',
      );
  it.each([
    ['a newer one, in vain', DECODER_VERSION + 9, false, 'quarantine'],
    ['a newer one, which decoded it', DECODER_VERSION + 9, true, 'conversions'],
  ])('is left alone: %s', async (_, version, decoded, stream) => {
    const lake = temporaryFolder();
    putBytes(lake, 'lake.json', Buffer.from(identity()));
    putLines(lake, 'all', refused);
    putBytes(
      lake,
      `mempool-data/${stream}/dt=2026-11-21/hr=05/b.ndjson.gz`,
      gzipSync(`${attempt(version, decoded)}\n`),
    );
    expect(await replayHere(lake)).toMatchObject({
      found: 1,
      decoded: 0,
      alreadyTried: 1,
      files: 0,
    });
  });
});

describe('a lake that can not be replayed', () => {
  const lakeWith = (json: string): string => {
    const lake = temporaryFolder();
    putBytes(lake, 'lake.json', Buffer.from(json));
    return lake;
  };
  const says = async (lake: string, ...more: ReadonlyArray<string>) => {
    const { code, out, err } = await runInside(['replay', '--lake', lake, ...more]);
    return { code, out, err: err.replaceAll(lake, 'LAKE') };
  };
  const refused = (err: string) => ({ code: 1, out: '', err: `bitcoin-pipeline replay: ${err}\n` });

  it('of another network is refused, and is replayed where no network is asked for', async () => {
    const lake = lakeWith(identity('signet'));
    expect(await says(lake, '--network', 'mainnet')).toStrictEqual(
      refused(
        'the lake LAKE holds recording data of signet, this run makes recording data of mainnet; choose another folder with --lake',
      ),
    );
    expect(await says(lake)).toMatchObject({ code: 0 });
    expect(await says(lake, '--network', 'signet')).toMatchObject({ code: 0 });
  });

  it('of a newer version, or that is none, is refused', async () => {
    expect(await says(lakeWith(identity('mainnet', 2)))).toStrictEqual(
      refused(
        'the lake LAKE has version 2, this program reads up to 1; use a newer program or another folder with --lake',
      ),
    );
    expect(await says(temporaryFolder())).toStrictEqual(
      refused('there is no lake in LAKE; name one with --lake'),
    );
  });

  it('with an object or a line that can not be read names it, and nothing is written', async () => {
    const key = 'mempool-data/quarantine/dt=2026-11-21/hr=05';
    const broken = lakeWith(identity());
    putBytes(broken, `${key}/a.ndjson.gz`, Buffer.from('no gzip'));
    expect(await says(broken)).toStrictEqual(refused(`${key}/a.ndjson.gz: incorrect header check`));
    const lines_ = lakeWith(identity());
    putBytes(
      lines_,
      `${key}/a.ndjson.gz`,
      gzipSync(`${lines.slice(1, 2).map(textOfLine).join('')}\n{"a":1}\n`),
    );
    expect(await says(lines_)).toStrictEqual(
      refused(`${key}/a.ndjson.gz line 2: no payload at the end`),
    );
    expect(filesIn(lines_)).toHaveLength(2);
  });

  it('is wrong usage with a network that is none of ours', async () => {
    expect(await says(lakeWith(identity()), '--network', 'moon')).toStrictEqual({
      code: 2,
      out: '',
      err: 'bitcoin-pipeline replay: --network takes mainnet, testnet4, signet, regtest, not "moon"\n',
    });
  });
});

it('progress is told once in two seconds, and not at all where it takes less', () => {
  let now = 100;
  const said: Array<string> = [];
  const progress = progressEvery(
    2_000,
    (done, total) => said.push(`${done} of ${total}`),
    () => now,
  );
  for (const [done, atMs] of [
    [1, 150],
    [2, 2_099],
    [3, 2_100],
    [4, 2_101],
    [5, 4_099],
    [6, 5_000],
    [7, 6_999],
    [8, 7_000],
  ] as const) {
    now = atMs;
    progress(done, 8);
  }
  expect(said).toStrictEqual(['3 of 8', '6 of 8', '8 of 8']);
});
