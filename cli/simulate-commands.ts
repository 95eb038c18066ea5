import * as E from 'fp-ts/lib/Either.js';
import {
  FAULTS,
  isFaultName,
  isRestFaultName,
  REST_FAULTS,
  type RestFaultName,
  type Simulator,
} from '../simulator/index.ts';

/** Does one thing in a running simulator. */
type Act = (simulator: Simulator) => void;

const COMMANDS = 'block, blocks N, reorg N, replace N, reorg-back, quote';
const NAMES = [...Object.keys(FAULTS), ...Object.keys(REST_FAULTS)];
const MOST_BLOCKS = 5_000;
const MOST_REORG_BLOCKS = 100;
const MOST_TIMES = 1_000;
/** A timer can't be set for longer than 24 days. */
const LONGEST_DELAY_S = 2_000_000;

const described = (faults: Readonly<Record<string, string>>): string =>
  Object.entries(faults)
    .map(([name, description]) => `  ${name.padEnd(18)} ${description}`)
    .join('\n');

/** What can be said to a simulator, for `--help`. */
export const faultHelp = described(FAULTS);
export const restFaultHelp = described(REST_FAULTS);

/** Reads one thing to do: a command, or the name of a fault. */
export const actOf = (text: string): E.Either<string, Act> => {
  const [name = '', number, ...more] = text.trim().split(/\s+/);
  const take = (most: number, act: (n: number) => Act) => numbered(name, number, most, act);
  if (more.length > 0) return unknown(text);
  if (name === 'blocks') return take(MOST_BLOCKS, (n) => (s) => s.mineBlocks(n));
  if (name === 'reorg') return take(MOST_REORG_BLOCKS, (n) => (s) => s.reorg(n));
  if (name === 'replace') return take(MOST_REORG_BLOCKS, (n) => (s) => s.reorg(n, 0));
  if (number !== undefined && (name === 'refuse' || isCounted(name)))
    return take(MOST_TIMES, (n) => (s) => s.fault(name, n));
  if (number !== undefined) return unknown(text);
  if (name === 'block') return E.right((simulator) => simulator.mineBlock());
  if (name === 'reorg-back') return E.right((simulator) => simulator.reorgBack());
  if (name === 'quote') return E.right((simulator) => simulator.quote());
  return isFaultName(name) || isRestFaultName(name)
    ? E.right((simulator) => simulator.fault(name))
    : unknown(text);
};

const isCounted = (name: string): name is RestFaultName =>
  isRestFaultName(name) && name !== 'rest-cached' && name !== 'rest-uncached';

/** Something to do a while after the start. */
export interface Scheduled {
  readonly text: string;
  readonly afterMs: number;
  readonly act: Act;
}

/** Reads `NAME@SECONDS`. */
export const scheduledOf = (text: string): E.Either<string, Scheduled> => {
  const [, name = '', seconds = ''] = /^(.*)@(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (name === '' || Number(seconds) > LONGEST_DELAY_S)
    return E.left(
      `--fault takes NAME@SECONDS, such as drop@10, up to ${LONGEST_DELAY_S} s, not "${text}"`,
    );
  const act = actOf(name);
  return E.isLeft(act)
    ? E.left(`--fault ${text}: ${act.left}`)
    : E.right({ text: name, afterMs: Number(seconds) * 1000, act: act.right });
};

const numbered = (
  name: string,
  text: string | undefined,
  most: number,
  act: (n: number) => Act,
): E.Either<string, Act> =>
  text !== undefined && /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= most
    ? E.right(act(Number(text)))
    : E.left(`${name} takes a whole number from 1 to ${most}, such as "${name} 2"`);

const unknown = (text: string): E.Either<string, never> =>
  E.left(`"${text.trim()}" is no command and no fault; there are ${COMMANDS}, ${NAMES.join(', ')}`);
