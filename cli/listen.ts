import * as E from 'fp-ts/lib/Either.js';
import { spoolBytesOf, type ListenerConfig } from '../listener/config.ts';
import type { Outbox } from '../listener/outbox/ports.ts';
import { givenOptions, type CliResult, type Command } from './command.ts';
import { endOf } from './end-of.ts';
import { feedChoice } from './feed-options.ts';
import { ingestUntil, startIngest } from './ingest.ts';
import { listenerConfigOf, listenerHelp, listenerOptions } from './listener-options.ts';
import { jsonWriter, openLog, textWriter } from './operation/log.ts';
import { openMarks } from './operation/marks.ts';
import { measure } from './operation/measure.ts';
import { tellMetrics } from './operation/metrics-telling.ts';
import { tellListener, tellOutbox } from './operation/telling.ts';
import { startWatchdog } from './operation/watchdog.ts';
import { version } from './program.ts';
import { say } from './say.ts';
import { liveSource } from './source.ts';
import { stopAsked } from './stop-asked.ts';

export const listen: Command = {
  name: 'listen',
  summary: 'the listener alone: socket to lake folder, or to Firehose',
  help: `Usage: bitcoin-pipeline listen [options]

${listenerHelp}

Runs until it is stopped with Ctrl-C or SIGTERM. Every line is on disk within a moment and goes to
the lake from there; what could not be sent goes out at the next start.

Examples:
  bitcoin-pipeline listen
  bitcoin-pipeline listen --url http://127.0.0.1:8999 --network regtest --lake out/lake
  bitcoin-pipeline listen --to firehose --region eu-west-1 --firehose-streams \\
    mempool-block=btc-mempool-block,feed-health=btc-feed-health,quarantine=btc-quarantine`,
  run: async (args) => {
    const options = givenOptions(args, listenerOptions); // the configuration says what is wrong, all at once
    if (E.isLeft(options)) return options;
    const config = listenerConfigOf(options.right, process.env, process.stderr.isTTY);
    return E.isLeft(config) ? config : listenBy(config.right);
  },
};

const listenBy = async (config: ListenerConfig): Promise<CliResult> => {
  const { url, network, end, spool, marks } = config;
  const log = openLog(config.log === 'json' ? jsonWriter() : textWriter());
  const spoolLimitBytes = spoolBytesOf(config);
  log.tell({ event: 'started', version, network, url, to: end.to, spool, spoolLimitBytes });

  const toLog = tellOutbox(log);
  const toMarks = marks === null ? () => undefined : openMarks(marks, say);
  const toListener = tellListener(log, url, () => outbox?.spool ?? null);
  let outbox: Outbox | null = null;
  const { stats, listened, started } = measure();
  const ingest = await startIngest({
    source: liveSource(url),
    network,
    way: () => endOf(config, (region) => log.tell({ event: 'region-chosen', ...region })),
    feed: feedChoice(config.auditMinutes, config.noTxids),
    told: (event) => {
      stats.told(event);
      toLog(event);
      toMarks(event);
    },
    listened: (change) => {
      listened(change);
      toListener(change);
    },
  });
  if (E.isLeft(ingest)) return ingest;
  started(ingest.right);
  outbox = ingest.right.outbox;
  void ingest.right.failed.then((reason) => log.tell({ event: 'counts-do-not-add-up', reason }));
  const { metricsSeconds: everySeconds, metricsFile: file, environment } = config;
  const metrics = tellMetrics(stats, { network, environment, everySeconds, file }, log);
  const watchdog = startWatchdog(process.env, {
    failed: (reason) => log.tell({ event: 'watchdog-unheard', reason }),
  });
  watchdog.ready();
  const ended = await ingestUntil(
    ingest.right,
    stopAsked().then((signal) => {
      watchdog.stopping();
      log.tell({ event: 'stopping', reason: signal });
      return null;
    }),
    ({ lines, bytes }) => log.tell({ event: 'stopped', linesLeft: lines, bytesLeft: bytes }),
  );
  await metrics.stop();
  watchdog.stop();
  return ended;
};
