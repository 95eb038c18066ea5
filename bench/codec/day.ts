import { seededChanges } from './messages.ts';

const PROJECTED = 'projected-block-transactions';
/** Mainnet in September 2026 (facts): 0.79 updates a second, a block each ten minutes, a quote each five. */
const TICK_MS = 1266;
const DELTAS_A_BLOCK = 474;
const DELTAS_A_QUOTE = 237;
const ROWS = 4300;
const BEGAN_MS = 1_789_776_000_000;

export interface DayFrame {
  readonly bytes: Buffer;
  readonly atMs: number;
}

/**
 * The frames of a day, made as they are asked for: every delta takes out what one before put in, so that the block
 * stays as large, and every tenth minute the whole of it comes.
 */
export function* dayFrames(seed: string, hours: number): Generator<DayFrame> {
  const { base, deltas } = seededChanges(seed, ROWS, DELTAS_A_BLOCK);
  const texts = deltas.map(({ delta }, index) => {
    const before = deltas[index - 1]?.delta.added ?? [];
    return JSON.stringify({ ...delta, removed: before.map(([txid]) => txid), changed: [] });
  });
  const rows = JSON.stringify(base);
  const frame = (rest: string): Buffer => Buffer.from(`{"${PROJECTED}": {"index":0,${rest}}}`);
  const ticks = Math.floor((hours * 3_600_000) / TICK_MS);
  for (let tick = 0; tick < ticks; tick += 1) {
    const atMs = BEGAN_MS + tick * TICK_MS;
    const inBlock = tick % DELTAS_A_BLOCK;
    if (inBlock === 0)
      yield { bytes: frame(`"sequence":${tick},"blockTransactions":${rows}`), atMs };
    else yield { bytes: frame(`"sequence":${tick},"delta":${texts[inBlock]}`), atMs };
    if (tick % DELTAS_A_QUOTE === 0) {
      const quote = { time: Math.floor(atMs / 1000), USD: 81_445 + (tick % 100), EUR: 70_842 };
      yield { bytes: Buffer.from(JSON.stringify({ conversions: quote })), atMs };
    }
  }
}
