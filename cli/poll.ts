import * as E from 'fp-ts/lib/Either.js';
import type { PollerEvent } from '../poller/events.ts';
import { startPoller } from '../poller/index.ts';
import { failure, readOptions, type CliFault, type Command } from './command.ts';
import { backendOf, sourceHelp, sourceOptions } from './common-options.ts';
import { heldClassOf, lakeOptions, lakeHelp, pollerLakeOf } from './poller-lake.ts';
import { failureIn, pollerWords } from './poller-words.ts';
import { newId, producerOf, sha256, userAgent } from './program.ts';
import { rebuildState } from './rebuild-state.ts';
import { say } from './say.ts';
import { stopAsked } from './stop-asked.ts';

export const poll: Command = {
  name: 'poll',
  summary: 'the poller alone: the chain by REST to lake, each minute',
  help: `Usage: bitcoin-pipeline poll [options]

Follows the chain: new blocks, blocks that replaced others, and what was missed meanwhile, down to
the last block it holds. Beside other pollers and backfills of the same lake it does no harm.

  --once            one turn and end; exit 1 if the source or the lake failed
  --rebuild         make the state anew from what a lake folder holds, and end; one that is there
                    has to be moved away first
${sourceHelp}
${lakeHelp}

Examples:
  bitcoin-pipeline poll --once
  bitcoin-pipeline poll --url http://127.0.0.1:8999 --network regtest --lake out/lake
  bitcoin-pipeline poll --bucket my-lake --region eu-west-1`,
  run: async (args) => {
    const options = readOptions(args, {
      ...sourceOptions,
      ...lakeOptions,
      once: { type: 'boolean', default: false },
      rebuild: { type: 'boolean', default: false },
    });
    if (E.isLeft(options)) return options;
    const backend = backendOf(options.right);
    if (E.isLeft(backend)) return backend;
    const { network, url } = backend.right;
    const { once, rebuild } = options.right;
    const held = rebuild ? await heldClassOf(network, options.right) : E.right('real' as const);
    if (E.isLeft(held)) return held;
    const lake = await pollerLakeOf(options.right, { network, originClass: held.right });
    if (E.isLeft(lake)) return lake;
    if (rebuild) return rebuildState(lake.right, network);
    const readable = await lake.right.states.read();
    if (E.isLeft(readable)) return E.left(failure(readable.left.message));

    let failed: CliFault | null = null; // of the one turn: told on the way out
    const told = (event: PollerEvent): void => {
      const sentence = once ? failureIn(event) : null;
      if (sentence === null) return say(pollerWords(event));
      if (failed !== null) say(failed.message);
      failed = failure(sentence);
    };
    const poller = startPoller({
      url,
      userAgent,
      producer: producerOf(network, 'live'),
      lake: lake.right,
      newId,
      sha256,
      nowMs: Date.now,
      told,
      ran: ({ end, fault, written, state }) => {
        if (end === 'finished' && fault === null && written === 0)
          say(`nothing new at ${state?.followedHeight ?? '?'}`);
      },
    });
    const first = poller.pollNow();
    await (once ? first : stopAsked());
    await poller.stop();
    return failed === null ? E.right(undefined) : E.left(failed);
  },
};
