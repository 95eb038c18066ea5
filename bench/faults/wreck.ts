import { setTimeout as wait } from 'node:timers/promises';
import type { StreamName } from '@bitcoin-pipeline/model';
import type { FaultProxy, ProxyRequest } from '../../__tests__/support/aws/fault-proxy.ts';
import type { Fault } from '../../__tests__/support/aws/faults.ts';
import type { Service } from './service.ts';

/** So many times all connections are cut, in the middle of whatever they carry, and new ones refused. */
const REFUSALS = 5;
const REFUSED_MS = 100;
/** A stream that is not there is made once it was asked for so often. */
const MISSED = 50;

export interface Wrecking {
  /** How many times connections were refused. Rejects where the wreck itself failed. */
  readonly ended: () => Promise<number>;
}

/**
 * Lets a plan decide, and now and then does more than a plan can.
 * @param late a stream that is made only once it was missed; null: all are there
 */
export const wreck = (
  proxy: FaultProxy,
  service: Service,
  late: StreamName | null,
  plan: (request: ProxyRequest) => Fault,
  faults: number,
): Wrecking => {
  const everyRequests = Math.ceil(faults / REFUSALS);
  const works: Array<Promise<void>> = [];
  let [refusals, missed] = [0, 0];

  const refuse = async (): Promise<void> => {
    refusals += 1;
    await proxy.faults.refuse();
    await wait(REFUSED_MS);
    await proxy.faults.accept();
  };
  proxy.faults.decide((request) => {
    if (late !== null && request.index % everyRequests === everyRequests - 1) works.push(refuse());
    if (late === null || request.batch?.stream !== late || missed > MISSED) return plan(request);
    missed += 1;
    if (missed > MISSED) works.push(service.createStream(late));
    return { kind: 'missing' };
  });
  return {
    ended: async () => {
      await Promise.all(works);
      return refusals;
    },
  };
};
