import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../../simulator/index.ts';
import { readEvents } from '../support/event-stream.ts';
import { runProgram, startProgram, type Running } from '../support/program.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dashboard-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The address of its page, as the document says. */
const addressOf = async (program: Running, out: () => string): Promise<string> => {
  for (;;) {
    if (out() !== '') return (JSON.parse(out()) as { readonly url: string }).url;
    if (program.process.exitCode !== null) throw new Error(program.said());
    await new Promise((wake) => setTimeout(wake, 50));
  }
};

describe('the dashboard on its own', () => {
  it('shows what a source says now, stores nothing, and says both', async () => {
    const simulator = await startSimulator({ port: 0 });
    let out = '';
    const program = startProgram(
      [
        'dashboard',
        '--json',
        '--port=0',
        '--network=regtest',
        `--url=${simulator.url}`,
        `--warehouse=${join(folder, 'none.duckdb')}`,
      ],
      { cwd: folder },
    );
    program.process.stdout?.on('data', (data: Buffer) => (out += data.toString()));
    try {
      const url = await addressOf(program, () => out);
      const reader = await readEvents(`${url}/events`);
      await reader.until(() => reader.events.some(({ name }) => name === 'tiles'));
      await expect
        .poll(async () => (await fetch(`${url}/api/state`)).json(), { timeout: 30_000 })
        .toMatchObject({
          source: { origin: 'live', connection: 'open', network: 'regtest' },
          'next-block': { level: 'verified' },
          delivery: { spool: 'none', linesIn: 0 },
          warehouse: { status: 'failed', message: 'the tables are not built yet.' },
        });
      reader.close();
    } finally {
      program.process.kill('SIGINT');
      await simulator.stop();
    }
    const { code, err } = await program.ended;
    expect(err).toContain('shown and not stored');
    expect(code).toBe(0);
  });

  it('tells everything that is wrong with its options at once, and never a token', async () => {
    const { code, err, out } = await runProgram(
      [
        'dashboard',
        '--host=0.0.0.0',
        '--port=99999',
        '--history=oracle',
        '--url=nope',
        '--audit-minutes=x',
      ],
      { cwd: folder },
    );
    expect([code, out]).toEqual([2, '']);
    for (const option of ['--host 0.0.0.0', '--port', '--history', '--url', '--audit-minutes'])
      expect(err).toContain(option);

    const short = await runProgram(['dashboard', '--host', '0.0.0.0'], {
      cwd: folder,
      env: { BITCOIN_PIPELINE_DASHBOARD_TOKEN: 'hunter2' },
    });
    expect(short.code).toBe(2);
    expect(short.err).toContain('32 to 512');
    expect(short.err).not.toContain('hunter2');

    const file = join(folder, 'token');
    await writeFile(file, 'too short\n');
    const inFile = await runProgram(['dashboard', '--token-file', file], { cwd: folder });
    expect([inFile.code, inFile.err.includes('too short')]).toEqual([2, false]);
    const gone = await runProgram(['run', '--token-file', join(folder, 'gone')], { cwd: folder });
    expect(gone.err).toContain("can't be read");
  });

  it('says every variable that Snowflake lacks', async () => {
    const { code, err } = await runProgram(['dashboard', '--history', 'snowflake'], {
      cwd: folder,
    });
    expect(code).toBe(2);
    for (const name of ['ACCOUNT', 'USER', 'WAREHOUSE', 'DATABASE', 'PRIVATE_KEY_FILE'])
      expect(err).toContain(`BITCOIN_PIPELINE_SNOWFLAKE_${name}`);
  });
});
