import * as E from 'fp-ts/lib/Either.js';
import { failure, readOptions, type CliFault, type Command } from './command.ts';
import { backendOf, sourceHelp, sourceOptions } from './common-options.ts';
import { ingestUntil, startIngest } from './ingest.ts';
import { intoFolder } from './into-folder.ts';
import { openLog, textWriter } from './operation/log.ts';
import { tellOutbox } from './operation/telling.ts';
import { placesFor } from './places.ts';
import { say } from './say.ts';
import { liveSource } from './source.ts';
import { stopAsked } from './stop-asked.ts';

export const poll: Command = {
  name: 'poll',
  summary: 'the poller alone: newest blocks by REST to lake, each minute',
  help: `Usage: bitcoin-pipeline poll [options]

  --once            ask once and end; exit 1 if the source gave no blocks
  --state FILE      the poller's memory (default beside the lake)
${sourceHelp}

Examples:
  bitcoin-pipeline poll --once
  bitcoin-pipeline poll --url http://127.0.0.1:8999 --network regtest --lake out/lake`,
  run: async (args) => {
    const options = readOptions(args, {
      ...sourceOptions,
      state: { type: 'string' },
      once: { type: 'boolean', default: false },
    });
    if (E.isLeft(options)) return options;
    const backend = backendOf(options.right);
    if (E.isLeft(backend)) return backend;
    const { network, url } = backend.right;
    const identity = { network, originClass: 'real' } as const;
    const places = placesFor(identity, options.right);
    let lastFault: string | null = null;
    const ingest = await startIngest({
      source: liveSource(url),
      network,
      way: () => intoFolder(places, identity),
      stateFile: places.state,
      feed: null,
      told: tellOutbox(openLog(textWriter())),
      polled: (blocks) => say(`${blocks.length} new or changed blocks`),
      pollFailed: ({ message }) => {
        lastFault = message;
        say(message);
      },
    });
    if (E.isLeft(ingest)) return ingest;
    const asked = async (): Promise<CliFault | null> => {
      await ingest.right.firstPoll;
      return lastFault === null ? null : failure(lastFault);
    };
    return ingestUntil(ingest.right, options.right.once ? asked() : stopAsked().then(() => null));
  },
};
