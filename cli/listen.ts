import * as E from 'fp-ts/lib/Either.js';
import { readOptions, type Command } from './command.ts';
import { backendOf, sourceHelp, sourceOptions } from './common-options.ts';
import { feedHelp, feedOf, feedOptions } from './feed-options.ts';
import { ingestUntil, startIngest } from './ingest.ts';
import { intoFolder } from './into-folder.ts';
import { placesFor } from './places.ts';
import { say } from './say.ts';
import { liveSource } from './source.ts';
import { stopAsked } from './stop-asked.ts';

export const listen: Command = {
  name: 'listen',
  summary: 'the listener alone: socket to lake',
  help: `Usage: bitcoin-pipeline listen [options]

${sourceHelp}
${feedHelp}

Runs until it is stopped with Ctrl-C or SIGTERM.

Examples:
  bitcoin-pipeline listen
  bitcoin-pipeline listen --url http://127.0.0.1:8999 --network regtest --lake out/lake`,
  run: async (args) => {
    const options = readOptions(args, { ...sourceOptions, ...feedOptions });
    if (E.isLeft(options)) return options;
    const backend = backendOf(options.right);
    if (E.isLeft(backend)) return backend;
    const feed = feedOf(options.right);
    if (E.isLeft(feed)) return feed;
    const { network, url } = backend.right;
    const identity = { network, originClass: 'real' } as const;
    const places = placesFor(identity, options.right);
    const way = await intoFolder(places, identity);
    if (E.isLeft(way)) return way;
    const ingest = await startIngest({
      source: liveSource(url),
      network,
      ...way.right,
      stateFile: null,
      feed: feed.right,
      told: () => undefined,
      listened: (change) => {
        if (change.tag === 'opened') say(`listening to ${url}`);
        if (change.tag === 'closed') say(`${url} closed the socket; connecting again`);
        if (change.tag === 'failed') say(`${url} can't be reached: ${change.reason}; trying again`);
      },
    });
    if (E.isLeft(ingest)) return ingest;
    return ingestUntil(
      ingest.right,
      stopAsked().then(() => null),
    );
  },
};
