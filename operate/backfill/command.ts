import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import * as E from 'fp-ts/lib/Either.js';
import { failure, misuse, type CliResult } from '../../cli/command.ts';
import { root } from '../../scripts/setup/places.mjs';
import type { OperateCommand } from '../command.ts';
import { askedOf, commonHelp, commonOptions, readWords, type Asked } from '../options.ts';
import { readAs } from '../read-as.ts';
import { summarise } from '../summary.ts';
import { backfillText, Backfilled } from './told.ts';

/** Which of the past, and how: the command's own options, as they are given. */
const passed = {
  from: { type: 'string' },
  to: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  order: { type: 'string' },
  what: { type: 'string' },
  'per-second': { type: 'string' },
} as const;

type Passed = Readonly<Partial<Record<keyof typeof passed, string | undefined>>>;

/** Where to, by the configuration. */
const wordsOf = (
  { deployment, names, machine }: Asked,
  given: Passed,
  url: string | undefined,
): ReadonlyArray<string> => {
  const endpoint = machine.env['AWS_ENDPOINT_URL'];
  const chosen = Object.keys(passed).flatMap((name) => {
    const value = given[name as keyof Passed];
    return value === undefined ? [] : [`--${name}=${value}`];
  });
  return [
    'backfill',
    ...chosen,
    `--url=${url ?? deployment.sourceUrl}`,
    `--network=${deployment.network}`,
    `--bucket=${names.lake}`,
    `--region=${deployment.region}`,
    ...(endpoint === undefined ? [] : [`--endpoint=${endpoint}`]),
    '--json',
  ];
};

interface Ran {
  readonly code: number;
  readonly printed: string;
  /** Its last line. */
  readonly said: string;
}

/** Runs the program itself, which asks a source for hours, and passes on what it says. */
const program = async (
  words: ReadonlyArray<string>,
  { env, say }: Asked['machine'],
): Promise<Ran> => {
  const child = spawn(process.execPath, [join(root, 'cli/bin.mjs'), ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    said = line;
    say(line);
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  const [printed, code] = await Promise.all([text(child.stdout), ended]);
  return { code, printed, said };
};

const isFault = (code: number): code is 1 | 2 => code === 1 || code === 2;

export const backfill: OperateCommand = {
  name: 'backfill',
  summary: "fills a range of the past into the environment's lake",
  help: `Usage: npm run operate -- backfill --from HEIGHT [--to HEIGHT] [options]
       npm run operate -- backfill --since DATE [--until DATE] [options]

Runs bitcoin-pipeline backfill (its --help tells --order, --what (blocks, prices or all) and --per-second) from the configuration's source into
its lake. What is held is not asked for again: the same command goes on where it was stopped.

  --url URL           another backend than the configuration's
${commonHelp}

Examples:
  npm run operate -- backfill --from 840000 --to 842015
  npm run operate -- backfill --since 2026-11-01 --what all --per-second 0.5`,
  run: async (args, machine): Promise<CliResult> => {
    const given = readWords(args, { ...commonOptions, ...passed, url: { type: 'string' } });
    if (E.isLeft(given)) return given;
    const { values, positionals } = given.right;
    if (positionals.length > 0) return E.left(misuse('a range is told by options; see --help'));
    const asked = askedOf(values, machine);
    if (E.isLeft(asked)) return asked;
    const { code, printed, said } = await program(
      wordsOf(asked.right, values, values.url),
      machine,
    );
    const done = readAs(Backfilled, printed);
    if (done !== null)
      await summarise(asked.right, backfillText(asked.right.deployment.environment, done));
    if (code === 0) return E.right(undefined);
    const why = said.replace(/^bitcoin-pipeline backfill: /, '');
    return E.left(isFault(code) ? { exit: code, message: why } : failure(why));
  },
};
