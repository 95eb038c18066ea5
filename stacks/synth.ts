import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import { deploy, type Artifacts } from '../main.ts';
import { App } from './cdktf.ts';
import { FILE_VARIABLE, readDeployment } from './config/file.ts';

/* `node .synth/index.cjs`: what the engine reads, from one configuration. No network, no other program. */

/** The project's folder: both this file and what is built of it lie one below. */
const root = fileURLToPath(new URL('..', import.meta.url));

const artifacts: Artifacts = {
  listener: join(root, '.artifacts/listener.zip'),
  poller: join(root, '.artifacts/poller.zip'),
};

const notPacked = (): ReadonlyArray<string> =>
  Object.values(artifacts)
    .filter((path) => !existsSync(path))
    .map((path) => `${path} is not there; npm run pack makes it`);

/** Takes away what an earlier synthesis wrote, and leaves what the engine keeps beside it. */
const clean = (outdir: string): void => {
  const stacks = join(outdir, 'stacks');
  if (!existsSync(stacks)) return;
  for (const stack of readdirSync(stacks))
    for (const ours of ['assets', 'cdk.tf.json'])
      rmSync(join(stacks, stack, ours), { recursive: true, force: true });
};

const refuse = (faults: ReadonlyArray<string>): void => {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exitCode = 2;
};

const usage = `Usage: npm run synth -- [options]

Writes what the engine reads, from one configuration: a folder for each stack. Nothing is asked of the network.

  --deployment FILE   the configuration (default by ${FILE_VARIABLE})
  --output DIR        default cdktf.out
  --time              tells how long it took, and how long the bindings alone take to load

Exit codes: 0 done; 2 wrong usage or configuration.

Examples:
  npm run synth -- --deployment deployment.example.json
  npm run synth -- --time`;

const read = () =>
  parseArgs({
    options: {
      deployment: { type: 'string' },
      output: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values;

const synthesise = (file: string | undefined, output: string | undefined): void => {
  const deployment = readDeployment(file ?? process.env[FILE_VARIABLE]);
  const missing = notPacked();
  if (E.isLeft(deployment)) return refuse(deployment.left);
  if (missing.length > 0) return refuse(missing);
  // the official CLI names the folder by its variable
  const outdir = output ?? process.env['CDKTF_OUTDIR'] ?? join(root, 'cdktf.out');
  clean(outdir);
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  deploy(app, deployment.right, artifacts);
  app.synth();
};

const options = E.tryCatch(read, (error) => (error instanceof Error ? error.message : ''));
if (E.isLeft(options)) refuse([options.left.split('. ')[0] ?? '', usage]);
else if (options.right.help) process.stdout.write(`${usage}\n`);
else synthesise(options.right.deployment, options.right.output);
