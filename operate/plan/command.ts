import { writeFile } from 'node:fs/promises';
import * as E from 'fp-ts/lib/Either.js';
import { failure, type CliResult } from '../../cli/command.ts';
import type { OperateCommand } from '../command.ts';
import { commonHelp, commonOptions, readWords, type Asked } from '../options.ts';
import { DeployRecord, readRecord } from '../records.ts';
import { askedOfStacks, engineHelp, engineOptions } from '../stacks.ts';
import { summarise } from '../summary.ts';
import { costChange, monthOf } from './cost.ts';
import { plannedStack, type Reviewed } from './document.ts';
import { planText } from './markdown.ts';
import { planStacks, type PlannedStacks } from './plan-stacks.ts';

const reviewable = async (
  { deployment, outside, machine }: Asked,
  planned: PlannedStacks,
): Promise<Reviewed> => {
  const last = await readRecord(outside.records('deployed'), DeployRecord);
  if (E.isLeft(last)) machine.say(`what was deployed last is not known: ${last.left}`);
  const before = E.isRight(last) ? last.right : null;
  const { environment } = deployment;
  return {
    version: 1,
    environment,
    stacks: Object.fromEntries(planned.map(([stack, changes]) => [stack, plannedStack(changes)])),
    markdown: planText(
      environment,
      planned,
      costChange(monthOf(deployment), before?.month ?? null),
    ),
  };
};

export const plan: OperateCommand = {
  name: 'plan',
  summary: 'what a deploy would change, for review',
  help: `Usage: npm run operate -- plan STACK… [--out FILE] [options]

Plans each stack with the engine and changes nothing. FILE gets one JSON document: what would be done at which
address, values as hashes, none that is secret, and a text for a pull request. deploy --reviewed takes it.

  --out FILE          where the document goes (default: standard output)
${commonHelp}
${engineHelp}

Examples:
  npm run operate -- plan storage tables network stream
  npm run operate -- plan listener --out plan.json --deployment deployment.json`,
  run: async (args, machine): Promise<CliResult> => {
    const given = readWords(args, {
      ...commonOptions,
      ...engineOptions,
      out: { type: 'string' },
    });
    if (E.isLeft(given)) return given;
    const { values, positionals } = given.right;
    const about = await askedOfStacks(positionals, values, machine);
    if (E.isLeft(about)) return about;
    const { asked, chosen } = about.right;
    const planned = await planStacks(chosen, machine);
    if (E.isLeft(planned)) return E.left(failure(planned.left));
    const document = await reviewable(asked, planned.right);
    const json = JSON.stringify(document, null, 2);
    if (values.out === undefined) machine.print(json);
    else await writeFile(values.out, `${json}\n`);
    await summarise(asked, document.markdown);
    return E.right(undefined);
  },
};
