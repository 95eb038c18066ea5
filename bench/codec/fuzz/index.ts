import * as E from 'fp-ts/lib/Either.js';
import { benchOptions } from '../../options.ts';
import { subjects } from './codecs.ts';
import { compare } from './fuzz.ts';

const { values, mutants, seed } = benchOptions(
  `Usage: npm run fuzz:codecs -- [--values 20000] [--mutants 100000] [--seed 7]

Values and mutated bytes, so many for each codec, through what was compiled of it and through io-ts. Exit 1 at
the first that io-ts answers otherwise.`,
  { values: '20000', mutants: '100000', seed: String(Date.now()) },
);

process.stderr.write(`seed ${seed}\n`);
let done = 0;
for (const subject of subjects()) {
  const told = compare(subject, { values: Number(values), mutants: Number(mutants) }, seed);
  if (E.isLeft(told)) {
    const { codec, what, of } = told.left;
    process.stderr.write(
      `${codec}: ${what}\n${of}\nagain: npm run fuzz:codecs -- --seed ${seed}\n`,
    );
    process.exitCode = 1;
    break;
  }
  done += 1;
  process.stderr.write(`${JSON.stringify(told.right)}\n`);
}
process.stdout.write(`${JSON.stringify({ seed, codecs: done, values, mutants })}\n`);
