import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Longer frames tell nothing more and take the time of many short ones. */
const LONGEST_BYTES = 4000;

const recorded = fileURLToPath(new URL('../../__tests__/fixtures/mempool/', import.meta.url));

const framesOf = (file: string): ReadonlyArray<string> => {
  const text = readFileSync(file, 'utf8');
  if (!file.endsWith('.ndjson')) return [text];
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly ev: string; readonly raw?: string })
    .flatMap(({ ev, raw }) => (ev === 'recv' && raw !== undefined ? [raw] : []));
};

const TXID = '0123456789abcdef'.repeat(4);

/** What no recording has. */
const handMade: ReadonlyArray<object> = [
  { 'mempool-txids': { sequence: 3, added: [TXID], removed: [], mined: [TXID], replaced: [] } },
  { 'mempool-txids': { sequence: 4, replaced: [{ replaced: TXID, by: TXID }] } },
  { loadingIndicators: { mempool: null } },
  { loadingIndicators: {} },
  { conversions: { time: 1789844179, USD: 81471, EUR: -1 } },
  { pong: true },
  { 'projected-block-transactions': { index: 0, sequence: 0, blockTransactions: [] } },
  {
    'projected-block-transactions': {
      index: 0,
      sequence: 1,
      delta: { added: [[TXID, 5, 140.25, 9, 1.1, 17592186044416, 0, 1]], removed: [], changed: [] },
    },
    'mempool-blocks': [{ blockVSize: 140.25, nTx: 1, totalFees: 5 }],
  },
  {
    'projected-block-transactions': {
      index: 0,
      blockTransactions: [{ txid: TXID, fee: 5, vsize: 100, value: 1 }],
    },
  },
];

/** Frames as they were received, the short ones, and some by hand. */
export const seedFrames = (): ReadonlyArray<Buffer> => {
  const files = readdirSync(recorded, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\/(ws_\w+\.json|session-[\w-]+\.ndjson)$/.test(file),
  );
  return [
    ...files.flatMap((file) => framesOf(`${recorded}${file}`)),
    ...handMade.map((frame) => JSON.stringify(frame)),
  ]
    .filter((text) => text.length <= LONGEST_BYTES)
    .map((text) => Buffer.from(text));
};
