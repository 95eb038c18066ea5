import * as E from 'fp-ts/lib/Either.js';
import type { Rehearsed } from './rehearse.ts';
import type { Step } from './step.ts';

const secondsOf = (ms: number): string => (ms / 1000).toFixed(2);
const saidOf = ({ outcome }: Step): string => E.toUnion(outcome);

/** A step on a line of its own; what went wrong may take more. */
export const lineOf = (step: Step): string => {
  const mark = E.isRight(step.outcome) ? 'ok    ' : 'FAILED';
  const place = (step.stack ?? 'all').padEnd(11);
  return `${mark} ${secondsOf(step.ms).padStart(6)} s  ${place} ${step.act}: ${saidOf(step).replaceAll('\n', '\n         ')}`;
};

export const lastLineOf = ({ engine, stacks, steps, isGood, ms }: Rehearsed): string =>
  `${isGood ? 'rehearsed' : 'FAILED'}: ${stacks.length} stacks, ${steps.length} steps, ${secondsOf(ms)} s, ${engine.name} ${engine.version}`;

/** The one document of `--json`. */
export const documentOf = ({ engine, stacks, steps, isGood, ms }: Rehearsed): object => ({
  is_good: isGood,
  engine: { name: engine.name, version: engine.version },
  stacks,
  seconds: Number(secondsOf(ms)),
  steps: steps.map((step) => ({
    act: step.act,
    stack: step.stack,
    seconds: Number(secondsOf(step.ms)),
    is_good: E.isRight(step.outcome),
    says: saidOf(step),
  })),
});
