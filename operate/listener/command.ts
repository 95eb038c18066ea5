import * as E from 'fp-ts/lib/Either.js';
import { misuse, type CliResult } from '../../cli/command.ts';
import type { OperateCommand } from '../command.ts';
import { withHold } from '../hold/with-hold.ts';
import { askedOf, commonHelp, commonOptions, readWords } from '../options.ts';
import { withWarehouse } from '../outside/with-warehouse.ts';
import { groupIsThere, type Act } from './act.ts';
import { restart } from './restart.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { stop } from './stop.ts';

const acts: Readonly<Record<string, Act>> = { start, stop, restart };

/** It stands in a summary and in a record. */
const isReason = (text: string | undefined): text is string =>
  text !== undefined && text.trim() !== '' && text.length <= 500;

export const listener: OperateCommand = {
  name: 'listener',
  summary: 'starts, stops and restarts the listener, and tells how it is',
  help: `Usage: npm run operate -- listener start|stop|restart --reason TEXT [options]
       npm run operate -- listener status [options]

stop: the poller's schedule and the listener stand still; waits until its instance has ended and its log says that
the spool is empty; pauses the pipes. start: the other way round; waits for the first data and tells how long nobody
listened. restart: another instance, the one before drained. Refused while another operation is at work.

  --reason TEXT       why, for who looks later (status tells it)
${commonHelp}

Examples:
  npm run operate -- listener stop --reason 'the source moves to another address'
  npm run operate -- listener status --deployment deployment.json`,
  run: async (args, machine): Promise<CliResult> => {
    const given = readWords(args, { ...commonOptions, reason: { type: 'string' } });
    if (E.isLeft(given)) return given;
    const { values, positionals } = given.right;
    const [word = '', ...more] = positionals;
    const act = Object.hasOwn(acts, word) ? acts[word] : undefined;
    if ((act === undefined && word !== 'status') || more.length > 0)
      return E.left(misuse('say one of start, stop, restart and status; see --help'));
    const { reason } = values;
    if (act !== undefined && !isReason(reason))
      return E.left(misuse('--reason takes why, in 1 to 500 characters'));
    const asked = askedOf(values, machine);
    if (E.isLeft(asked)) return asked;
    if (act === undefined) return status(asked.right);
    return withWarehouse(asked.right, async (warehouse) => {
      const isThere = await groupIsThere(asked.right);
      if (E.isLeft(isThere)) return isThere;
      return withHold(asked.right, { operation: `listener ${word}` }, (mayGoOn) =>
        act({ asked: asked.right, reason: reason ?? '', warehouse, mayGoOn }),
      );
    });
  },
};
