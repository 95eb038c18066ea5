import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startSimulator } from '../../simulator/index.ts';
import { credentials } from '../support/aws/ministack.ts';
import { openSite, type Site } from '../support/operate/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.stop());

const in10Minutes = (): string => new Date(Date.now() + 600_000).toISOString();
const hold = (operation: string, until = in10Minutes()) => ({
  id: 'another',
  operation,
  who: 'bob',
  since: '2026-11-30T10:00:00.000Z',
  until,
});
const pausedPipes = async (): Promise<string> => {
  const { printed } = await site.run(['listener', 'status']);
  return /^pipes: .*$/m.exec(printed[0] ?? '')?.[0] ?? '';
};

describe('the listener', () => {
  it('is refused where there is none, in one line', async () => {
    const { code, said } = await site.run(['listener', 'stop', '--reason', 'a test']);
    expect(code).toBe(2);
    expect(said).toStrictEqual([
      `operate listener: there is no group ${site.names.listener}: deploy the stack listener first`,
    ]);
    expect(await site.record('hold')).toBeUndefined();
  });

  it('says so where nobody is logged in to AWS', async () => {
    const nobody = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
    const elsewhere = { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nowhere' };
    for (const [name, value] of Object.entries({ ...nobody, ...elsewhere }))
      vi.stubEnv(name, value);
    const { code, said } = await site.run(['listener', 'status']);
    for (const [name, value] of Object.entries(credentials)) vi.stubEnv(name, value);
    expect({ code, said }).toStrictEqual({
      code: 1,
      said: [
        'operate listener: there are no credentials of AWS: log in, or name a profile by AWS_PROFILE, and try again',
      ],
    });
  });

  it('stops: schedule and pipes stand still, the instance has gone, its spool is empty', async () => {
    await site.aws.makeGroup('1');
    await expect.poll(() => site.host.listening()).toHaveLength(1); // one that ends unseen says nothing
    const { code, said, summary } = await site.run(['listener', 'stop', '--reason', 'new address']);
    expect({ code, last: said.at(-1) }).toStrictEqual({
      code: 0,
      last: 'the listener ended and its spool is empty',
    });
    expect(await site.aws.instances()).toStrictEqual([]);
    expect(await site.aws.scheduleState()).toBe('DISABLED');
    expect(await pausedPipes()).toMatch(/^pipes: 5 are there, .*mempool_block.* paused$/);
    expect(await site.record('listener')).toMatchObject({
      act: 'stop',
      reason: 'new address',
      who: 'alice',
      linesLeft: 0,
    });
    expect(await site.record('hold')).toBeNull();
    expect(summary).toContain('### Listener of prod stopped\n\nnew address');
  });

  it('tells how it is, and why', async () => {
    const { code, printed } = await site.run(['listener', 'status']);
    expect(code).toBe(0);
    expect(printed[0]).toMatch(/^listener: stopped, no instance$/m);
    expect(printed[0]).toMatch(
      /^last act: stop at .* by alice, 0 lines left in its spool: new address$/m,
    );
    expect(printed[0]).toMatch(/^at work: nobody$/m);
    expect(printed[0]).toMatch(/^poller: stopped$/m);
    expect(printed[0]).toMatch(/^feed-health: 20/m);
    expect(printed[0]).toMatch(/^quarantine: nothing for a day$/m);
  });

  it('tells when its own data came, and not the ledger of the poller', async () => {
    const newest = async (): Promise<string | undefined> => {
      const { printed } = await site.run(['listener', 'status']);
      return /^feed-health: .*$/m.exec(printed[0] ?? '')?.[0];
    };
    const before = await newest();
    await site.aws.poll();
    expect(await newest()).toBe(before);
  });

  it('starts: what stood still goes on, data comes, and the gap is told', async () => {
    const { code, said, summary } = await site.run(['listener', 'start', '--reason', 'moved']);
    expect(code).toBe(0);
    expect(said.at(-1)).toMatch(
      /^data comes; nobody listened for \d+ s, from \S+Z to \S+Z; the tables have it as a gap$/,
    );
    expect(await site.aws.instances()).toHaveLength(1);
    expect(await site.aws.scheduleState()).toBe('ENABLED');
    expect(await pausedPipes()).toBe('pipes: 5 are there, none paused');
    expect(summary).toContain('5 pipes were resumed');
  });

  it('that leaves lines in its spool is stopped, and says so', async () => {
    site.host.linesLeft = 12;
    const { code, said } = await site.run(['listener', 'stop', '--reason', 'a test']);
    site.host.linesLeft = 0;
    expect(code).toBe(1);
    expect(said.at(-1)).toBe(
      'operate listener: stopped, but the listener ended with 12 lines in its spool: the volume keeps them, and the next start sends them',
    );
    expect(await site.aws.instances()).toStrictEqual([]);
    expect(await site.record('listener')).toMatchObject({ linesLeft: 12 });
    expect((await site.run(['listener', 'start', '--reason', 'on'])).code).toBe(0);
  });

  it('that says no last word is stopped, and nobody claims that its spool is empty', async () => {
    site.host.linesLeft = null;
    const { code, said } = await site.run(['listener', 'stop', '--reason', 'a test'], {
      pace: { saysWithinMs: 300 },
    });
    site.host.linesLeft = 0;
    expect(code).toBe(1);
    expect(said.at(-1)).toContain('whether its spool is empty is not known');
  });

  it('whose last word came after that is known by it to who stops once more', async () => {
    await site.aws.say('late', { code: 'stopped', linesLeft: 0 });
    const { code, said } = await site.run(['listener', 'stop', '--reason', 'once more']);
    expect({ code, last: said.at(-1) }).toStrictEqual({
      code: 0,
      last: 'the listener ended and its spool is empty',
    });
    expect(await site.record('listener')).toMatchObject({ reason: 'once more', linesLeft: 0 });
  });

  it('that brings nothing after a start is told', async () => {
    site.host.silent.add('feed-health').add('mempool-block');
    const startedMs = Date.now();
    const { code, said } = await site.run(['listener', 'start', '--reason', 'a test'], {
      nowMs: () => startedMs + (Date.now() - startedMs) * 600, // waits minutes in a second
    });
    site.host.silent.clear();
    expect(code).toBe(1);
    expect(said.at(-1)).toContain('no data has come from it');
  });

  it('is not taken for one that brings something where the poller does', async () => {
    site.host.silent.add('feed-health').add('mempool-block');
    let waitsSince: number | null = null;
    const poller = setInterval(() => void site.aws.poll(), 200);
    const { code, said } = await site.run(['listener', 'start', '--reason', 'a test'], {
      heard: (line) => {
        if (line.startsWith('waiting')) waitsSince = Date.now();
      },
      nowMs: () => Date.now() + (waitsSince === null ? 0 : (Date.now() - waitsSince) * 20),
    });
    clearInterval(poller);
    site.host.silent.clear();
    expect(code).toBe(1);
    expect(said.at(-1)).toContain('no data has come from it');
  });

  it('that was replaced is not taken for the one that runs now', async () => {
    site.host.silent.add('feed-health').add('mempool-block');
    await site.aws.deliver('mempool-block'); // while it is drained
    let waitsSince: number | null = null;
    const { code, said } = await site.run(['listener', 'restart', '--reason', 'it hangs'], {
      pace: { saysWithinMs: 300 },
      heard: (line) => {
        if (line.startsWith('another instance runs')) waitsSince = Date.now();
      },
      nowMs: () => Date.now() + (waitsSince === null ? -60_000 : (Date.now() - waitsSince) * 60),
    });
    site.host.silent.clear();
    expect(code).toBe(1);
    expect(said.at(-1)).toContain('no data has come from it');
  });

  it('is replaced by a restart, which has its reason too', async () => {
    const { code, said } = await site.run(['listener', 'restart', '--reason', 'it hangs'], {
      pace: { saysWithinMs: 300 },
    });
    expect({ code, last: said.at(-1) }).toStrictEqual({
      code: 0,
      last: 'data comes; how long nobody listened is not known',
    });
    expect(await site.record('listener')).toMatchObject({ act: 'restart', reason: 'it hangs' });
  });
});

describe('a backfill', () => {
  it('fills a range into the lake of the configuration, and sums up what it did', async () => {
    const { url, stop } = await startSimulator({
      seed: 'backfill',
      tickMs: 0,
      startHeight: 900_000,
      pastBlocks: 20,
    });
    onTestFinished(stop);
    const range = (from: string, to: string): ReadonlyArray<string> => [
      'backfill',
      '--from',
      from,
      '--to',
      to,
      '--url',
      url,
      '--per-second',
      '100',
    ];
    const { code, summary } = await site.run(range('899990', '899994'), { env: credentials });
    expect(code).toBe(0);
    expect(summary).toContain('| blocks | 899990 to 899994 | 5 | 0 | 5 | 0 |');
    const { code: refused, said } = await site.run(range('9', '8'));
    expect(refused).toBe(2);
    expect(said.at(-1)).toContain('--from 9 lies above --to 8');
  });
});

describe('bad input', () => {
  const untouched = async (words: ReadonlyArray<string>): Promise<string> => {
    const before = [await site.aws.instances(), await site.aws.scheduleState()];
    const { code, said } = await site.run(words);
    expect(code).toBe(2);
    expect(said).toHaveLength(1);
    expect([await site.aws.instances(), await site.aws.scheduleState()]).toStrictEqual(before);
    return said[0] ?? '';
  };

  it('a stop while a deploy runs', async () => {
    await site.writeRecord('hold', hold('deploy'));
    expect(await untouched(['listener', 'stop', '--reason', 'a test'])).toMatch(
      /^operate listener: deploy by bob is at work on prod since 2026-11-30T10:00:00\.000Z: wait until it has ended; had its job been killed, its hold would end by itself at \S+Z$/,
    );
    expect(await site.record('hold')).toMatchObject({ id: 'another' });
  });

  it('a hold that is no hold of ours', async () => {
    await site.writeRecord('hold', { somebody: 1 });
    expect(await untouched(['listener', 'stop', '--reason', 'a test'])).toContain(
      'it is not as this program writes it; look at it, and remove it',
    );
  });

  it.each([
    [['listener', 'pause', '--reason', 'x'], /say one of start, stop, restart and status/],
    [['listener', 'stop'], /--reason takes why/],
    [['listener', 'stop', '--reason', ' '], /--reason takes why/],
    [
      ['listener', 'stop', '--reason', 'x', '--environment', 'test'],
      /--environment test: the configuration is of prod/,
    ],
    [['listener', 'stop', '--raeson', 'x'], /Unknown option '--raeson'; see --help$/],
    [
      ['listener', 'stop', '--reason', 'x', '--deployment', '/none.json'],
      /\/none\.json is not there/,
    ],
  ])('%j', async (words, line) => {
    await site.writeRecord('hold', null);
    expect(await untouched(words)).toMatch(line);
  });

  it('a hold that its job left behind ends by itself', async () => {
    await site.writeRecord('hold', hold('deploy', new Date(Date.now() - 1000).toISOString()));
    expect(
      (await site.run(['listener', 'restart', '--reason', 'x'], { pace: { saysWithinMs: 1 } }))
        .code,
    ).toBe(0);
    expect(await site.record('hold')).toBeNull();
  });
});
