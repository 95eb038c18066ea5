import * as E from 'fp-ts/lib/Either.js';
import { FAULTS, isFaultName, type Simulator } from '../simulator/index.ts';

/** Does one thing in a running simulator. */
type Act = (simulator: Simulator) => void;

const COMMANDS = 'block, reorg N, quote';
const MOST_REORG_BLOCKS = 100;
const MOST_REFUSALS = 1000;
/** A timer can't be set for longer than 24 days. */
const LONGEST_DELAY_S = 2_000_000;

/** What can be said to a simulator, for `--help`. */
export const faultHelp = Object.entries(FAULTS)
  .map(([name, description]) => `  ${name.padEnd(18)} ${description}`)
  .join('\n');

/** Reads one thing to do: a command, or the name of a fault. */
export const actOf = (text: string): E.Either<string, Act> => {
  const [name = '', number, ...more] = text.trim().split(/\s+/);
  if (more.length > 0) return unknown(text);
  if (name === 'reorg')
    return numbered('reorg', number, MOST_REORG_BLOCKS, (n) => (s) => s.reorg(n));
  if (name === 'refuse' && number !== undefined)
    return numbered('refuse', number, MOST_REFUSALS, (n) => (s) => s.fault('refuse', n));
  if (number !== undefined) return unknown(text);
  if (name === 'block') return E.right((simulator) => simulator.mineBlock());
  if (name === 'quote') return E.right((simulator) => simulator.quote());
  return isFaultName(name) ? E.right((simulator) => simulator.fault(name)) : unknown(text);
};

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
  E.left(
    `"${text.trim()}" is no command and no fault; there are ${COMMANDS}, ${Object.keys(FAULTS).join(', ')}`,
  );
