import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../simulator/index.ts';
import { beyond, jsonShape, paths, union } from '../support/json-shape.ts';
import { connect, type Frame } from '../support/socket-client.ts';

const FIXTURES = new URL('../fixtures/mempool/', import.meta.url);
const text = (file: string) => readFileSync(new URL(file, FIXTURES), 'utf8');
const mainnet = (file: string) => JSON.parse(text(`mainnet-2026-09-19/${file}`)) as unknown;
const regtest = (file: string) => JSON.parse(text(`regtest-real-backend/${file}`)) as unknown;
const received = ['session-a.ndjson', 'session-d-large.ndjson'].flatMap((file) =>
  text(`regtest-real-backend/${file}`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { ev: string; raw: string })
    .filter(({ ev }) => ev === 'recv')
    .map(({ raw }) => JSON.parse(raw) as Frame),
);
const recorded = (...keys: ReadonlyArray<string>) =>
  received.filter((frame) => keys.every((key) => key in frame));

/** Documented, but in no recording: what databases give, and an accelerated transaction. */
const DOCUMENTED = [
  '.block.extras.coinbaseBip54:boolean',
  '.extras.coinbaseBip54:number',
  '.transactions[].acc:boolean',
  '.projected-block-transactions.blockTransactions[][7]:number',
  '.projected-block-transactions.delta.added[][7]:number',
  '.extras.firstSeen:null',
  '.extras.pool.minerNames:array',
  '.extras.pool.minerNames[]:string',
];
const isDocumented = (entry: string) => DOCUMENTED.some((known) => entry.endsWith(known));
/** Of one node software or another; filled only while something loads; or null here and there. */
const OPTIONAL = /mempoolInfo\.(dust|rbf_policy|truc_policy)|feePercentiles\[\]|minerNames\[\]/;

/** Everything sent is in a recording, and everything that all recordings of mainnet have is sent. */
const expectSameShape = (
  sent: unknown,
  required: ReadonlyArray<unknown>,
  allowed: ReadonlyArray<unknown>,
) => {
  const shape = jsonShape(sent);
  const known = union([...required, ...allowed].map((value) => jsonShape(value)));
  expect(beyond(shape, known).filter((entry) => !isDocumented(entry))).toEqual([]);
  const needed = paths(union(required.map((value) => jsonShape(value))));
  expect(beyond(needed, paths(shape)).filter((path) => !OPTIONAL.test(path))).toEqual([]);
};

describe('what the simulator sends has the shape of what was recorded', () => {
  let simulator: Simulator;
  let frames: ReadonlyArray<Frame> = [];
  const sent = (...keys: ReadonlyArray<string>): Frame => {
    const frame = frames.find((each) => keys.every((key) => key in each));
    if (!frame) throw new Error(`no frame with ${keys.join(', ')}`);
    return frame;
  };

  beforeAll(async () => {
    simulator = await startSimulator({ seed: 'shapes', tickMs: 0, rows: 400, speed: 10 });
    const client = await connect(simulator.url);
    for (let tick = 0; tick < 10; tick += 1) simulator.tick();
    client.send({ action: 'init' });
    client.send({
      action: 'want',
      data: ['blocks', 'mempool-blocks', 'stats', 'live-2h-chart'],
      'track-mempool-block': 0,
    });
    await client.settled();
    for (let tick = 0; tick < 40; tick += 1) simulator.tick();
    simulator.mineBlock();
    simulator.quote();
    simulator.reorg(1);
    await client.settled();
    frames = client.frames();
    client.socket.terminate();
  });
  afterAll(() => simulator.stop());

  it('in the answer to init', () =>
    expectSameShape(sent('backendInfo'), [mainnet('ws_init.json')], recorded('backendInfo')));

  it('in the answer to the subscriptions', () => {
    const answer = sent('blocks', 'mempool-blocks', 'projected-block-transactions');
    expectSameShape(
      answer,
      [
        {
          ...(mainnet('ws_want_reply.json') as Frame),
          ...(mainnet('ws_projected_block_full.json') as Frame),
        },
      ],
      recorded('blocks', 'mempool-blocks'),
    );
  });

  it('in the frames between blocks', () =>
    expectSameShape(
      frames.filter((frame) => 'transactions' in frame && 'projected-block-transactions' in frame),
      [[mainnet('ws_projected_block_delta.json')], [mainnet('ws_stats_update.json')]],
      [recorded('transactions', 'projected-block-transactions')],
    ));

  it('in the frame of a new block', () =>
    expectSameShape(
      sent('block'),
      [mainnet('ws_block.json')],
      recorded('block', 'projected-block-transactions'),
    ));

  it('in the frame of a reorganisation, with both types of `stale`', () => {
    const frame = frames.find((each) => Object.keys(each).join() === 'blocks,da') ?? {};
    const reference = recorded('blocks', 'da').find((each) => !('mempool-blocks' in each));
    const withoutBip54 = JSON.parse(
      JSON.stringify(frame, (key, value: unknown) => (key === 'coinbaseBip54' ? undefined : value)),
    ) as Frame;
    const known = union([jsonShape(reference), jsonShape(mainnet('ws_want_reply.json'))]);
    expect(beyond(jsonShape(withoutBip54), known).filter((entry) => !isDocumented(entry))).toEqual(
      [],
    );
    const stale = (frame['blocks'] as ReadonlyArray<{ stale: unknown }>).map((b) => b.stale);
    expect(stale).toHaveLength(32);
    expect(new Set(stale)).toEqual(new Set([0, false]));
  });

  it('in the conversions that nobody asked for', () =>
    expectSameShape(broadcastConversions(frames), [mainnet('prices.json')], []));

  it('in the two-hour chart', () =>
    expectSameShape(sent('live-2h-chart'), recorded('live-2h-chart').slice(0, 1), []));

  it('in the REST bodies', async () => {
    const body = async (path: string) =>
      (await (await fetch(`${simulator.url}/api/v1/${path}`)).json()) as unknown;
    const pages = [regtest('rest-blocks.json'), regtest('rest-blocks_330.json')];
    const onlyNewest = (await body('blocks')) as ReadonlyArray<unknown>;
    expectSameShape(onlyNewest.slice(0, 3), [mainnet('blocks.json')], pages);
    expectSameShape(await body('blocks/967000'), [regtest('rest-blocks_330.json')], []);
    expectSameShape(await body('prices'), [mainnet('prices.json')], []);
    expectSameShape(await body('fees/recommended'), [mainnet('fees_recommended.json')], []);
    expectSameShape(await body('fees/precise'), [mainnet('fees_precise.json')], []);
    expectSameShape(await body('fees/mempool-blocks'), [mainnet('fees_mempool_blocks.json')], []);
    expectSameShape(
      await body('difficulty-adjustment'),
      [mainnet('difficulty_adjustment.json')],
      [],
    );
    expectSameShape(await body('backend-info'), [mainnet('backend_info.json')], []);
    expectSameShape(
      await body('init-data'),
      [mainnet('ws_init.json')],
      [regtest('rest-init-data.json')],
    );
    const [stale] = simulator.truth().staleBlocks;
    expectSameShape(
      await body(`block/${stale?.id ?? ''}`),
      [regtest('rest-block_stale.json')],
      regtest('rest-blocks_330.json') as ReadonlyArray<unknown>,
    );
  });
});

const broadcastConversions = (frames: ReadonlyArray<Frame>): unknown =>
  frames.findLast((frame) => Object.keys(frame).join() === 'conversions')?.['conversions'];
