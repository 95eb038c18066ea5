import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { historyOf } from '../dashboard/server/history.ts';
import { startDashboard } from '../dashboard/server/index.ts';
import { failure, misuse, readOptions, type CliResult, type Command } from './command.ts';
import { backendOf } from './common-options.ts';
import {
  finishedTables,
  tablesHelp,
  tablesOptions,
  type FinishedTables,
} from './dashboard-tables.ts';
import { feedHelp, feedOf, feedOptions, type FeedChoice } from './feed-options.ts';
import { listenOnly, nothingStored } from './listen-only.ts';
import { liveView } from './live-state.ts';
import { nextBlockInTables } from './next-block-then.ts';
import { programDir } from './program.ts';
import { printJson, say } from './say.ts';
import { servingHelp, servingOf, servingOptions, type Serving } from './serving-options.ts';
import { liveSource } from './source.ts';
import { stopAsked } from './stop-asked.ts';

export const dashboard: Command = {
  name: 'dashboard',
  summary: 'the page on its own: live by a subscription of its own, the past from finished tables',
  help: `Usage: bitcoin-pipeline dashboard [options]

${servingHelp}
  --url URL         base of the backend (default https://mempool.space)
  --network NAME    mainnet, testnet4, signet or regtest (default mainnet)
${feedHelp}
  --json            one JSON document on standard output, once the page is served

What it receives is shown and not stored: for a lake and tables use run, or listen and load. Runs until it is stopped
with Ctrl-C or SIGTERM.

${tablesHelp}

Examples:
  bitcoin-pipeline dashboard
  bitcoin-pipeline dashboard --lake out/lake --port 9000
  bitcoin-pipeline dashboard --url http://127.0.0.1:8999 --network regtest --warehouse copy.duckdb
  bitcoin-pipeline dashboard --host 0.0.0.0 --token-file /etc/bitcoin-pipeline/token --history snowflake`,
  run: async (args) => {
    const options = readOptions(args, {
      ...servingOptions,
      ...feedOptions,
      ...tablesOptions,
      url: { type: 'string' },
      network: { type: 'string', default: 'mainnet' },
      json: { type: 'boolean', default: false },
    });
    if (E.isLeft(options)) return options;
    const backend = backendOf(options.right);
    const feed = feedOf(options.right);
    const serving = await servingOf(options.right, process.env);
    const tables = await finishedTables(options.right, options.right.network, process.env);
    if (E.isRight(backend) && E.isRight(feed) && E.isRight(serving) && E.isRight(tables))
      return show({
        ...backend.right,
        feed: feed.right,
        serving: serving.right,
        tables: tables.right,
        json: options.right.json,
      });
    return E.left(
      misuse(
        [
          ...(E.isLeft(backend) ? [backend.left.message] : []),
          ...(E.isLeft(feed) ? [feed.left.message] : []),
          ...(E.isLeft(serving) ? serving.left : []),
          ...(E.isLeft(tables) ? tables.left : []),
        ].join('\n'),
      ),
    );
  },
};

interface Showing {
  readonly url: string;
  readonly network: string;
  readonly feed: FeedChoice;
  readonly serving: Serving;
  readonly tables: FinishedTables;
  readonly json: boolean;
}

/** Listens, reads and serves until it is stopped. */
const show = async ({ url, network, feed, serving, tables, json }: Showing): Promise<CliResult> => {
  const asked = stopAsked();
  const source = liveSource(url);
  const view = liveView({
    name: 'mempool.space',
    url,
    network,
    origin: source.origin,
    notice: source.notice,
  });
  view.delivery(nothingStored);
  const started = await startDashboard(
    {
      live: view,
      history: historyOf(tables.port),
      tables: tables.port,
      nextBlockHistory: nextBlockInTables(tables),
    },
    { ...serving, distDir: join(programDir, 'dashboard', 'dist') },
  );
  if (E.isLeft(started)) {
    await tables.port.close();
    return E.left(failure(started.left.message));
  }
  const failed = new Promise<string>((resolve) => {
    const listener = listenOnly(source, network, feed, view, resolve);
    void asked.then(listener.stop);
  });
  const unfollow = tables.follow(view.warehouse);
  if (json) printJson({ url: started.right.url, source: url, network, history: tables.where });
  say(`page       ${started.right.url}`);
  say(`source     ${url}, shown and not stored`);
  say(`history    ${tables.where}`);
  say('stop with Ctrl-C');
  const fault = await Promise.race([asked.then(() => null), failed]);
  unfollow();
  await started.right.stop();
  await tables.port.close();
  return fault === null ? E.right(undefined) : E.left(failure(fault));
};
