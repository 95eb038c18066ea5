/** The names that its `package.json` entry has, and what runs. */
export const operateScript = 'operate';

/** The help of each command, for the words and options in it: what `npm run operate -- COMMAND --help` is to print. */
const help: Readonly<Record<string, string>> = {
  plan: 'STACK… --out --summary',
  deploy: 'STACK… --reviewed --summary',
  destroy: 'STACK… --environment --fast --cancel --summary',
  listener: 'start stop restart status --reason --summary',
  'dbt-report': 'RESULTS_FOLDER --summary',
  backfill: '--from --to --since --until --order --what blocks prices all --per-second --summary',
};

/** Null: there is no such command. */
export const operateHelp = (command: string): string | null => help[command] ?? null;
