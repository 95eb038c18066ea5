import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as E from 'fp-ts/lib/Either.js';
import { root } from '../../scripts/setup/places.mjs';

/** Where `npm run synth` writes: states on this machine lie beside it. */
const SYNTHESISED = join(root, 'cdktf.out');

/** `npm run synth`, from one configuration. Left: the last of what it said. Right: the folder. */
export const synthesise = (
  deployment: string,
  env: NodeJS.ProcessEnv,
  say: (text: string) => void,
): Promise<E.Either<string, string>> =>
  new Promise((resolve, reject) => {
    const words = [
      join(root, 'scripts/synth.mjs'),
      `--deployment=${deployment}`,
      `--output=${SYNTHESISED}`,
    ];
    const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let last = 'it said nothing';
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        if (line.trim() !== '') last = line;
        say(line);
      });
    child.on('error', reject);
    child.on('close', (code) =>
      resolve(code === 0 ? E.right(SYNTHESISED) : E.left(`npm run synth failed: ${last}`)),
    );
  });
