import { commands } from '../../../operate/main.ts';

/** The names that its `package.json` entry has, and what runs. */
export const operateScript = 'operate';

/** What `npm run operate -- COMMAND --help` prints. Null: there is no such command. */
export const operateHelp = (command: string): string | null =>
  commands.find(({ name }) => name === command)?.help ?? null;
