import type { Producer } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { backfillCourse } from '../poller/course.ts';
import { beginBackfill, blocksLeft, type Backfill, type Order } from '../poller/chain/backfill.ts';
import { joined, lengthOf, type Range } from '../poller/chain/ranges.ts';
import type { PollerEvent } from '../poller/events.ts';
import { portsOf } from '../poller/index.ts';
import type { PollerLake } from '../poller/lake.ts';
import { Run, type RunReport } from '../poller/run.ts';
import type { RestGet } from '../sources/rest/ports.ts';
import { faultOf, type Filled, type Unit } from './backfill-end.ts';
import { failure, type CliFault } from './command.ts';
import { pollerWords } from './poller-words.ts';
import { newId, sha256 } from './program.ts';
import type { ProgressBar } from './progress-bar.ts';

/** What both kinds of fill go by. */
export interface FillOptions {
  readonly url: string;
  readonly producer: Producer;
  readonly lake: PollerLake;
  readonly get: RestGet;
  readonly order: Order;
  readonly signal: AbortSignal;
  /** @param unit in the plural */
  readonly bar: (total: number, unit: string) => ProgressBar;
}

/** What a fill did, and what is to be said where it is not whole. */
export interface FillEnd {
  readonly filled: Filled;
  readonly fault: CliFault | null;
}

const blocks: Unit = { many: 'blocks', named: String };

const isFault = ({ event }: PollerEvent): boolean => event.endsWith('-failed'); // said once, at the end

const filledOf = (range: Range, missing: number, report: RunReport<Backfill> | null): Filled => ({
  from: range.from,
  to: range.to,
  asked: lengthOf(range),
  alreadyHeld: lengthOf(range) - missing,
  written: report?.written ?? 0,
  holes: joined(report?.step?.holes ?? []),
  left: report?.step == null ? missing : blocksLeft(report.step),
  requests: report?.requests ?? 0,
});

/** Fills in the blocks of a range. Left: the state can't be read. */
export const fillBlocks = async (
  range: Range,
  options: FillOptions,
): Promise<E.Either<CliFault, FillEnd>> => {
  const { lake, order, url, producer, signal, get } = options;
  const held = await lake.states.read();
  if (E.isLeft(held)) return E.left(failure(held.left.message));
  const missing = blocksLeft(beginBackfill(held.right.state.chain, range, order));
  if (missing === 0) return E.right({ filled: filledOf(range, 0, null), fault: null });

  const bar = options.bar(missing, blocks.many);
  const told = (event: PollerEvent): void => {
    if (event.event === 'blocks-written') bar.add(event.blocks.length);
    else if (!isFault(event)) bar.say(pollerWords(event));
  };
  const ports = portsOf({ lake, newId, sha256, nowMs: Date.now, told }, get);
  const course = backfillCourse(range, order);
  const run = new Run({ url, producer, course, signal, whenAborted: 'stopped' }, ports);
  const report = await run.run();
  bar.end();
  const filled = filledOf(range, missing, report);
  const ended = report.end === 'stopped' ? 'stopped' : 'finished';
  return E.right({ filled, fault: faultOf(filled, report.fault ?? ended, blocks) });
};
