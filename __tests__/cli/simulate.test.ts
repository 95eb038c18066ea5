import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { actOf, scheduledOf } from '../../cli/simulate-commands.ts';
import { FAULTS, REST_FAULTS } from '../../simulator/index.ts';
import { projectedOf } from '../support/backend-client.ts';
import { runProgram, startProgram } from '../support/program.ts';
import { connect, type SocketClient } from '../support/socket-client.ts';

/** The command as a process, with a way to speak to it. */
const start = async (stdin: 'ignore' | 'pipe', ...args: ReadonlyArray<string>) => {
  const program = startProgram(['simulate', '--port', '0', ...args], { stdin });
  onTestFinished(() => void program.process.kill('SIGKILL'));
  let isOver = false;
  void program.ended.then(() => (isOver = true));
  const says = async (text: string): Promise<void> => {
    while (!program.said().includes(text)) {
      if (isOver) throw new Error(`it ended without "${text}": ${program.said()}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await says('stop with Ctrl-C');
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(program.said())?.[0] ?? '';
  const tell = async (line: string) => {
    program.process.stdin?.write(`${line}\n`);
    await says(`done: ${line}\n`);
  };
  const stop = () => {
    program.process.kill('SIGTERM');
    return program.ended;
  };
  return { program, url, says, tell, stop };
};

const until = async (client: SocketClient, isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => client.socket.once('message', resolve));
};
const has = (client: SocketClient, key: string) => client.frames().some((frame) => key in frame);

const everyFault = [...Object.keys(FAULTS), ...Object.keys(REST_FAULTS)];

describe('simulate', () => {
  it('does what standard input says, a line each, and goes on after a line it does not know', async () => {
    const { program, url, says, tell, stop } = await start('pipe');
    const client = await connect(url);
    client.send({ action: 'want', data: ['blocks'] });
    await client.settled();
    await tell('block');
    await until(client, () => has(client, 'block'));
    await tell('quote');
    await until(client, () => has(client, 'conversions'));
    program.process.stdin?.write('\n  rubbish \nreorg\nblock 2\n');
    await says('"block 2" is no command');
    await tell('reorg 2');
    await until(client, () => client.frames().filter((frame) => 'block' in frame).length === 2);
    await tell('loading');
    await until(client, () => has(client, 'loadingIndicators'));
    await tell('refuse 3');
    await tell('close');
    expect(await client.closed).toBe(1005);

    const { code, out, err } = await stop();
    expect({ code, out }).toStrictEqual({ code: 0, out: '' });
    const complaints = err.split('\n').filter((line) => line.startsWith('bitcoin-pipeline'));
    expect(complaints).toStrictEqual([
      `bitcoin-pipeline simulate: "rubbish" is no command and no fault; there are block, blocks N, reorg N, replace N, reorg-back, quote, ${everyFault.join(', ')}`,
      'bitcoin-pipeline simulate: reorg takes a whole number from 1 to 100, such as "reorg 2"',
      expect.stringContaining('"block 2" is no command and no fault'),
    ]);
  });

  it('breaks and moves its REST as it is told', async () => {
    const { url, tell, stop } = await start('pipe');
    const get = (path: string) => fetch(`${url}/api/v1/${path}`);
    const tip = async () => (await get('blocks/tip/hash')).text();
    const height = async () => Number(await (await get('blocks/tip/height')).text());
    const before = await height();
    await tell('blocks 20');
    const first = { height: await height(), id: await tip() };
    expect(first.height - before).toBe(20);
    await tell('replace 2');
    expect(await height()).toBe(first.height);
    expect(await tip()).not.toBe(first.id);
    await tell('reorg-back');
    const block = (await (await get(`block/${first.id}`)).json()) as { stale: boolean | number };
    expect(block.stale).toBe(false);
    await tell('rest-429 2');
    await tell('rest-empty');
    const answers = [await get('blocks'), await get('blocks'), await get('blocks')];
    expect(answers.map(({ status }) => status)).toStrictEqual([429, 429, 200]);
    expect(answers[0]?.headers.get('retry-after')).toBe('2');
    expect(await answers[2]?.text()).toBe('');
    await tell('rest-hang');
    const hanging = get('blocks').then(
      () => 'answered',
      () => 'cut',
    );
    expect((await stop()).code).toBe(0);
    expect(await hanging).toBe('cut');
  });

  it('lives on when standard input ends', async () => {
    const { program, url, tell, stop } = await start('pipe');
    await tell('drift');
    program.process.stdin?.end('misstate');
    const client = await connect(url);
    client.send({ 'track-mempool-block': 0 });
    await until(client, () => client.frames().filter(projectedOf).length === 2);
    expect(program.process.exitCode).toBe(null);
    expect(await stop()).toMatchObject({ code: 0, err: expect.stringContaining('done: misstate') });
  });

  it('does what was scheduled, in its time, without standard input', async () => {
    const { url, says, stop } = await start('ignore', '--fault=garbage@600', '--fault=loading@0.5');
    await says('done: loading');
    const state = (await (await fetch(`${url}/api/v1/init-data`)).json()) as object;
    expect(state).toMatchObject({ loadingIndicators: { mempool: 42 } });
    expect((await stop()).err).not.toContain('garbage');
  });

  it('ends when it is stopped while standard input is open', async () => {
    const { stop } = await start('pipe');
    expect((await stop()).code).toBe(0);
  });

  it('lists every fault with its description in its help', async () => {
    const { out } = await runProgram(['simulate', '--help']);
    for (const [name, description] of Object.entries({ ...FAULTS, ...REST_FAULTS }))
      expect(out).toContain(`\n  ${name.padEnd(18)} ${description}\n`);
  });

  it('refuses a fault that there is not, in one line', async () => {
    const { code, out, err } = await runProgram(['simulate', '--port', '0', '--fault', 'drp@1']);
    expect({ code, out }).toStrictEqual({ code: 2, out: '' });
    expect(err).toMatch(
      /^bitcoin-pipeline simulate: --fault drp@1: "drp" is no command and no fault; there are block, .*\n$/,
    );
  });

  it.each(['drop', 'drop@', '@3', 'drop@-1', 'drop@1e3', 'drop@2000001', 'drop @'])(
    'takes no schedule %j',
    (text) => {
      expect(scheduledOf(text)).toStrictEqual(
        E.left(`--fault takes NAME@SECONDS, such as drop@10, up to 2000000 s, not "${text}"`),
      );
    },
  );

  it.each([
    ['reorg 101@1', 'reorg takes a whole number from 1 to 100, such as "reorg 2"'],
    ['refuse 0@1', 'refuse takes a whole number from 1 to 1000, such as "refuse 2"'],
    ['blocks@1', 'blocks takes a whole number from 1 to 5000, such as "blocks 2"'],
    ['blocks 5001@1', 'blocks takes a whole number from 1 to 5000, such as "blocks 2"'],
    ['replace@1', 'replace takes a whole number from 1 to 100, such as "replace 2"'],
    ['rest-429 x@1', 'rest-429 takes a whole number from 1 to 1000, such as "rest-429 2"'],
    [
      'rest-behind -1@1',
      'rest-behind takes a whole number from 1 to 1000, such as "rest-behind 2"',
    ],
  ])('takes no schedule %j, and says why', (text, why) => {
    expect(scheduledOf(text)).toStrictEqual(E.left(`--fault ${text}: ${why}`));
  });

  it.each(['rest-cached 2', 'rest-uncached 1', 'drop 2', 'reorg-back 1', 'reorg 2 1', 'rest-418'])(
    'knows no %j',
    (text) => {
      expect(actOf(text)).toStrictEqual(
        E.left(expect.stringMatching(/^"[^"]+" is no command and no fault; there are .*[^\n]$/)),
      );
    },
  );

  it.each([
    'drop@0',
    'refuse@0.25',
    'refuse 3@2000000',
    ' reorg 100 @7',
    'block@1',
    'quote@1',
    'blocks 5000@1',
    'replace 1@1',
    'reorg-back@1',
    'rest-hang@1',
    'rest-429 1000@1',
    'rest-cached@1',
  ])('takes the schedule %j', (text) => {
    const scheduled = scheduledOf(text);
    expect(E.isRight(scheduled) && scheduled.right.afterMs / 1000).toBe(Number(text.split('@')[1]));
  });
});
