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

const options = parseArgs({
  options: { deployment: { type: 'string' }, output: { type: 'string' } },
}).values;
const deployment = readDeployment(options.deployment ?? process.env[FILE_VARIABLE]);
const missing = notPacked();

if (E.isLeft(deployment)) refuse(deployment.left);
else if (missing.length > 0) refuse(missing);
else {
  // the official CLI names the folder by its variable
  const outdir = options.output ?? process.env['CDKTF_OUTDIR'] ?? join(root, 'cdktf.out');
  clean(outdir);
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  deploy(app, deployment.right, artifacts);
  app.synth();
}
