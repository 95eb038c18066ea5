import { instantOf } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { monotonicClock } from '../lake/delivery/clock.ts';
import { lengthOf, subtracted, type Range } from '../poller/chain/ranges.ts';
import { PriceFill, type PriceReport } from '../poller/prices/fill.ts';
import { beginOf } from '../poller/prices/hours.ts';
import { faultOf, type Ending, type Filled, type Unit } from './backfill-end.ts';
import type { FillEnd, FillOptions } from './backfill-blocks.ts';
import { failure, type CliFault } from './command.ts';
import { newId, sha256 } from './program.ts';

const hours: Unit = {
  many: 'hours',
  named: (hour) => instantOf(beginOf(hour) * 1000).replace(':00:00.000Z', 'Z'),
};

/** Hours of prices; `from` and `to` count since 1970. */
export interface FilledHours extends Filled {
  /** The source has no price of them; they are not asked for again. */
  readonly without: number;
}

const endingOf = ({ fault }: PriceReport, signal: AbortSignal): Ending => {
  if (fault === null) return signal.aborted ? 'stopped' : 'finished';
  const isMissing = fault.code === 'not-found' || fault.code === 'refused';
  return isMissing
    ? {
        message: `${fault.message}; only backends of mainnet with an index keep prices of the past`,
      }
    : fault;
};

/** Fills in the prices of a range of hours. Left: the state can't be read. */
export const fillPrices = async (
  range: Range,
  options: FillOptions,
): Promise<E.Either<CliFault, FillEnd & { readonly filled: FilledHours }>> => {
  const { lake, order, url, producer, signal, get } = options;
  const held = await lake.states.read();
  if (E.isLeft(held)) return E.left(failure(held.left.message));
  const missing = subtracted([range], held.right.state.priceHours).reduce(
    (sum, each) => sum + lengthOf(each),
    0,
  );
  const bar = options.bar(missing, hours.many);
  const fill = new PriceFill(
    { url, producer, hours: range, order, signal },
    {
      ...lake,
      get,
      clock: monotonicClock,
      random: Math.random,
      newId,
      sha256,
      nowMs: Date.now,
      filled: (count) => bar.add(count),
    },
  );
  const report = await fill.run();
  bar.end();
  const { written, without, holes, left, requests } = report;
  const asked = lengthOf(range);
  const alreadyHeld = asked - missing;
  const filled = { ...range, asked, alreadyHeld, written, without, holes, left, requests };
  return E.right({ filled, fault: faultOf(filled, endingOf(report, signal), hours) });
};
