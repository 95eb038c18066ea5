import { streamNames } from '@bitcoin-pipeline/model';
import type { Backlog, Delivery, End } from './ports.ts';
import { Sender, type SenderPorts } from './sender.ts';

/**
 * Brings what is durable into the lake, at least once: each stream by itself, so that a slow or dead one holds up no
 * other. Only what an end has taken is acknowledged.
 */
export const startDelivery = (backlog: Backlog, end: End, ports: SenderPorts): Delivery => {
  const senders = streamNames.map((stream) => ({
    stream,
    sender: new Sender(stream, backlog, end, ports),
  }));
  const ended = Promise.all(senders.map(({ sender }) => sender.run()));

  return {
    streams: () =>
      Object.fromEntries(
        senders.map(({ stream, sender }) => [stream, sender.state()]),
      ) as ReturnType<Delivery['streams']>,
    flush: async (withinMs) => {
      const position = backlog.durable();
      const settled = Promise.all(senders.map(({ sender }) => sender.push(position)));
      const late = new AbortController();
      await (withinMs === Number.POSITIVE_INFINITY
        ? settled
        : Promise.race([settled, ports.clock.wait(withinMs, late.signal)]));
      late.abort();
      return senders.every(({ sender }) => sender.isClear(position));
    },
    stop: async () => {
      senders.forEach(({ sender }) => sender.stop());
      await ended;
    },
  };
};
