import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { notice, type GeneratedFile } from './generated-file.ts';

/** Folders in which generated files lie; one of ours that nothing makes any more is left over. */
export const folders = ['dbt/models/staging', 'dbt/macros', 'dbt/sql', 'docs/schema'];

const textOf = async (root: string, path: string): Promise<string | null> =>
  readFile(join(root, path), 'utf8').catch(() => null);

const leftOver = async (
  root: string,
  files: ReadonlyArray<GeneratedFile>,
  inFolders: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> => {
  const made = new Set(files.map(({ path }) => path));
  const found = await Promise.all(
    inFolders.map(async (folder) => {
      const names = await readdir(join(root, folder)).catch(() => []);
      return names.map((name) => `${folder}/${name}`);
    }),
  );
  const others = found.flat().filter((path) => !made.has(path));
  const texts = await Promise.all(others.map(async (path) => textOf(root, path)));
  return others.filter((_, at) => texts[at]?.split('\n', 3).join('\n').includes(notice) === true);
};

/** What differs between the files under `root` and what the model makes: one sentence each. */
export const differences = async (
  root: string,
  files: ReadonlyArray<GeneratedFile>,
  inFolders: ReadonlyArray<string>,
): Promise<ReadonlyArray<string>> => {
  const texts = await Promise.all(files.map(async ({ path }) => textOf(root, path)));
  return [
    ...files.flatMap(({ path, text }, at) => {
      if (texts[at] === null) return [`${path} is missing`];
      return texts[at] === text ? [] : [`${path} differs from what the model makes`];
    }),
    ...(await leftOver(root, files, inFolders)).map(
      (path) => `${path} is made by nothing any more`,
    ),
  ];
};

/** Writes the files under `root` and removes what is left over. */
export const writeAll = async (
  root: string,
  files: ReadonlyArray<GeneratedFile>,
  inFolders: ReadonlyArray<string>,
): Promise<void> => {
  for (const { path, text } of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  for (const path of await leftOver(root, files, inFolders)) await rm(join(root, path));
};
