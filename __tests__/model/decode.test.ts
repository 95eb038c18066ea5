import { decodeBody, decodeFrame, type Outcome } from '@bitcoin-pipeline/model';
import { describe, expect, it } from 'vitest';
import { fixture } from '../support/recordings.ts';
import { sha256 } from '../../cli/program.ts';

const tags = (outcomes: ReadonlyArray<Outcome>): ReadonlyArray<string> =>
  outcomes.map((outcome) =>
    outcome.tag === 'accepted'
      ? outcome.type
      : outcome.tag === 'rejected'
        ? `rejected ${outcome.reason}`
        : outcome.key,
  );
const frame = (text: string): ReadonlyArray<string> => tags(decodeFrame(Buffer.from(text), sha256));

const txid = 'ab'.repeat(32);
const row = `["${txid}",1,100,1,0.01,0,0]`;
const snapshot = (rows: string): string =>
  `{"projected-block-transactions":{"index":0,"sequence":0,"blockTransactions":[${rows}]}}`;
const delta = (parts: string): string =>
  `{"projected-block-transactions":{"index":0,"sequence":1,"delta":{${parts}}}}`;

describe('a frame', () => {
  it('is taken apart key by key, each with an outcome of its own', () => {
    expect(
      frame(
        `{"mempoolInfo": {}, "conversions":{"time":0,"USD":-1}, "block":{"id":1}, "pong": true}`,
      ),
    ).toStrictEqual(['mempoolInfo', 'ConversionsQuoted', 'rejected does-not-decode', 'pong']);
  });

  it('that is not JSON, not an object or not UTF-8 is one rejected fragment', () => {
    expect(frame('{"a":')).toStrictEqual(['rejected not-json']);
    expect(frame('')).toStrictEqual(['rejected not-json']);
    expect(frame('[1]')).toStrictEqual(['rejected not-an-object']);
    expect(
      tags(decodeFrame(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), sha256)),
    ).toStrictEqual(['rejected invalid-utf8']);
  });

  it('with a bad block among its blocks keeps the others', () => {
    const good = JSON.stringify(
      (
        JSON.parse(fixture('mainnet-2026-09-19/blocks.json').toString()) as ReadonlyArray<unknown>
      )[0],
    );
    expect(frame(`{"blocks":[${good},{"id":"x"},${good}]}`)).toStrictEqual([
      'BlockObserved',
      'rejected does-not-decode',
      'BlockObserved',
    ]);
    expect(frame('{"blocks":[]}')).toStrictEqual(['blocks']);
    expect(frame('{"blocks":[[]]}')).toStrictEqual(['rejected does-not-decode']);
    expect(frame('{"blocks":{}}')).toStrictEqual(['rejected does-not-decode']);
  });

  it('that says a key twice has its second value rejected', () => {
    expect(
      frame('{"conversions":{"time":0,"USD":1},"conversions":{"time":0,"USD":2}}'),
    ).toStrictEqual(['ConversionsQuoted', 'rejected duplicate-key']);
  });

  it('without storable bytes under an event key rejects only that fragment, and lets others be', () => {
    expect(frame('{"conversions":{"time":0,"USD":1e999},"mempoolInfo":{"x":1e999}}')).toStrictEqual(
      ['rejected number-not-finite', 'mempoolInfo'],
    );
  });
});

describe('a projected block', () => {
  it('has rows of seven or eight elements, nothing shorter or longer', () => {
    expect(frame(snapshot(row))).toStrictEqual(['NextBlockSnapshotTaken']);
    expect(frame(snapshot(row.replace(']', ',1]')))).toStrictEqual(['NextBlockSnapshotTaken']);
    for (const bad of [row.replace(',0]', ']'), row.replace(']', ',1,2]'), row.replace(']', ',0]')])
      expect(frame(snapshot(bad))).toStrictEqual(['rejected does-not-decode']);
  });

  it('has changed rows of exactly four elements', () => {
    const changed = (text: string): string => delta(`"added":[],"removed":[],"changed":[${text}]`);
    expect(frame(changed(`["${txid}",2.5,17592186044416,1]`))).toStrictEqual(['NextBlockChanged']);
    expect(frame(changed(row))).toStrictEqual(['rejected does-not-decode']);
  });

  it('names the place and the codec of what it refuses', () => {
    const bytes = Buffer.from(snapshot(`${row},${row.replace('100', '100.1')}`));
    expect(decodeFrame(bytes, sha256)[0]).toMatchObject({
      tag: 'rejected',
      valuePath: 'blockTransactions.1.2',
      codec: 'VsizeVbytes',
    });
  });

  it('with rows and a delta at once, or neither, is refused', () => {
    expect(frame('{"projected-block-transactions":{"index":0,"sequence":1}}')).toStrictEqual([
      'rejected does-not-decode',
    ]);
    expect(
      frame(delta('"added":[],"removed":[],"changed":[]},"blockTransactions":[],"x":{')),
    ).toStrictEqual(['rejected does-not-decode']);
  });
});

/** Per file of the mainnet responses: what its fragments are. Cut ones are cut in rows, not in shape. */
const responses: ReadonlyArray<readonly [string, Readonly<Record<string, number>>]> = [
  ['ws_init.json', { BlockObserved: 2, ConversionsQuoted: 1 }],
  ['ws_want_reply.json', { BlockObserved: 2 }],
  ['ws_stats_update.json', {}],
  ['ws_projected_block_full.json', { NextBlockSnapshotTaken: 1 }],
  ['ws_projected_block_delta.json', { NextBlockChanged: 1 }],
  ['ws_block.json', { BlockObserved: 1, NextBlockSnapshotTaken: 1 }],
  ['ws_accelerations.json', {}],
];

describe.each(responses)('the recorded mainnet frame %s', (name, events) => {
  it('decodes without a rejection', () => {
    const bytes = fixture(`mainnet-2026-09-19/${name}`);
    const outcomes = decodeFrame(bytes, sha256);
    const counts: Record<string, number> = {};
    for (const outcome of outcomes)
      if (outcome.tag === 'accepted') counts[outcome.type] = (counts[outcome.type] ?? 0) + 1;
    expect(outcomes.filter((outcome) => outcome.tag === 'rejected')).toStrictEqual([]);
    expect(counts).toStrictEqual(events);
  });
});

it.each([
  ['mainnet-2026-09-19/blocks.json', 3],
  ['regtest-real-backend/rest-blocks.json', 15],
  ['regtest-real-backend/rest-blocks_330.json', 15],
  ['regtest-real-backend/rest-block_stale.json', 1],
  ['regtest-real-backend/rest-block_canonical.json', 1],
  ['mainnet-2026-09-19/block.json', 1],
])(
  'every block of the REST body %s decodes, in memory shape and database shape',
  (name, blocks) => {
    expect(tags(decodeBody(fixture(name), '/api/v1/blocks', sha256))).toStrictEqual(
      Array.from({ length: blocks }, () => 'BlockObserved'),
    );
  },
);
