import type { StreamName } from '@bitcoin-pipeline/model';
import type { ProxyRequest } from '../../__tests__/support/aws/fault-proxy.ts';
import type { Fault } from '../../__tests__/support/aws/faults.ts';
import { seededRandom, type Random } from '../../simulator/random.ts';

/** All kinds, or only those after which both sides know what is in the lake. */
export type Kinds = 'all' | 'certain';

/** Of so many hundred requests one fault each; a batch that is long to send is let through sooner. */
const THIN_FAULTS = 0.85;
const BULK_FAULTS = 0.75;
const bulk: StreamName = 'mempool-block';
/** A call from which on, and how many in a row, the keys of this stream are no good. */
const denied = { stream: 'feed-health', from: 50, count: 100 } as const;

interface Weighted {
  readonly weight: number;
  readonly fault: (records: number, random: Random) => Fault;
}

/** Some of the records, one at least. */
const someRecords: Weighted['fault'] = (records, random) => {
  const all = Array.from({ length: records }, (_, index) => index);
  const some = all.filter(() => random.chance(0.5));
  const code = random.chance(0.5) ? 'ServiceUnavailableException' : 'InternalFailure';
  const indexes = some.length === 0 ? [random.integer(records)] : some;
  return { kind: 'fail-records', indexes, code };
};

const certain: ReadonlyArray<Weighted> = [
  { weight: 25, fault: () => ({ kind: 'throttle' }) },
  { weight: 25, fault: someRecords },
];

const uncertain: ReadonlyArray<Weighted> = [
  { weight: 12, fault: () => ({ kind: 'internal' }) },
  {
    weight: 8,
    fault: (_, random) => ({ kind: 'gateway', status: random.pick([500, 502, 503, 504]) }),
  },
  // a good status, and nothing in the answer about any record
  { weight: 5, fault: () => ({ kind: 'error', status: 200, name: 'NoAnswers' }) },
  { weight: 8, fault: () => ({ kind: 'drop' }) },
  { weight: 0.5, fault: () => ({ kind: 'hang' }) },
  { weight: 0.5, fault: () => ({ kind: 'hang-after' }) },
  { weight: 8, fault: () => ({ kind: 'lose-answer' }) },
  { weight: 7, fault: () => ({ kind: 'cut-answer' }) },
];

const picked = (list: ReadonlyArray<Weighted>, random: Random): Weighted['fault'] => {
  let left = random.unit() * list.reduce((sum, { weight }) => sum + weight, 0);
  for (const { weight, fault } of list) {
    left -= weight;
    if (left < 0) return fault;
  }
  return someRecords;
};

/** What becomes of each request, by its stream's own chance; what is not a batch passes. */
export const planOf = (seed: string, kinds: Kinds): ((request: ProxyRequest) => Fault) => {
  const list = kinds === 'all' ? [...certain, ...uncertain] : certain;
  const randoms = new Map<string, Random>();
  const asked = new Map<string, number>();
  return ({ batch }) => {
    if (batch === null) return { kind: 'pass' };
    const { stream, records } = batch;
    const random = randoms.get(stream) ?? seededRandom(`${seed} ${stream}`);
    randoms.set(stream, random);
    const count = (asked.get(stream) ?? 0) + 1;
    asked.set(stream, count);
    const isDenied =
      stream === denied.stream && count >= denied.from && count < denied.from + denied.count;
    if (kinds === 'all' && isDenied) return { kind: 'access-denied' };
    if (!random.chance(stream === bulk ? BULK_FAULTS : THIN_FAULTS)) return { kind: 'pass' };
    return picked(list, random)(records, random);
  };
};
