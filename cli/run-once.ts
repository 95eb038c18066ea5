import { total, type EpochCounts } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { Session } from '../listener/session.ts';
import { failure, type CliResult } from './command.ts';
import { ingestUntil, startIngest } from './ingest.ts';
import { placesFor, type Places } from './places.ts';
import { print, printJson, say } from './say.ts';
import { brokenLines, startSource, type SourceChoice } from './source.ts';
import { stopAsked } from './stop-asked.ts';
import { startTables } from './tables.ts';
import { summed } from './totals.ts';

interface OnceOptions {
  readonly choice: Extract<SourceChoice, { tag: 'recording' }>;
  readonly network: string;
  readonly lake: string | undefined;
  readonly state: string | undefined;
  readonly json: boolean;
}

const eventsOf = (all: ReadonlyArray<EpochCounts>): Readonly<Record<string, number>> => {
  const events: Record<string, number> = {};
  for (const counts of all)
    for (const [type, count] of counts.events) events[type] = (events[type] ?? 0) + count;
  return events;
};

/** The next block as it stood at the end; numbers are null where something was missed. */
const nextBlockOf = ({ tracker }: Session): object | null => {
  if (tracker === null || tracker.baseOrdinal === null || tracker.blockIndex !== 0) return null;
  const { level, sequence } = tracker;
  return level === 'unknown'
    ? { level, sequence, transactions: null, feeSats: null, weight: null }
    : { level, sequence, ...tracker.block.totals };
};

/** What a run tells when it ends; the shape is public. */
const documentOf = (session: Session, places: Places, tables: Readonly<Record<string, number>>) => {
  const counts = session.epochs.map((epoch) => epoch.counts);
  return {
    frames: summed(counts, (each) => each.framesIn),
    fragments: {
      accepted: summed(counts, (each) => each.accepted),
      ignored: summed(counts, (each) => total(each.ignored)),
      quarantined: summed(counts, (each) => total(each.quarantined)),
    },
    events: eventsOf(counts),
    nextBlock: nextBlockOf(session),
    gaps: session.gaps.map(({ cause, expectedSequence, receivedSequence }) => ({
      cause,
      expected: expectedSequence,
      received: receivedSequence,
    })),
    lake: places.lake,
    warehouse: places.warehouse,
    tables,
  };
};

const inWords = (document: ReturnType<typeof documentOf>): string => {
  const { frames, fragments, nextBlock, gaps, lake, warehouse, tables } = document;
  return [
    `${frames} frames: ${fragments.accepted} fragments accepted, ${fragments.ignored} ignored, ${fragments.quarantined} quarantined`,
    `next block: ${nextBlock === null ? 'not tracked' : JSON.stringify(nextBlock)}`,
    `gaps: ${gaps.length === 0 ? 'none' : gaps.map((gap) => gap.cause).join(', ')}`,
    `lake: ${lake}`,
    `warehouse: ${warehouse}`,
    ...Object.entries(tables).map(([table, rows]) => `  ${table} ${rows}`),
  ].join('\n');
};

/** Takes a recording through socket, decoder, lake, loader and dbt, and ends. */
export const runOnce = async ({
  choice,
  network,
  lake,
  state,
  json,
}: OnceOptions): Promise<CliResult> => {
  const identity = { network, originClass: 'recording' } as const;
  const places = placesFor(identity, { lake, state });
  const source = await startSource(choice, '', 'as-fast-as-taken');
  try {
    const ingest = await startIngest({
      source,
      network,
      places,
      parts: { listener: true, poller: false },
    });
    if (E.isLeft(ingest)) return ingest;
    say(
      `taking ${choice.recording.sessions.length} recorded socket(s) from ${choice.file} as ${network}`,
    );
    const taken = await ingestUntil(
      ingest.right,
      Promise.race([
        ingest.right.ended.then(() => null),
        stopAsked().then(() => failure('stopped before the recording ended')),
      ]),
    );
    if (E.isLeft(taken)) return taken;
    const { session } = ingest.right;
    if (session === null) return E.left(failure('nothing was listened to'));

    say('building and testing the tables');
    const tables = await startTables({ places, identity, tested: true });
    if (E.isLeft(tables)) return tables;
    const turn = await tables.right.once();
    await tables.right.stop();
    if (turn.tag !== 'built')
      return E.left(failure(turn.tag === 'failed' ? turn.message : 'nothing was built'));
    const document = documentOf(session, places, turn.tables);
    if (json) printJson(document);
    else print(inWords(document));
    const [refused] = turn.refused;
    if (refused !== undefined)
      return E.left(failure(`${refused.file} could not be loaded: ${refused.reason}`));
    const broken = brokenLines(choice);
    return broken === null ? E.right(undefined) : E.left(broken);
  } finally {
    await source.stop();
  }
};
