import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { historyOf } from '../dashboard/server/history.ts';
import { startDashboard, type Dashboard } from '../dashboard/server/index.ts';
import { startPoller, type Poller } from '../poller/index.ts';
import { lakeInFolder } from '../poller/lake.ts';
import type { LoadOptions } from '../warehouse/loader.ts';
import { openReader } from '../warehouse/reader.ts';
import { remembered } from '../warehouse/remembered.ts';
import { serveFileOf } from '../warehouse/publish.ts';
import {
  failure,
  misuse,
  readOptions,
  type CliFault,
  type CliResult,
  type Command,
} from './command.ts';
import { backendOf, networkOf, sourceHelp, sourceOptions } from './common-options.ts';
import { feedHelp, feedOf, feedOptions, recordedFeed, type FeedChoice } from './feed-options.ts';
import { ingestUntil, startIngest } from './ingest.ts';
import { intoFolder } from './into-folder.ts';
import { liveView, type LiveView } from './live-state.ts';
import { openLog, textWriter } from './operation/log.ts';
import { measure } from './operation/measure.ts';
import { tellOutbox } from './operation/telling.ts';
import { retentionHelp, retentionOf, retentionOptions, trimmedWords } from './load-retention.ts';
import { nextBlockThen } from './next-block-then.ts';
import { placesFor, pythonPath, type Places } from './places.ts';
import { pollerWords } from './poller-words.ts';
import { newId, producerOf, programDir, sha256, userAgent } from './program.ts';
import { runOnce } from './run-once.ts';
import { say } from './say.ts';
import { servingHelp, servingOf, servingOptions, type Serving } from './serving-options.ts';
import { sourceChoice, startSource, type Source } from './source.ts';
import { stopAsked } from './stop-asked.ts';
import { startTables, type TablesTurn } from './tables.ts';

/** How often the page is told how delivery does. */
const SHOWN_EVERY_MS = 1000;

export const run: Command = {
  name: 'run',
  summary: 'everything on one machine: feed, lake, tables, page',
  help: `Usage: bitcoin-pipeline run [options]        (npm start is the same, after setting up)

  --source WHAT     live (default), simulated or recording:FILE; when the live source can't be
                    reached within 5 s the simulator stands in, in a lake of its own
  --once            with a recording: take it as fast as possible, build and test the tables, end
${servingHelp}
  --state FILE      the poller's memory (default beside the lake)
${sourceHelp}
${feedHelp}
${retentionHelp}
  --json            with --once: one JSON document on standard output

Examples:
  bitcoin-pipeline run
  bitcoin-pipeline run --source simulated --port 9000
  bitcoin-pipeline run --source recording:session.ndjson --once --lake out/lake --json`,
  run: async (args) => {
    const options = readOptions(args, {
      ...sourceOptions,
      ...feedOptions,
      ...retentionOptions,
      state: { type: 'string' },
      source: { type: 'string', default: 'live' },
      once: { type: 'boolean', default: false },
      ...servingOptions,
      json: { type: 'boolean', default: false },
    });
    if (E.isLeft(options)) return options;
    const { source: wanted, once, json, lake, state } = options.right;
    const serving = await servingOf(options.right, process.env);
    if (E.isLeft(serving)) return E.left(misuse(serving.left.join('\n')));
    const isRecording = wanted.startsWith('recording:');
    if (once && !isRecording)
      return E.left(misuse('--once needs --source recording:FILE: the others have no end'));
    if (json && !once) return E.left(misuse('--json needs --once'));
    const backend = isRecording
      ? E.map((known: string) => ({ network: known, url: '' }))(networkOf(options.right.network))
      : backendOf(options.right);
    if (E.isLeft(backend)) return backend;
    const feed = feedOf(options.right);
    if (E.isLeft(feed)) return feed;
    const retention = retentionOf(options.right);
    if (E.isLeft(retention)) return retention;
    const choice = await sourceChoice(wanted);
    if (E.isLeft(choice)) return choice;
    const python = pythonPath();
    if (E.isLeft(python)) return python;

    const { network, url } = backend.right;
    if (once && choice.right.tag === 'recording')
      return runOnce({ choice: choice.right, network, lake, state, json });
    if (choice.right.tag === 'live') say(`asking ${url} …`);
    const source = await startSource(choice.right, url, 1);
    try {
      const fallback = choice.right.tag === 'live' && source.origin === 'simulated';
      const given = {
        lake: fallback && lake !== undefined ? `${lake}-simulated` : lake,
        state: fallback ? undefined : state,
      };
      const places = placesFor({ network, originClass: source.originClass }, given);
      return await runUntilStopped(
        source,
        network,
        places,
        feed.right,
        retention.right,
        serving.right,
      );
    } finally {
      await source.stop();
    }
  },
};

const runUntilStopped = async (
  source: Source,
  network: string,
  places: Places,
  feed: FeedChoice,
  retention: LoadOptions,
  serving: Serving,
): Promise<CliResult> => {
  const view = liveView({
    name: 'mempool.space',
    url: source.shownAs,
    network,
    origin: source.origin,
    notice: source.notice,
  });
  const reader = remembered(openReader(serveFileOf(places.warehouse)), { buildGoodForMs: 0 });
  const dashboard = await startDashboard(
    {
      live: view,
      history: historyOf(reader),
      tables: reader,
      nextBlockHistory: nextBlockThen(
        places.warehouse,
        { network, originClass: source.originClass },
        reader,
      ),
    },
    { ...serving, distDir: join(programDir, 'dashboard', 'dist') },
  );
  if (E.isLeft(dashboard)) return E.left(failure(dashboard.left.message));
  if (source.notice !== null) say(source.notice);
  try {
    return await runBehind(dashboard.right, view, source, network, places, feed, retention);
  } finally {
    await dashboard.right.stop();
    await reader.close();
  }
};

/** Everything behind the page, until it is stopped or the lake can't be written. */
const runBehind = async (
  dashboard: Dashboard,
  view: LiveView,
  source: Source,
  network: string,
  places: Places,
  feed: FeedChoice,
  retention: LoadOptions,
): Promise<CliResult> => {
  const identity = { network, originClass: source.originClass };
  const isRecording = source.origin === 'recording';
  const log = tellOutbox(openLog(textWriter()));
  const figures = measure();
  const ingest = await startIngest({
    source,
    network,
    way: () => intoFolder(places, identity),
    feed: isRecording ? recordedFeed : feed,
    told: (event) => {
      log(event);
      figures.stats.told(event);
    },
    listened: (change, session) => {
      figures.listened(change);
      view.listened(change, session);
    },
  });
  if (E.isLeft(ingest)) return ingest;
  const poller = isRecording ? null : await followChain(source, network, places, view);
  if (poller !== null && E.isLeft(poller)) {
    await ingest.right.stop();
    return poller;
  }
  figures.started(ingest.right);
  const showing = setInterval(() => view.delivery(figures.stats.state()), SHOWN_EVERY_MS);
  say(`page       ${dashboard.url}`);
  say(`lake       ${places.lake}`);
  say(`warehouse  ${places.warehouse}`);
  say('stop with Ctrl-C');

  const asked = stopAsked();
  const tables = await startTables({
    places,
    identity,
    tested: false,
    loading: retention,
    onTurn: (turn) => tellTurn(view, turn),
  });
  if (E.isLeft(tables)) view.warehouse({ status: 'failed', message: tables.left.message });
  else {
    view.warehouse({ status: 'building' });
    tables.right.start();
  }

  const ended = await ingestUntil(
    ingest.right,
    asked.then(() => {
      say('stopping: what was read goes to the lake first');
      return null;
    }),
    ({ lines }) => {
      if (lines > 0) say(`${lines} lines go to the lake at the next start`);
    },
  );
  clearInterval(showing);
  await poller?.right.stop();
  if (E.isRight(tables)) await tables.right.stop();
  return ended;
};

/** The poller beside the listener, into the same lake; what it can't do is told and tried again a minute later. */
const followChain = async (
  source: Source,
  network: string,
  { lake, state }: Places,
  view: LiveView,
): Promise<E.Either<CliFault, Poller>> => {
  const opened = await lakeInFolder(lake, state, { network, originClass: source.originClass });
  if (E.isLeft(opened)) return E.left(failure(opened.left.message));
  const poller = startPoller({
    url: source.url,
    userAgent,
    producer: producerOf(network, source.origin),
    lake: opened.right,
    newId,
    sha256,
    nowMs: Date.now,
    told: (event) => {
      if (event.event === 'blocks-written') {
        const main = event.blocks.filter(({ onMainChain }) => onMainChain);
        view.blocksPolled(main.map(({ accepted }) => accepted));
      } else say(`blocks: ${pollerWords(event)}`);
    },
    ran: ({ counts }) => view.pollerRan(counts),
  });
  void poller.pollNow();
  return E.right(poller);
};

const tellTurn = (view: LiveView, turn: TablesTurn): void => {
  const trimmed = turn.tag === 'failed' ? null : trimmedWords(turn.trimmed);
  if (trimmed !== null) say(`tables: ${trimmed}`);
  switch (turn.tag) {
    case 'idle':
      return;
    case 'failed':
      say(`tables: ${turn.message}`);
      view.warehouse({ status: 'failed', message: turn.message });
      return;
    case 'built': {
      const refused = turn.refused.map(
        ({ file, reason }) => `${file} could not be loaded: ${reason}`,
      );
      refused.forEach(say);
      view.warehouse({
        status: 'ready',
        builtAt: turn.builtAt,
        message: refused[0] ?? null,
        tables: turn.tables,
      });
    }
  }
};
