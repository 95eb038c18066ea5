import * as E from 'fp-ts/lib/Either.js';
import { failure, type CliResult } from './command.ts';
import { recordedFeed } from './feed-options.ts';
import { ingestUntil, startIngest } from './ingest.ts';
import { intoFolder } from './into-folder.ts';
import { placesFor } from './places.ts';
import { inWords, runDocument } from './run-document.ts';
import { print, printJson, say } from './say.ts';
import { notTaken, startSource, type SourceChoice } from './source.ts';
import { stopAsked } from './stop-asked.ts';
import { startTables } from './tables.ts';

interface OnceOptions {
  readonly choice: Extract<SourceChoice, { tag: 'recording' }>;
  readonly network: string;
  readonly lake: string | undefined;
  readonly state: string | undefined;
  readonly json: boolean;
}

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
      way: () => intoFolder(places, identity),
      feed: recordedFeed,
      told: () => undefined,
    });
    if (E.isLeft(ingest)) return ingest;
    say(
      `taking ${choice.recording.sessions.length} recorded socket(s) from ${choice.file} as ${network}`,
    );
    const asked = stopAsked();
    const taken = await ingestUntil(
      ingest.right,
      Promise.race([
        ingest.right.ended.then(() => null),
        asked.then(() => failure('stopped before the recording ended')),
      ]),
    );
    if (E.isLeft(taken)) return taken;
    const { session } = ingest.right;

    say('building and testing the tables');
    const tables = await startTables({ places, identity, tested: true });
    if (E.isLeft(tables)) return tables;
    const turn = await Promise.race([tables.right.once(), asked.then(() => null)]);
    if (turn === null)
      return E.left(
        failure(
          `stopped; the recording is in the lake, bitcoin-pipeline load --lake ${places.lake} makes the tables`,
        ),
      );
    await tables.right.stop();
    if (turn.tag !== 'built')
      return E.left(failure(turn.tag === 'failed' ? turn.message : 'nothing was built'));
    const document = await runDocument(session, places, turn.tables);
    if (json) printJson(document);
    else print(inWords(document));
    const [refused] = turn.refused;
    if (refused !== undefined)
      return E.left(failure(`${refused.file} could not be loaded: ${refused.reason}`));
    const missing = notTaken(choice, document.frames);
    return missing === null ? E.right(undefined) : E.left(missing);
  } finally {
    await source.stop();
  }
};
