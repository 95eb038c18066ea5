import * as E from 'fp-ts/lib/Either.js';
import { misuse, type CliFault } from '../cli/command.ts';
import { findEngine } from '../preflight/engine.ts';
import { readSynthesised, type Stack } from '../rehearsal/synthesised.ts';
import type { EnginePlace, Machine } from './machine.ts';
import { askedOf, type Asked, type Given } from './options.ts';

/** Options of commands that run the engine. */
export const engineOptions = {
  synthesised: { type: 'string', default: 'cdktf.out' },
  engine: { type: 'string' },
} as const;

export const engineHelp = `  --synthesised DIR   what npm run synth wrote (default cdktf.out)
  --engine PROGRAM    Terraform or OpenTofu (default by TERRAFORM_BINARY_NAME, else terraform or tofu)`;

/** Who deploys lies in them: a workflow that could apply them could give itself more. */
export const appliedByHand: ReadonlySet<string> = new Set(['access', 'account', 'identity']);

export interface Chosen {
  /** In the order in which they need each other. */
  readonly stacks: ReadonlyArray<Stack>;
  readonly all: ReadonlyArray<Stack>;
  readonly place: EnginePlace;
}

const wrongWords = (words: ReadonlyArray<string>, all: ReadonlyArray<Stack>): string | null => {
  const known = all.map(({ name }) => name).filter((name) => !appliedByHand.has(name));
  if (words.length === 0) return `say which stacks; there are ${known.join(', ')}`;
  const byHand = words.find((word) => appliedByHand.has(word));
  if (byHand !== undefined)
    return `${byHand} is applied by hand, by who owns the account: leave it out`;
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) return `there is no stack ${unknown}; there are ${known.join(', ')}`;
  const twice = words.find((word, at) => words.indexOf(word) !== at);
  return twice === undefined ? null : `${twice} is named twice`;
};

interface GivenOfEngine {
  readonly synthesised: string;
  readonly engine?: string | undefined;
}

/** The stacks that are named, and the engine. Left: what is wrong with the words or the machine. */
const chosenStacks = async (
  words: ReadonlyArray<string>,
  given: GivenOfEngine,
  { env }: Machine,
): Promise<E.Either<CliFault, Chosen>> => {
  const all = await readSynthesised(given.synthesised);
  if (E.isLeft(all)) return E.left(misuse(all.left));
  const wrong = wrongWords(words, all.right);
  if (wrong !== null) return E.left(misuse(wrong));
  const engine = await findEngine(given.engine, env);
  if (E.isLeft(engine)) return E.left(misuse(engine.left.message));
  return E.right({
    stacks: all.right.filter(({ name }) => words.includes(name)),
    all: all.right,
    place: { out: given.synthesised, engine: engine.right, env },
  });
};

/** What a command on stacks is about. Left: what is wrong with the configuration, the words or the machine. */
export const askedOfStacks = async (
  words: ReadonlyArray<string>,
  given: Given & GivenOfEngine,
  machine: Machine,
): Promise<E.Either<CliFault, { readonly asked: Asked; readonly chosen: Chosen }>> => {
  const asked = askedOf(given, machine);
  if (E.isLeft(asked)) return asked;
  return E.map((chosen: Chosen) => ({ asked: asked.right, chosen }))(
    await chosenStacks(words, given, machine),
  );
};
