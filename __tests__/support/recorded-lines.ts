import { streams } from '@bitcoin-pipeline/model';
import { Session } from '../../listener/session.ts';
import type { HandLine } from './hand-lines.ts';
import { countedIds, producer } from './lines.ts';
import { recordedEvents, type RecordedEvent } from './recordings.ts';

/** What a listener writes of these events, as it lies in a lake of mainnet; its epochs are named after them. */
export const linesOfEvents = (
  name: string,
  events: ReadonlyArray<RecordedEvent>,
): ReadonlyArray<HandLine> => {
  const ids = countedIds();
  const named = { ...ids, newId: () => `${name}-${ids.newId()}` };
  const session = new Session({ ...producer, network: 'mainnet' }, named, 'http://127.0.0.1:1');
  const lines = events.flatMap(({ ev, t, raw, code }) => {
    switch (ev) {
      case 'open':
        return session.opened('ws://127.0.0.1:1/api/v1/ws', t);
      case 'recv':
        return session.frame(Buffer.from(raw ?? ''), t).lines;
      case 'close':
        return session.closed('recording-ended', code ?? null, t);
      default:
        return [];
    }
  });
  return lines.map(({ stream, bytes }) => ({
    prefix: streams[stream].prefix,
    text: Buffer.from(bytes).toString().trimEnd(),
  }));
};

export const recordedLines = (name: string): ReadonlyArray<HandLine> =>
  linesOfEvents(name, recordedEvents(name));
