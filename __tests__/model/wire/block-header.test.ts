import {
  decodeBody,
  decodeFrame,
  readLine,
  Rejections,
  replayOf,
  REST_BLOCK,
  REST_BLOCKS,
  type Line,
  type Outcome,
  type ReadLine,
} from '@bitcoin-pipeline/model';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../cli/program.ts';
import { FormerEpoch, textOfLine } from '../../support/refused.ts';
import { fixture } from '../../support/recordings.ts';
import { right } from '../../support/warehouse.ts';

interface WireBlock {
  readonly id: string;
  readonly previousblockhash: string | null;
  readonly extras: { readonly header: string };
}

const pages = ['mainnet-2026-09-19/blocks.json', 'regtest-real-backend/rest-blocks.json'];
const blocksOf = (path: string) => JSON.parse(fixture(path).toString()) as ReadonlyArray<WireBlock>;

const bytesOf = (value: object): Uint8Array => Buffer.from(JSON.stringify(value));

/** `accepted`, or why and where it was refused. */
type Said = 'accepted' | readonly [string, string | null];

const said = (outcomes: ReadonlyArray<Outcome>): ReadonlyArray<Said> =>
  outcomes.map((outcome) => {
    if (outcome.tag === 'ignored') throw new Error('a block was ignored');
    return outcome.tag === 'rejected' ? [outcome.reason, outcome.valuePath] : 'accepted';
  });

/** What a replay makes of it, had it been refused when it came. */
const saidByReplay = (block: object): ReadonlyArray<Said> => {
  const text = JSON.stringify({ block });
  const refused = new FormerEpoch('e1').refused('05:00:00', null, text, 'not-json').map(read);
  const rejections = new Rejections();
  const [rejection] = refused.map((line) =>
    line.type === 'FragmentRejected' ? rejections.add(line) : null,
  );
  if (rejection === null || rejection === undefined) throw new Error('it is not refused');
  const by = { producerId: 'p', producerVersion: '1', sha256 };
  return right(replayOf(rejection, by))
    .lines.map(read)
    .map((line) =>
      line.type === 'FragmentRejected' ? [line.fields.reason, line.fields.valuePath] : 'accepted',
    );
};

const read = (line: Line): ReadLine => right(readLine(textOfLine(line)));

/** The same block by each way that it can come. */
const ways: ReadonlyArray<readonly [string, (block: object) => ReadonlyArray<Said>]> = [
  ['the frame of a new block', (block) => said(decodeFrame(bytesOf({ block }), sha256))],
  ['the blocks of a frame', (block) => said(decodeFrame(bytesOf({ blocks: [block] }), sha256))],
  ['a page of blocks', (block) => said(decodeBody(bytesOf([block]), REST_BLOCKS, sha256))],
  ['the answer for one block', (block) => said(decodeBody(bytesOf(block), REST_BLOCK, sha256))],
  ['a replay', saidByReplay],
];

const [block] = blocksOf('mainnet-2026-09-19/blocks.json') as readonly [WireBlock];
const { header } = block.extras;
const withHeader = (text: string | null) => ({
  ...block,
  extras: { ...block.extras, header: text },
});
const other = 'ab'.repeat(32);

describe('a block whose header is its own', () => {
  it.each(pages)('is accepted: each of %s', (path) => {
    expect(blocksOf(path).length).toBeGreaterThan(1);
    for (const each of blocksOf(path))
      for (const [, decode] of ways) expect(decode(each)).toStrictEqual(['accepted']);
  });

  it('need not come with it', () => {
    const { extras: _, ...bare } = block;
    for (const each of [withHeader(null), bare, { ...block, extras: {} }])
      for (const [, decode] of ways) expect(decode(each)).toStrictEqual(['accepted']);
  });

  it('may be the first of all, whose header has zeros for a parent', () => {
    const genesis = {
      ...block,
      id: '000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f',
      height: 0,
      previousblockhash: null,
      extras: {
        header:
          '0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c',
      },
    };
    for (const [, decode] of ways) expect(decode(genesis)).toStrictEqual(['accepted']);
    for (const [, decode] of ways)
      expect(decode({ ...genesis, previousblockhash: other })).toStrictEqual([
        ['header-mismatch', 'previousblockhash'],
      ]);
  });
});

describe.each(ways)('a block that its header contradicts, by %s', (_way, decode) => {
  it.each([
    ['another id', { ...block, id: other }],
    [
      'a header with one digit changed',
      withHeader(header.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))),
    ],
    ['a header cut short', withHeader(header.slice(0, 158))],
    ['a longer header', withHeader(`${header}00`)],
    ['an empty header', withHeader('')],
    ['a header that is no hex', withHeader('z'.repeat(160))],
    [
      'the header of another block',
      withHeader(blocksOf('mainnet-2026-09-19/blocks.json')[1]?.extras.header ?? ''),
    ],
  ])('goes into quarantine: %s', (_what, each) => {
    expect(decode(each)).toStrictEqual([['header-mismatch', 'extras.header']]);
  });

  it.each([
    ['another parent', { ...block, previousblockhash: other }],
    ['no parent', { ...block, previousblockhash: null }],
  ])('goes into quarantine: %s', (_what, each) => {
    expect(decode(each)).toStrictEqual([['header-mismatch', 'previousblockhash']]);
  });
});

it('a block that its header contradicts does not take its siblings along', () => {
  const page = [block, { ...block, id: other }, block];
  const expected = ['accepted', ['header-mismatch', 'extras.header'], 'accepted'];
  expect(said(decodeBody(bytesOf(page), REST_BLOCKS, sha256))).toStrictEqual(expected);
  expect(said(decodeFrame(bytesOf({ blocks: page }), sha256))).toStrictEqual(expected);
});
