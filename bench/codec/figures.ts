import type { Kind, Messages } from './messages.ts';
import { interleaved, type Measured, type Way } from './rounds.ts';
import { linesWay, noSha256, opensslSha256 } from './ways/ours.ts';
import { peers } from './ways/peers.ts';
import { decodedPlainly } from './ways/plain.ts';
import { stringifiedWay } from './ways/stringified.ts';
import { guardedWay, parsedWay, structureWay, typedWay } from './ways/values.ts';

const always = {
  parse: parsedWay,
  lines: linesWay(opensslSha256),
  typed: typedWay,
  structure: structureWay,
  guard: guardedWay,
} as const satisfies Readonly<Record<string, Way>>;

/** Without the SHA-256 of the payload, which OpenSSL takes longer for than JSON.parse for all of a quote. */
const undigested = { 'lines, no digest': linesWay(noSha256) } as const;

/** Ways to whole lines that others would go: parsed, checked, printed again. */
const others = {
  'io-ts + stringify': stringifiedWay(decodedPlainly),
  'zod + stringify': stringifiedWay(peers.zod),
  'ajv + stringify': stringifiedWay(peers.ajv),
  'typebox + stringify': stringifiedWay(peers.typebox),
} as const satisfies Readonly<Record<string, Way>>;

type WayName = keyof typeof always | keyof typeof undigested | keyof typeof others;
export type Figures = Readonly<Partial<Record<WayName, Measured>>>;
export type KindName = Kind | 'mix';
export const kinds: ReadonlyArray<KindName> = ['mix', 'delta', 'snapshot', 'conversions', 'block'];

export interface Effort {
  readonly rounds: number;
  /** Of each way in each round. */
  readonly ms: number;
}

const waysFor = (kind: KindName): Readonly<Record<string, Way>> => {
  const plain = { 'io-ts + stringify': others['io-ts + stringify'] };
  if (kind === 'block') return { ...always, ...plain }; // the peers know no blocks
  return kind === 'conversions'
    ? { ...always, ...undigested, ...others }
    : { ...always, ...others };
};

/** What each way takes for frames of one kind. */
export const figuresOf = (kind: KindName, messages: Messages, effort: Effort): Figures =>
  interleaved(waysFor(kind), messages[kind], effort);
