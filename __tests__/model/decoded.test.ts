import { decode, decodeFrame, type DecodedFrame } from '@bitcoin-pipeline/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutate } from '../../bench/fuzz/mutate.ts';
import { seedFrames } from '../../bench/fuzz/seeds.ts';
import { sha256 } from '../../cli/program.ts';
import { seededRandom } from '../../simulator/random.ts';
import { fixture } from '../support/recordings.ts';

const recorded = (name: string): Buffer => fixture(`mainnet-2026-09-19/${name}`);
const typesOf = ({ events }: DecodedFrame): ReadonlyArray<string> => events.map(({ type }) => type);

describe('a frame', () => {
  it('gives its events by their type, with flat values and the payload', () => {
    const told = decode(recorded('ws_block.json')).events.map((event) => {
      switch (event.type) {
        case 'BlockObserved':
          return `${event.fields.height} by ${event.payload.extras?.pool?.name}`;
        case 'NextBlockSnapshotTaken':
          return `${event.payload.blockTransactions.length} rows of block ${event.fields.blockIndex}`;
        case 'ConversionsQuoted':
        case 'NextBlockChanged':
        case 'TransactionsMoved':
          return event.type;
      }
    });
    expect(told).toStrictEqual(['967732 by Foundry USA', '6 rows of block 0']);
  });

  it('has only those values that stand in it', () => {
    const [block] = decode(recorded('ws_block.json')).events;
    expect(block?.fields).not.toHaveProperty('payloadSha256');
    expect(block?.fields).not.toHaveProperty('onMainChain');
  });

  it('is the same as text and as bytes', () => {
    const bytes = recorded('ws_init.json');
    expect(decode(bytes.toString())).toStrictEqual(decode(bytes));
  });

  it('tells what it refused and what makes no event, and where it stands', () => {
    const frame = '{"blocks":[{"id":1}],"pong":true,"conversions":{"time":0,"USD":-1}}';
    const { events, rejected, ignored } = decode(frame);
    expect(events).toMatchObject([{ type: 'ConversionsQuoted', payload: { time: 0, USD: -1 } }]);
    expect(rejected).toMatchObject([{ key: 'blocks', reason: 'does-not-decode', valuePath: 'id' }]);
    expect(ignored).toMatchObject([{ key: 'pong' }]);
    expect(rejected.map(({ start, end }) => frame.slice(start, end))).toStrictEqual(['{"id":1}']);
  });

  it('of an older layout gives the payload of today', () => {
    const frame = '{"projected-block-transactions":{"index":0,"blockTransactions":[]}}';
    expect(decode(frame).events).toMatchObject([
      { layout: 'mempool/2024-03', payload: { index: 0, sequence: null, blockTransactions: [] } },
    ]);
  });

  it('with a block that its own header contradicts has that block refused', () => {
    const { block } = JSON.parse(recorded('ws_block.json').toString()) as {
      readonly block: { readonly id: string };
    };
    const other = { ...block, id: block.id.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')) };
    expect(decode(JSON.stringify({ block: other })).rejected).toMatchObject([
      { reason: 'header-mismatch' },
    ]);
  });
});

const seeds = seedFrames();

/** Of every fragment the same is said as `decodeFrame` says with the hash of Node. */
const agrees = (frame: Uint8Array): void => {
  const { events, rejected, ignored } = decode(frame);
  const said = [...events, ...rejected, ...ignored].map(({ key, start, end }) => [key, start, end]);
  const outcomes = decodeFrame(frame, sha256);
  expect(said).toHaveLength(outcomes.length);
  expect(typesOf({ events, rejected, ignored })).toStrictEqual(
    outcomes.flatMap((outcome) => (outcome.tag === 'accepted' ? [outcome.type] : [])),
  );
  expect(rejected).toStrictEqual(outcomes.filter(({ tag }) => tag === 'rejected'));
  expect(ignored).toStrictEqual(outcomes.filter(({ tag }) => tag === 'ignored'));
};

describe('whatever comes', () => {
  it('bytes: it never throws, and says of each fragment what the pipeline says', () =>
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), agrees), { numRuns: 500 }));

  it('text and JSON: the same', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        agrees(Buffer.from(text));
        expect(decode(text)).toStrictEqual(decode(Buffer.from(text)));
      }),
      { numRuns: 200 },
    ));

  it('recorded frames, damaged: the same', () =>
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...seeds), (seed, frame) =>
        agrees(mutate(frame, seededRandom(seed), seeds)),
      ),
      { numRuns: 500 },
    ));
});
