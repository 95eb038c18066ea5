import * as E from 'fp-ts/lib/Either.js';
import { documentInWords } from './backfill-end.ts';
import { fillBoth } from './backfill-both.ts';
import { readChosen } from './backfill-options.ts';
import { placeOf } from './backfill-place.ts';
import { politeSource } from './backfill-source.ts';
import type { Command } from './command.ts';
import { sourceHelp } from './common-options.ts';
import { classOf, lakeHelp, pollerLakeOf } from './poller-lake.ts';
import { producerOf, sha256, userAgent } from './program.ts';
import { Screen } from './progress-bar.ts';
import { print, printJson } from './say.ts';
import { stopAsked } from './stop-asked.ts';

export const backfill: Command = {
  name: 'backfill',
  summary: 'blocks and prices of the past by REST to lake, what is held left out',
  help: `Usage: bitcoin-pipeline backfill --from HEIGHT [--to HEIGHT] [options]
       bitcoin-pipeline backfill --since DATE [--until DATE] [options]

Fills in a range of the past. What the lake holds is not asked for again: the same command goes on
where it was stopped, killed or left alone by its source. Beside pollers of the same lake it does
no harm. Exit 1 where something is left or did not decode.

  --from HEIGHT     the lowest block
  --to HEIGHT       the highest block (default: the tip)
  --since DATE      from the first block of that day or instant on, by the median time of blocks
  --until DATE      up to the last block before that day or instant (default: the tip)
  --order ORDER     newest or oldest first (default newest)
  --what WHAT       blocks, prices or all (default blocks: a day's prices are 24 requests, its
                    blocks ten, and only backends of mainnet with an index keep prices)
  --per-second N    requests a second, at most (default 2; 0.5 is one in two seconds)
  --json            what was done as one JSON document on standard output
${sourceHelp}
${lakeHelp}

Examples:
  bitcoin-pipeline backfill --from 840000 --to 842015
  bitcoin-pipeline backfill --since 2026-11-01 --what all --per-second 0.5
  bitcoin-pipeline backfill --url http://127.0.0.1:8999 --network regtest --from 0 --order oldest`,
  run: async (args) => {
    const read = readChosen(args, Date.now());
    if (E.isLeft(read)) return read;
    const { chosen, lake: place } = read.right;
    const stopping = new AbortController();
    void stopAsked().then(() => stopping.abort());
    const screen = new Screen();
    const source = politeSource(chosen.url, userAgent, chosen.perSecond, screen.say);
    const { signal } = stopping;
    const asking = { get: source.first, url: chosen.url, sha256, signal };
    const placed = await placeOf(chosen, asking, Date.now());
    if (E.isLeft(placed)) return placed;
    const { network, url, order } = chosen;
    const originClass = await classOf(network, place);
    const lake = await pollerLakeOf(place, { network, originClass });
    if (E.isLeft(lake)) return lake;

    const producer = producerOf(network, 'backfill');
    const { bar } = screen;
    const filling = { url, producer, lake: lake.right, get: source.patient, order, signal, bar };
    const beganAtMs = performance.now();
    const done = await fillBoth(placed.right, filling);
    if (E.isLeft(done)) return done;
    const { blocks, prices } = done.right;
    const seconds = Math.round(performance.now() - beganAtMs) / 1000;
    const document = { blocks, prices, requests: source.requests(), seconds };
    if (chosen.isJson) printJson(document);
    else print(documentInWords(document));
    const { fault } = done.right;
    return fault === null ? E.right(undefined) : E.left(fault);
  },
};
