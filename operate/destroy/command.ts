import * as E from 'fp-ts/lib/Either.js';
import { failure, misuse, type CliResult } from '../../cli/command.ts';
import type { OperateCommand } from '../command.ts';
import { eachStack } from '../engine/each-stack.ts';
import { withHold, type MayGoOn } from '../hold/with-hold.ts';
import { isDrained } from '../listener/decide.ts';
import { drain } from '../listener/drain.ts';
import { lastAct, recordAct } from '../listener/act.ts';
import type { Cdktf } from '../machine.ts';
import { commonHelp, commonOptions, readWords, type Asked } from '../options.ts';
import type { WarehouseLook } from '../outside/warehouse.ts';
import { withWarehouse } from '../outside/with-warehouse.ts';
import { askedOfStacks, engineHelp, engineOptions, type Chosen } from '../stacks.ts';
import { summarise } from '../summary.ts';
import { dataIsThere } from './proof.ts';
import { keptWord, leftBehind } from './refuse.ts';

interface Destroying {
  readonly asked: Asked;
  readonly chosen: Chosen;
  readonly warehouse: WarehouseLook;
  readonly cdktf: Cdktf;
  readonly mayGoOn: MayGoOn;
  /** What waits in the spool may stay in the snapshot of its volume. */
  readonly isFast: boolean;
}

/** What is durable and not in the lake would be left in a snapshot. */
const drained = async ({ asked, chosen, isFast }: Destroying): Promise<CliResult> => {
  const isNamed = chosen.stacks.some(({ name }) => name === 'listener');
  if (!isNamed || (await asked.outside.group.read()) === null) return E.right(undefined);
  if (isFast) return E.right(undefined);
  const last = await lastAct(asked);
  if (E.isLeft(last)) return last;
  const ended = await drain(asked, last.right);
  if (ended === null)
    return E.left(
      failure('the instance has not ended yet; nothing was destroyed: try again, or use --fast'),
    );
  const { endedAt, linesLeft } = ended;
  const recorded = await recordAct(asked, {
    act: 'destroy',
    reason: 'the stack listener is destroyed',
    endedAt,
    linesLeft,
  });
  if (E.isLeft(recorded)) return recorded;
  const outcome = isDrained(ended);
  asked.machine.say(E.toUnion(outcome));
  return E.isLeft(outcome)
    ? E.left(
        failure(`nothing was destroyed: ${outcome.left}; start it again, or go on with --fast`),
      )
    : E.right(undefined);
};

const destroyed = async (destroying: Destroying): Promise<CliResult> => {
  const { asked, chosen, warehouse, cdktf, mayGoOn } = destroying;
  const isEmpty = await drained(destroying);
  if (E.isLeft(isEmpty)) return isEmpty;
  const gone = await eachStack('destroy', chosen, cdktf, mayGoOn);
  const proof = await dataIsThere(asked.outside.lake, warehouse);
  const fault = E.isLeft(gone)
    ? failure(`${gone.left.message} (${E.toUnion(proof)})`)
    : E.isLeft(proof)
      ? failure(`destroyed, but ${proof.left}`)
      : null;
  asked.machine.say(E.toUnion(proof));
  await summarise(
    asked,
    `### Destroy in ${asked.deployment.environment} ${fault === null ? 'done' : 'failed'}\n\n- ${chosen.stacks.map(({ name }) => name).join(', ')}\n- ${E.toUnion(proof)}`,
  );
  return fault === null ? E.right(undefined) : E.left(fault);
};

const wrongWords = (words: ReadonlyArray<string>, environment: string | undefined): string | null =>
  keptWord(words) ??
  (environment === undefined ? '--environment NAME is missing: say which is to go' : null);

export const destroy: OperateCommand = {
  name: 'destroy',
  summary: 'removes stacks that hold no data',
  help: `Usage: npm run operate -- destroy STACK… --environment NAME [options]

Ends the listener and waits until its spool is empty, runs cdktf destroy on exactly these stacks, and proves that the
lake's bucket and the raw tables are still there. storage, tables, access, account and identity are refused.

  --fast              does not wait for the spool: what is in it stays in a snapshot of its volume
  --cancel            ends a deploy that is at work, and goes on once its engine lets the stacks go
${commonHelp}; must be given here
${engineHelp}

Examples:
  npm run operate -- destroy monitoring warehouse poller listener stream network --environment prod
  npm run operate -- destroy listener --environment trial --fast --cancel`,
  run: async (args, machine): Promise<CliResult> => {
    const given = readWords(args, {
      ...commonOptions,
      ...engineOptions,
      fast: { type: 'boolean', default: false },
      cancel: { type: 'boolean', default: false },
    });
    if (E.isLeft(given)) return given;
    const { values, positionals } = given.right;
    const wrong = wrongWords(positionals, values.environment);
    if (wrong !== null) return E.left(misuse(wrong));
    const about = await askedOfStacks(positionals, values, machine);
    if (E.isLeft(about)) return about;
    const { asked, chosen } = about.right;
    const behind = leftBehind(chosen.stacks, chosen.all);
    if (behind !== null) return E.left(misuse(behind));
    return withWarehouse(asked, async (warehouse) => {
      const cdktf = await machine.cdktf();
      if (E.isLeft(cdktf)) return E.left(misuse(cdktf.left));
      const hold = { operation: 'destroy', endsOther: values.cancel ? 'deploy' : null };
      const what = { asked, chosen, warehouse, cdktf: cdktf.right, isFast: values.fast };
      return withHold(asked, hold, (mayGoOn) => destroyed({ ...what, mayGoOn }));
    });
  },
};
