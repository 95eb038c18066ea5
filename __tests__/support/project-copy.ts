import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Ended } from './program.ts';
import { projectRoot } from './small-clone.ts';

/** Some folders of the project in a place of their own, to be changed and run. */
export interface ProjectCopy {
  readonly folder: string;
  readonly read: (file: string) => string;
  readonly write: (file: string, text: string) => void;
  /** Replaces a text that stands once in the file. */
  readonly edit: (file: string, from: string, to: string) => void;
  /** Runs a script of the copy, TypeScript or not; `input` is its standard input, `env` is added to the environment. */
  readonly node: (
    args: ReadonlyArray<string>,
    input?: string,
    env?: Readonly<Record<string, string>>,
  ) => Promise<Ended>;
  readonly remove: () => void;
}

/** Made by tools beside the sources. */
const madeByTools = new Set(['dist', 'target', 'logs', '.user.yml', '__pycache__', 'node_modules']);

/** Every installed package, with our own model as the copy has it. */
const linkPackages = (folder: string): void => {
  const installed = join(projectRoot, 'node_modules');
  const packages = join(folder, 'node_modules');
  mkdirSync(join(packages, '@bitcoin-pipeline'), { recursive: true });
  symlinkSync('../../model', join(packages, '@bitcoin-pipeline', 'model'));
  for (const name of readdirSync(installed))
    if (!name.startsWith('.') && name !== '@bitcoin-pipeline')
      symlinkSync(join(installed, name), join(packages, name));
};

const run = (
  folder: string,
  args: ReadonlyArray<string>,
  input: string,
  env: Readonly<Record<string, string>>,
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdin.on('error', () => undefined); // a script that ends early reads nothing
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });

/** Copies files and folders of the project; packages are linked. */
export const projectCopy = (parts: ReadonlyArray<string>): ProjectCopy => {
  const folder = mkdtempSync(join(tmpdir(), 'project-copy-'));
  for (const part of ['package.json', 'tsconfig.json', ...parts])
    cpSync(join(projectRoot, part), join(folder, part), {
      recursive: true,
      filter: (source) => !madeByTools.has(basename(source)),
    });
  linkPackages(folder);
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  return {
    folder,
    read,
    write,
    edit: (file, from, to) => {
      const [before, after, ...more] = read(file).split(from);
      if (before === undefined || after === undefined || more.length > 0)
        throw new Error(`${file} does not have once: ${from}`);
      write(file, before + to + after);
    },
    node: (args, input = '', env = {}) => run(folder, args, input, env),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/**
 * A script for a copy of `model`, `dbt` and `listener`: frames in as a JSON list of texts; out one JSON document with what
 * became of them, their lines, and the statements that load them.
 */
const probe = `
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { duckdbDdl, duckdbLoad, rawTables, decodeFrame } from '@bitcoin-pipeline/model';
import { snowflakeCopy } from './model/tables/snowflake.ts';
import { Session } from './listener/session.ts';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const producer = { source: 'mempool.space', network: 'regtest', origin: 'recording', producerId: 'p', producerVersion: '0' };
let ids = 0;
const session = new Session(producer, { newId: () => 'e' + ++ids, sha256 }, 'http://127.0.0.1:1');
session.opened('ws://127.0.0.1:1', 0);
const frames = JSON.parse(await text(process.stdin));
const bytes = frames.map((frame) => Buffer.from(frame));
console.log(JSON.stringify({
  outcomes: bytes.map((frame) => decodeFrame(frame, sha256).map(({ tag, key, valuePath }) => ({ tag, key, valuePath }))),
  lines: bytes.map((frame, index) => session.frame(frame, index).lines.map((line) => Buffer.from(line.bytes).toString())),
  ddl: Object.fromEntries(rawTables.map((table) => [table.name, duckdbDdl(table)])),
  loads: Object.fromEntries(rawTables.map((table) => [table.name, [duckdbLoad(table), snowflakeCopy(table)]])),
}));
`;

/** What the copy makes of some frames. Lines and outcomes by frame. */
export interface Probed {
  readonly outcomes: ReadonlyArray<
    ReadonlyArray<{
      readonly tag: string;
      readonly key: string | null;
      readonly valuePath?: string | null;
    }>
  >;
  readonly lines: ReadonlyArray<ReadonlyArray<string>>;
  readonly ddl: Readonly<Record<string, ReadonlyArray<string>>>;
  readonly loads: Readonly<Record<string, ReadonlyArray<string>>>;
}

/** Takes frames through decoder and listener of a copy that has `model` and `listener`. */
export const probeCopy = async (
  copy: ProjectCopy,
  frames: ReadonlyArray<string>,
): Promise<Probed> => {
  copy.write('probe.ts', probe);
  const { code, out, err } = await copy.node(['probe.ts'], JSON.stringify(frames));
  if (code !== 0) throw new Error(err);
  return JSON.parse(out) as Probed;
};
