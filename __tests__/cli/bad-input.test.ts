import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectCopy } from '../support/project-copy.ts';
import { runInside } from '../support/program-inside.ts';
import { emptyFolder, runProgram, type Ended } from '../support/program.ts';
import { fixtures, recordedEvents, type RecordedEvent } from '../support/recordings.ts';
import { rowsOf } from '../support/warehouse-rows.ts';

const recording = `recording:${fixtures}regtest-real-backend/session-b.ndjson`;
const once = ['run', '--source', recording, '--once', '--network', 'regtest'] as const;

const lakeOf = (network: string, originClass: string, version = 1): string =>
  JSON.stringify({ version, network, origin_class: originClass });

/** Files that stand in the folder of each case. */
const files: Readonly<Record<string, string | Buffer>> = {
  'empty.ndjson': '',
  'picture.png': Buffer.from('89504e470d0a1a0a0000000d49484452ff00fe', 'hex'),
  'other.json': '{"a":1}\n',
  'a-file': 'not a folder\n',
  'mainnet/lake.json': lakeOf('mainnet', 'recording'),
  'simulated/lake.json': lakeOf('regtest', 'simulated'),
  'newer/lake.json': lakeOf('regtest', 'recording', 2),
  'rubbish/lake.json': 'rubbish\nof two lines',
  'a-list/lake.json': '[]',
};

let folder = '';
let held: Server;
let heldPort = '';

beforeAll(async () => {
  folder = await emptyFolder();
  await mkdir(join(folder, 'a-folder'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  held = createServer();
  await new Promise<void>((resolve) => {
    held.listen(0, '127.0.0.1', resolve);
  });
  heldPort = String((held.address() as AddressInfo).port);
});
afterAll(async () => {
  held.close();
  await rm(folder, { recursive: true, force: true });
});

interface Case {
  readonly title: string;
  readonly args: ReadonlyArray<string> | (() => ReadonlyArray<string>);
  readonly exit: 1 | 2;
  /** The whole line. */
  readonly says: string | (() => string);
  readonly env?: Readonly<Record<string, string>>;
  /** In a process of its own: one of each exit code, and what gets as far as to open a port. */
  readonly apart?: true;
}

const noRecording = (file: string, why: string): string =>
  `bitcoin-pipeline run: ${file} is not a recording: ${why}; name a recorded session with --source recording:FILE`;
const noFrames = 'no line of it is a received frame ({"t": ms, "ev": "recv", "raw": "…"})';
const taking = (file: string): ReadonlyArray<string> => [
  'run',
  '--source',
  `recording:${file}`,
  '--once',
];
const networks = '--network takes mainnet, testnet4, signet, regtest, not "moon"';
const noMoment = '--at takes a moment with its zone, such as 2026-11-21T05:20:00Z';

const cases: ReadonlyArray<Case> = [
  {
    title: 'no command',
    apart: true,
    args: [],
    exit: 2,
    says: 'bitcoin-pipeline: say which command; see --help',
  },
  {
    title: 'an unknown command',
    args: ['mine'],
    exit: 2,
    says: 'bitcoin-pipeline: no command "mine"; see --help',
  },
  {
    title: 'an unknown option',
    args: ['run', '--fast'],
    exit: 2,
    says: "bitcoin-pipeline run: Unknown option '--fast'; see --help",
  },
  {
    title: 'an argument that belongs to no option',
    args: ['load', 'lake'],
    exit: 2,
    says: "bitcoin-pipeline load: Unexpected argument 'lake'; see --help",
  },
  {
    title: 'an option without its value',
    args: ['run', '--lake'],
    exit: 2,
    says: "bitcoin-pipeline run: Option '--lake <value>' argument missing; see --help",
  },
  ...(['run', 'poll', 'load', 'replay', 'dashboard'] as const).map((command) => ({
    title: `a lake without a name for ${command}`,
    args: [command, '--lake', ''],
    exit: 2 as const,
    says: `bitcoin-pipeline ${command}: --lake takes a value, not ""; see --help`,
  })),
  {
    title: 'a port that is none',
    args: ['run', '--port', 'rubbish'],
    exit: 2,
    says: 'bitcoin-pipeline run: --port takes a whole number from 0 to 65535, not "rubbish"',
  },
  {
    title: 'a port out of range',
    args: ['simulate', '--port', '65536'],
    exit: 2,
    says: 'bitcoin-pipeline simulate: --port takes a whole number from 0 to 65535, not "65536"',
  },
  {
    title: 'a source that is none',
    args: ['run', '--source', 'rubbish'],
    exit: 2,
    says: 'bitcoin-pipeline run: --source takes live, simulated or recording:FILE, not "rubbish"',
  },
  {
    title: '--once without a recording',
    args: ['run', '--once', '--source', 'simulated'],
    exit: 2,
    says: 'bitcoin-pipeline run: --once needs --source recording:FILE: the others have no end',
  },
  {
    title: '--json without --once',
    args: ['run', '--json', '--source', 'simulated'],
    exit: 2,
    says: 'bitcoin-pipeline run: --json needs --once',
  },
  {
    title: 'a recording that is not there',
    args: taking('none.ndjson'),
    exit: 2,
    says: noRecording('none.ndjson', 'there is no such file'),
  },
  {
    title: 'an empty recording',
    args: taking('empty.ndjson'),
    exit: 2,
    says: noRecording('empty.ndjson', 'it is empty'),
  },
  {
    title: 'a folder as recording',
    args: taking('a-folder'),
    exit: 2,
    says: noRecording('a-folder', 'it is a directory'),
  },
  {
    title: 'a picture as recording',
    args: taking('picture.png'),
    exit: 2,
    says: noRecording('picture.png', noFrames),
  },
  {
    title: 'JSON without frames as recording',
    args: taking('other.json'),
    exit: 2,
    says: noRecording('other.json', noFrames),
  },
  {
    title: 'an unknown network',
    args: ['listen', '--network', 'moon'],
    exit: 2,
    says: `bitcoin-pipeline listen: ${networks.replace('--network', '--network (or BITCOIN_PIPELINE_NETWORK)')}`,
  },
  {
    title: 'an unknown network of a recording',
    args: ['run', '--source', recording, '--once', '--network', 'moon'],
    exit: 2,
    says: `bitcoin-pipeline run: ${networks}`,
  },
  {
    title: 'an address with credentials, which it does not repeat',
    args: ['poll', '--once', '--url', 'https://me:secret@localhost'],
    exit: 2,
    says: 'bitcoin-pipeline poll: --url takes an address such as https://mempool.space, without credentials',
  },
  {
    title: 'an address without its scheme',
    args: ['listen', '--url', 'mempool.space'],
    exit: 2,
    says: 'bitcoin-pipeline listen: --url (or BITCOIN_PIPELINE_URL) takes an address such as https://mempool.space, without credentials, not "mempool.space"',
  },
  {
    title: 'a lake of another network',
    apart: true,
    args: [...once, '--lake', 'mainnet'],
    exit: 1,
    says: 'bitcoin-pipeline run: the lake mainnet holds recording data of mainnet, this run makes recording data of regtest; choose another folder with --lake',
  },
  {
    title: 'a lake of another origin',
    args: [...once, '--lake', 'simulated'],
    exit: 1,
    says: 'bitcoin-pipeline run: the lake simulated holds simulated data of regtest, this run makes recording data of regtest; choose another folder with --lake',
  },
  {
    title: 'a lake of a newer version',
    args: [...once, '--lake', 'newer'],
    exit: 1,
    says: 'bitcoin-pipeline run: the lake newer has version 2, this program reads up to 1; use a newer program or another folder with --lake',
  },
  {
    title: 'a lake of a newer version that is only read',
    args: ['state', '--at', '2026-11-21T05:20:00Z', '--lake', 'newer'],
    exit: 1,
    says: 'bitcoin-pipeline state: the lake newer has version 2, this program reads up to 1; use a newer program or another folder with --lake',
  },
  {
    title: 'a lake.json that is rubbish',
    args: [...once, '--lake', 'rubbish'],
    exit: 1,
    says: "bitcoin-pipeline run: rubbish/lake.json is not a lake's description; choose another folder with --lake",
  },
  {
    title: 'a lake.json that is rubbish, only read',
    args: ['state', '--at', '2026-11-21T05:20:00Z', '--lake', 'rubbish'],
    exit: 1,
    says: "bitcoin-pipeline state: rubbish/lake.json is not a lake's description; choose another folder with --lake",
  },
  {
    title: 'a lake.json that is other JSON',
    args: ['load', '--lake', 'a-list'],
    exit: 1,
    says: "bitcoin-pipeline load: a-list/lake.json is not a lake's description; choose another folder with --lake",
  },
  {
    title: "a poller's state that is something else",
    args: [
      'poll',
      '--once',
      '--url',
      'http://127.0.0.1:1',
      '--network',
      'regtest',
      '--state',
      'a-file',
      '--lake',
      'fresh',
    ],
    exit: 1,
    says: 'bitcoin-pipeline poll: a-file is not a poller\'s state; it is left as it is. Move it away and rebuild it from the lake with "bitcoin-pipeline poll --rebuild", or name another than a-file',
  },
  {
    title: 'a lake below a file',
    args: [...once, '--lake', 'a-file/lake'],
    exit: 1,
    says: "bitcoin-pipeline run: can't make a-file/lake: a file stands where a folder is needed; choose another with --lake",
  },
  {
    title: 'a lake where even root may not write',
    args: [...once, '--lake', '/sys/lake'],
    exit: 1,
    says: 'bitcoin-pipeline run: no permission to write /sys/lake; choose another folder with --lake',
  },
  {
    title: "the page's port in use",
    apart: true,
    args: () => ['run', '--source', recording, '--network', 'regtest', '--port', heldPort],
    exit: 1,
    says: () => `bitcoin-pipeline run: Port ${heldPort} is in use; choose another with \`--port\`.`,
  },
  {
    title: "the simulator's port in use",
    apart: true,
    args: () => ['simulate', '--port', heldPort],
    exit: 1,
    says: () => `bitcoin-pipeline simulate: port ${heldPort} is in use; choose another with --port`,
  },
  {
    title: 'a Python that is not there',
    args: once,
    exit: 1,
    says: 'bitcoin-pipeline run: there is no Python at no/python, which BITCOIN_PIPELINE_PYTHON names; name one that has dbt, or unset it',
    env: { BITCOIN_PIPELINE_PYTHON: 'no/python' },
  },
  {
    title: 'a moment that is none',
    args: ['state', '--at', 'yesterday'],
    exit: 2,
    says: `bitcoin-pipeline state: ${noMoment}`,
  },
  {
    title: 'a moment without its zone',
    args: ['state', '--at', '2026-11-21T05:20:00'],
    exit: 2,
    says: `bitcoin-pipeline state: ${noMoment}`,
  },
  {
    title: 'a moment of a day that there is not',
    args: ['state', '--at', '2026-02-30T05:20:00Z'],
    exit: 2,
    says: `bitcoin-pipeline state: ${noMoment}`,
  },
  {
    title: 'a moment in a year that has five digits',
    args: ['state', '--at', '+012026-11-21T05:20:00Z'],
    exit: 2,
    says: `bitcoin-pipeline state: ${noMoment}`,
  },
  {
    title: 'rows from somewhere else',
    args: ['state', '--at', '2026-11-21T05:20:00Z', '--rows', '--from', 'memory'],
    exit: 2,
    says: 'bitcoin-pipeline state: --from takes lake or warehouse',
  },
  {
    title: 'a lake that is not there',
    args: ['state', '--at', '2026-11-21T05:20:00Z', '--lake', 'no-lake'],
    exit: 1,
    says: 'bitcoin-pipeline state: there is no lake in no-lake; name one with --lake',
  },
  {
    title: 'an unknown dialect',
    args: ['ddl', '--dialect', 'cobol'],
    exit: 2,
    says: 'bitcoin-pipeline ddl: --dialect takes duckdb or snowflake',
  },
];

/** Name and content of everything below the folder. */
const contentOf = async (): Promise<Readonly<Record<string, string>>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    await Promise.all(
      entries.map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path, entry.isFile() ? await readFile(path, 'latin1') : ''] as const;
      }),
    ),
  );
};

describe('wrong use and what can not be had: one line with the way out', () => {
  let before: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    before = await contentOf();
  });

  it.each(cases)('$title', async ({ args, exit, says, env = {}, apart = false }) => {
    const run = apart ? runProgram : runInside;
    const ended = await run(typeof args === 'function' ? args() : args, { cwd: folder, env });
    expect(ended).toStrictEqual({
      code: exit,
      out: '',
      err: `${typeof says === 'function' ? says() : says}\n`,
    });
  });

  it('leaves nothing behind', async () => {
    expect(await contentOf()).toStrictEqual(before);
  });
});

it('says which committed DDL differs from the model', async () => {
  const copy = projectCopy([
    'scripts',
    'model',
    'cli',
    'lake',
    'listener',
    'poller',
    'sources',
    'warehouse',
    'simulator',
    'dashboard/server',
    'dashboard/layout',
    'dbt',
  ]);
  try {
    const check = ['ddl', '--dialect', 'duckdb', '--check'];
    expect(await runInside(check)).toStrictEqual({
      code: 0,
      out: '',
      err: 'dbt/sql/raw_duckdb.sql is what the model makes\n',
    });
    copy.write('dbt/sql/raw_duckdb.sql', `${copy.read('dbt/sql/raw_duckdb.sql')}-- mine\n`);
    expect(await copy.node(['cli/bin.mjs', ...check])).toStrictEqual({
      code: 1,
      out: '',
      err: 'bitcoin-pipeline ddl: dbt/sql/raw_duckdb.sql differs from the model; run npm run generate\n',
    });
  } finally {
    copy.remove();
  }
});

interface Told {
  readonly frames: number;
  readonly fragments: Readonly<Record<'accepted' | 'ignored' | 'quarantined', number>>;
  readonly events: Readonly<Record<string, number>>;
  readonly nextBlock: object | null;
  readonly gaps: ReadonlyArray<object>;
  readonly tables: Readonly<Record<string, number>>;
}

/** Takes recorded lines through the whole program into a lake. */
const take = async (
  where: string,
  lake: string,
  lines: ReadonlyArray<string>,
): Promise<Ended & { readonly told: Told }> => {
  const file = join(where, 'session.ndjson');
  await writeFile(file, lines.map((line) => `${line}\n`).join(''));
  const options = ['--source', `recording:${file}`, '--network', 'regtest', '--lake', lake];
  const ended = await runProgram(['run', ...options, '--once', '--json']);
  return { ...ended, told: JSON.parse(ended.out === '' ? 'null' : ended.out) as Told };
};

const lineOf = (event: RecordedEvent): string => JSON.stringify(event);
const lastLine = (text: string): string | undefined => text.trimEnd().split('\n').at(-1);

interface Projected {
  readonly sequence: number;
  readonly blockTransactions?: unknown;
}

/** The projected block in a recorded frame. */
const projectedIn = ({ raw }: RecordedEvent): Projected | null => {
  if (raw?.startsWith('{') !== true) return null;
  const frame = JSON.parse(raw) as { readonly 'projected-block-transactions'?: Projected };
  return frame['projected-block-transactions'] ?? null;
};

const stillOpen =
  /: not known: inside a gap \(sequence\): a message of the source was missed; after \S+Z, still open; gap \S+\n$/;

describe('a recording with three changes cut out and two broken lines', () => {
  let where = '';
  let lake = '';
  let ended: Awaited<ReturnType<typeof take>>;
  let brokenAt = 0;
  const all = recordedEvents('session-d-large');
  const kept = all.filter((event) => ![57, 58, 59].includes(projectedIn(event)?.sequence ?? -1));

  beforeAll(async () => {
    where = await emptyFolder();
    lake = join(where, 'lake');
    brokenAt = 30;
    const lines = kept.map(lineOf);
    lines.splice(brokenAt - 1, 0, '{"t": 1, "ev": "re', '[]');
    ended = await take(where, lake, lines);
  });
  afterAll(() => rm(where, { recursive: true, force: true }));

  it('is the recording it is meant to be', () => {
    expect(all.length - kept.length).toBe(3);
  });

  it('is taken but for the broken lines, which are told at the end', () => {
    expect(ended.code).toBe(1);
    expect(lastLine(ended.err)).toBe(
      `bitcoin-pipeline run: 2 line(s) of ${join(where, 'session.ndjson')} could not be read, the first is line ${brokenAt}: not JSON; the rest was taken`,
    );
    expect(ended.told).toMatchObject({
      frames: 147,
      fragments: { quarantined: 0 },
      events: { NextBlockSnapshotTaken: 1, NextBlockChanged: 129 },
    });
  });

  it('has one gap with what was expected and what came, and no next block after it', () => {
    expect(ended.told.gaps).toMatchObject([
      { cause: 'sequence', expected: 57, received: 60, closedBy: null },
    ]);
    expect(ended.told.nextBlock).toStrictEqual({
      level: 'unknown',
      sequence: 132,
      transactions: null,
      feeSats: null,
      weight: null,
    });
  });

  const cutAt = kept.find((event) => projectedIn(event)?.sequence === 60)?.t ?? 0;
  it.each([
    [
      'before the first line',
      (kept[0]?.t ?? 0) - 60_000,
      /: not known: the data begin at 20\S+Z\n$/,
    ],
    ['inside the gap', cutAt, stillOpen],
    ['after the last line, in the gap that nothing closed', (kept.at(-1)?.t ?? 0) + 1, stillOpen],
    ['in the future', Date.parse('2999-01-01T00:00:00Z'), /: not known: .* is in the future\n$/],
  ])('is asked for the next block %s', async (_, atMs, says) => {
    const at = new Date(atMs).toISOString();
    const answer = await runInside(['state', '--at', at, '--lake', lake]);
    expect(answer).toStrictEqual({
      code: 0,
      out: expect.stringMatching(says) as unknown,
      err: '',
    });
  });
});

/** The answers without ids and times of loading. */
const goldOf = async (lake: string): Promise<ReadonlyArray<unknown>> => {
  const tables: Array<unknown> = [];
  for (const table of ['next_block_by_minute', 'conversion_rates', 'block_statistics'])
    tables.push(
      (await rowsOf(`${lake}.duckdb`, `select * from gold.${table} order by all`)).map((row) =>
        Object.fromEntries(
          Object.entries(row).filter(([key]) => !/(_id|loaded_at|built_at)$/.test(key)),
        ),
      ),
    );
  return tables;
};

describe('a recording with a frame that is no JSON and a fragment that does not decode', () => {
  const notJson = '<html>502 Bad Gateway</html>';
  const badBlock = '{"id":"not a hash","height":-1}';
  const all = recordedEvents('session-a');
  /** Before the second snapshot: its sequence shows that the lost frame held no change. */
  const at = all.findLastIndex((event) => projectedIn(event)?.blockTransactions !== undefined);

  let where = '';
  let lake = '';
  let first: Awaited<ReturnType<typeof take>>;
  let firstGold: ReadonlyArray<unknown>;
  let second: Awaited<ReturnType<typeof take>>;

  beforeAll(async () => {
    where = await emptyFolder();
    lake = join(where, 'lake');
    const t = all[at]?.t ?? 0;
    const lines = [
      ...all.slice(0, at),
      { t, ev: 'recv', raw: notJson },
      { t, ev: 'recv', raw: `{"pong":true,"block":${badBlock}}` },
      ...all.slice(at),
    ].map(lineOf);
    first = await take(where, lake, lines);
    firstGold = await goldOf(lake);
    second = await take(where, lake, lines);
  });
  afterAll(() => rm(where, { recursive: true, force: true }));

  it('is taken, with two in quarantine and all the rest as without them', () => {
    expect(first.err).not.toContain('bitcoin-pipeline run:');
    expect(first.code).toBe(0);
    expect(first.told).toMatchObject({
      frames: 86,
      fragments: { accepted: 120, ignored: 429, quarantined: 2 },
      nextBlock: { level: 'verified', sequence: 68, transactions: 57, feeSats: 150_116 },
      gaps: [],
    });
    expect(first.told.tables['raw.quarantine']).toBe(2);
  });

  it('does not know yet what the next block is after the last line', async () => {
    const afterLast = new Date((all.at(-1)?.t ?? 0) + 1).toISOString();
    const answer = await runInside(['state', '--at', afterLast, '--lake', lake]);
    expect(answer).toStrictEqual({
      code: 0,
      out: expect.stringMatching(/: not known yet: the newest line is of \S+Z\n$/) as unknown,
      err: '',
    });
  });

  it('keeps the refused bytes with the reason', async () => {
    const rows = await rowsOf(
      `${lake}.duckdb`,
      'select reason, payload, value_path, encoding from raw.quarantine order by epoch_id, ordinal limit 2',
    );
    expect(
      rows.map((row) => ({ ...row, payload: JSON.parse(String(row['payload'])) as unknown })),
    ).toStrictEqual([
      { reason: 'not-json', payload: notJson, value_path: null, encoding: 'utf8' },
      { reason: 'does-not-decode', payload: badBlock, value_path: 'id', encoding: 'utf8' },
    ]);
  });

  it('may be taken twice into one lake: every line is kept, no answer is doubled', async () => {
    expect(second.err).not.toContain('bitcoin-pipeline run:');
    expect(second.code).toBe(0);
    for (const [table, rows] of Object.entries(first.told.tables)) {
      if (table.startsWith('raw.')) expect(second.told.tables[table], table).toBe(2 * rows);
      if (table.startsWith('gold.')) expect(second.told.tables[table], table).toBe(rows);
    }
    expect(await goldOf(lake)).toStrictEqual(firstGold);
  });
});
