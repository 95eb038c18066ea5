import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  Change,
  Epoch,
  Snapshot,
  decodeFrame,
  historyOf,
  readLine,
  writeOutcome,
  type Outcome,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { payloadOf } from '../../../model/next-block/history.ts';
import { countedIds, producer, textOf } from '../../support/lines.ts';
import { sha256 } from '../../../cli/program.ts';

interface Shown {
  readonly shows: string;
  readonly frame: string;
  readonly value: unknown;
}

const golden = (name: string): string =>
  readFileSync(
    fileURLToPath(new URL(`../../fixtures/golden/layouts/${name}`, import.meta.url)),
    'utf8',
  );
const shownIn = (layout: string): ReadonlyArray<Shown> =>
  JSON.parse(golden(`${layout}.json`)) as ReadonlyArray<Shown>;

const only = (frame: string): Outcome => {
  const [outcome, ...others] = decodeFrame(Buffer.from(frame), sha256);
  if (outcome === undefined || others.length > 0) throw new Error('not one fragment');
  return outcome;
};

const nothingStated = { statedRows: null, statedFeeSats: null, statedWeight: null };

describe.each(['2022-06', '2024-02', '2024-03'])('the layout of %s, made by hand', (layout) => {
  it.each(shownIn(layout).map(({ shows, ...rest }) => [shows, rest] as const))(
    '%s is read as the value of today',
    (_, { frame, value }) => {
      const outcome = only(frame);
      expect(outcome).toMatchObject({ tag: 'accepted', layout: `mempool/${layout}`, value });
      const is = frame.includes('delta') ? Change.is : Snapshot.is;
      expect(outcome.tag === 'accepted' && is(outcome.value)).toBe(true);
    },
  );

  const epoch = new Epoch('e1', producer, countedIds().sha256);
  const lines = shownIn(layout).flatMap(({ frame }, second) => {
    const bytes = Buffer.from(frame);
    const outcomes = decodeFrame(bytes, sha256);
    const place = epoch.frame(bytes, outcomes.length, Date.parse('2022-06-02T00:00:00Z') + second);
    return outcomes.flatMap((outcome) =>
      writeOutcome(epoch, place, outcome, ({ type }) =>
        type === 'NextBlockChanged' ? { baseOrdinal: 1, ...nothingStated } : nothingStated,
      ),
    );
  });

  it('makes the lines of the golden file, the fragment byte for byte', () => {
    expect(textOf(lines)).toBe(golden(`${layout}.ndjson`));
  });

  it('is read back from its lines by the layout they name', () => {
    const read = lines.map(({ bytes }) => {
      const line = readLine(Buffer.from(bytes).toString());
      if (E.isLeft(line)) throw new Error(line.left);
      return line.right;
    });
    const [history] = historyOf(read).epochs;
    expect(history?.blockLines.map(payloadOf)).toMatchObject(
      shownIn(layout).map(({ value }) => value as object),
    );
  });
});

const txid = 'ab'.repeat(32);
const row = `["${txid}",1,100,1,0.01,0,1711900000]`;
const withoutTime = `["${txid}",1,100,1,0.01,0]`;
const object = `{"txid":"${txid}","fee":1,"vsize":100,"value":1}`;
const rejected = { tag: 'rejected', reason: 'does-not-decode' };

const snapshot = (rows: string, more = ''): string =>
  `{"projected-block-transactions":{"index":0${more},"blockTransactions":[${rows}]}}`;
const delta = (lists: string, more = ''): string =>
  `{"projected-block-transactions":{"index":0${more},"delta":{${lists}}}}`;
const lists = (added: string, changed = ''): string =>
  `"added":[${added}],"removed":[],"changed":[${changed}]`;

describe('a message with a sequence', () => {
  it.each([
    ['rows without time', snapshot(withoutTime, ',"sequence":1')],
    ['rows as objects', snapshot(object, ',"sequence":1')],
    ['no list of changed', delta('"added":[],"removed":[]', ',"sequence":1')],
    ['null for a sequence', snapshot(row, ',"sequence":null')],
    ['a word for a sequence', snapshot(row, ',"sequence":"1"')],
  ])('and %s is read as today, and refused', (_, frame) => {
    expect(only(frame)).toMatchObject({ ...rejected, layout: 'mempool/2024-04' });
  });
});

describe('a message without a sequence', () => {
  it.each([
    ['an object among tuples', snapshot(`${row},${object}`), '2022-06'],
    ['an object with a txid cut short', snapshot(object.replace('abab', 'ab')), '2022-06'],
    [
      'a changed object without a rate',
      delta(lists('', `{"txid":"${txid}","acc":true}`)),
      '2022-06',
    ],
    ['a tuple among changed objects', delta(lists(row, `{"txid":"${txid}","rate":1}`)), '2022-06'],
    ['a time in one row only', snapshot(`${withoutTime},${row}`), '2024-02'],
    ['a false size', snapshot(withoutTime.replace('100', '100.1')), '2024-02'],
    ['a row of five', snapshot(`["${txid}",1,100,1,0.01]`), '2024-03'],
    ['a row of nine', snapshot(row.replace(']', ',1,1]')), '2024-03'],
    ['a changed row of three', delta(lists(row, `["${txid}",1,1]`)), '2024-03'],
    ['rows that are no list', snapshot('').replace('[]', '{}'), '2024-03'],
    ['rows and a delta', snapshot(row, `,"delta":{${lists('')}}`), '2024-04'],
    ['neither rows nor a delta', '{"projected-block-transactions":{"index":0}}', '2024-04'],
    ['no index', snapshot(row).replace('"index":0,', ''), '2024-03'],
  ])('and %s is refused, by the layout its shape names', (_, frame, layout) => {
    expect(only(frame)).toMatchObject({ ...rejected, layout: `mempool/${layout}` });
  });

  it.each([
    [
      snapshot(`${object},${object.replace('100', '"x"')}`),
      'blockTransactions.1.vsize',
      'VsizeVbytes',
    ],
    [delta(lists('', `{"txid":"${txid}"}`)), 'delta.changed.0.rate', 'FeeRate'],
    [
      delta('"added":[],"removed":[],"changed":{},"x":{}').replace(
        '"added":[]',
        `"added":[${object}]`,
      ),
      'delta.changed',
      'ChangeObject[]',
    ],
  ])(
    'that is refused names that layout, the place and the codec in its line',
    (frame, valuePath, codec) => {
      const epoch = new Epoch('e1', producer, countedIds().sha256);
      const bytes = Buffer.from(frame);
      const place = epoch.frame(bytes, 1, 0);
      const [line] = writeOutcome(epoch, place, only(frame), () => ({}));
      const read = readLine(Buffer.from(line?.bytes ?? []).toString());
      expect(
        E.isRight(read) ? [read.right.envelope.layout, read.right.fields] : read,
      ).toMatchObject([null, { triedLayout: 'mempool/2022-06', valuePath, codec }]);
    },
  );

  it('and without rows means the same in every older layout', () => {
    expect(only(delta('"added":[],"removed":[],"changed":[]'))).toMatchObject({
      tag: 'accepted',
      value: { index: 0, sequence: null, delta: { added: [], removed: [], changed: [] } },
    });
  });
});

/** By the shapes that backends had: extras since 2022-02, coinbase's own since 2023, `stale` since 2023-07. */
const block = {
  id: 'cd'.repeat(32),
  height: 700_000,
  version: 536_870_912,
  timestamp: 1_631_333_672,
  tx_count: 1276,
  size: 1_276_422,
  weight: 3_998_930,
  merkle_root: 'ef'.repeat(32),
  previousblockhash: '12'.repeat(32),
  mediantime: 1_631_331_088,
  nonce: 2_881_644_503,
  bits: 386_923_168,
  difficulty: 18_415_156_832_118.24,
};
const extrasOf2022 = {
  coinbaseRaw: '0360ae0a',
  coinbaseTx: { vin: [{ scriptsig: '0360ae0a' }], vout: [{ value: 1 }] },
  medianFee: 5.5,
  feeRange: [1, 1, 2, 5, 9, 20, 300],
  totalFees: 1_000_000,
  reward: 626_000_000,
  avgFee: 783,
  avgFeeRate: 1,
  pool: { id: 1, name: 'Unknown', slug: 'unknown' },
  matchRate: 100,
};

it.each([
  [
    'of 2021: what is now in extras stood beside, and no mediantime',
    {
      ...block,
      mediantime: undefined,
      medianFee: 5.5,
      feeRange: [1, 2],
      reward: 1,
      matchRate: 99.5,
    },
    null,
  ],
  [
    'of 2022: few extras, with the coinbase transaction',
    { ...block, extras: extrasOf2022 },
    1_000_000,
  ],
  ['of 2022 without an index: nothing in extras', { ...block, extras: {} }, null],
  [
    'of 2023: no stale, no coinbaseAddresses',
    {
      ...block,
      extras: {
        ...extrasOf2022,
        matchRate: null,
        orphans: null,
        coinbaseAddress: null,
        coinbaseSignature: null,
        coinbaseSignatureAscii: null,
        utxoSetSize: null,
        totalInputAmt: null,
        feePercentiles: null,
        medianFeeAmt: null,
      },
    },
    1_000_000,
  ],
  ['the first one: no parent', { ...block, height: 0, previousblockhash: null }, null],
])('a block %s decodes, alone and among others', (_, old, totalFeesSats) => {
  const fields = { blockHash: block.id, stale: null, canonicalBlockHash: null, totalFeesSats };
  expect(only(JSON.stringify({ block: old }))).toMatchObject({ type: 'BlockObserved', fields });
  expect(only(JSON.stringify({ blocks: [old] }))).toMatchObject({ type: 'BlockObserved', fields });
});
