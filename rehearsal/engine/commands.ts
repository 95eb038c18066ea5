import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import type { Engine } from '../../preflight/engine.ts';
import { isError, sentenceOf, Validated, type Diagnostic } from './messages.ts';
import { run, type Ran } from './run.ts';
import { differenceOf, ShownPlan, ShownState, type Difference, type Made } from './shown.ts';

export interface Planned {
  readonly address: string;
  /** create, update, replace, delete, … */
  readonly action: string;
}

interface Plan {
  readonly changes: ReadonlyArray<Planned>;
  /** Nothing is to be done, outputs included. */
  readonly isEmpty: boolean;
}

/** The engine in the folder of one stack. Left: what it says went wrong, a line each. */
export interface EngineCommands {
  readonly init: () => Promise<E.Either<string, void>>;
  readonly validate: () => Promise<E.Either<string, void>>;
  readonly plan: () => Promise<E.Either<string, Plan>>;
  /** What was planned last. */
  readonly apply: () => Promise<E.Either<string, ReadonlyArray<Planned>>>;
  readonly planDestroy: () => Promise<E.Either<string, Plan>>;
  readonly destroy: () => Promise<E.Either<string, ReadonlyArray<Planned>>>;
  readonly import: (address: string, id: string) => Promise<E.Either<string, void>>;
  /** What was half made is good after all. */
  readonly untaint: (address: string) => Promise<E.Either<string, void>>;
  /** Addresses of the resources that the state knows of. */
  readonly held: () => Promise<E.Either<string, ReadonlyArray<string>>>;
  /** What the state knows of them. */
  readonly made: () => Promise<E.Either<string, ReadonlyArray<Made>>>;
  /** What was planned last, argument by argument. */
  readonly differences: () => Promise<E.Either<string, ReadonlyArray<Difference>>>;
}

/** In the folder of a stack; all that is secret in a plan is in it. */
export const PLAN_FILE = 'rehearsal.tfplan';
/** Of `plan -detailed-exitcode`. */
const CHANGES = 2;

const sentences = (diagnostics: ReadonlyArray<Diagnostic>): ReadonlyArray<string> =>
  diagnostics.filter(isError).map(sentenceOf);

/** What it said went wrong. */
export const faultOf = ({ messages, rest, code }: Ran): string => {
  const said = sentences(
    messages.flatMap(({ diagnostic }) => (diagnostic === undefined ? [] : [diagnostic])),
  );
  return said.join('\n') || rest || `it ended with ${code} and said nothing`;
};

const changesIn = ({ messages }: Ran): ReadonlyArray<Planned> =>
  messages.flatMap(({ type, change }) =>
    type === 'planned_change' && change !== undefined
      ? [{ address: change.resource.addr, action: change.action }]
      : [],
  );

/** What was done to resources; sources of data were read on the way. */
const doneIn = ({ messages }: Ran): ReadonlyArray<Planned> =>
  messages.flatMap(({ type, hook }) =>
    type === 'apply_complete' &&
    hook?.resource !== undefined &&
    hook.action !== undefined &&
    hook.action !== 'read'
      ? [{ address: hook.resource.addr, action: hook.action }]
      : [],
  );

const documentIn = ({ rest }: Ran): unknown =>
  E.toUnion(
    E.tryCatch(
      () => JSON.parse(rest) as unknown,
      () => null,
    ),
  );

const validated = (ran: Ran): E.Either<string, void> => {
  const document = documentIn(ran);
  if (!Validated.is(document)) return E.left(faultOf(ran));
  return document.valid ? E.right(undefined) : E.left(sentences(document.diagnostics).join('\n'));
};

/** @param env with the providers in it, and nothing of the user's */
export const commandsIn = (
  folder: string,
  { program }: Engine,
  env: NodeJS.ProcessEnv,
): EngineCommands => {
  const ask = (...args: ReadonlyArray<string>): Promise<Ran> =>
    run(program, [`-chdir=${folder}`, ...args], env);
  const must = <A>(ran: Ran, result: (ran: Ran) => A): E.Either<string, A> =>
    ran.code === 0 ? E.right(result(ran)) : E.left(faultOf(ran));
  const plan = async (...args: ReadonlyArray<string>): Promise<E.Either<string, Plan>> => {
    const ran = await ask('plan', '-json', '-input=false', '-detailed-exitcode', ...args);
    return ran.code === 0 || ran.code === CHANGES
      ? E.right({ changes: changesIn(ran), isEmpty: ran.code === 0 })
      : E.left(faultOf(ran));
  };
  const show = async <C extends t.Mixed>(
    codec: C,
    ...args: ReadonlyArray<string>
  ): Promise<E.Either<string, t.TypeOf<C>>> => {
    const ran = await ask('show', '-json', ...args);
    const document = documentIn(ran);
    return codec.is(document) ? E.right(document) : E.left(faultOf(ran));
  };
  const nothing = (): void => undefined;
  const apply = async (...args: ReadonlyArray<string>) =>
    must(await ask('apply', '-json', '-input=false', ...args), doneIn);

  return {
    init: async () => must(await ask('init', '-json', '-input=false'), nothing),
    validate: async () => validated(await ask('validate', '-json')),
    plan: () => plan(`-out=${join(folder, PLAN_FILE)}`),
    apply: () => apply(join(folder, PLAN_FILE)),
    planDestroy: () => plan('-destroy'),
    destroy: () => apply('-destroy', '-auto-approve'),
    import: async (address, id) =>
      must(await ask('import', '-input=false', '-no-color', address, id), nothing),
    untaint: async (address) => must(await ask('untaint', '-no-color', address), nothing),
    held: async () =>
      must(await ask('state', 'list'), ({ rest }) =>
        rest.split('\n').filter((line) => line !== '' && !/(^|\.)data\./.test(line)),
      ),
    made: async () =>
      E.map(({ values }: t.TypeOf<typeof ShownState>) =>
        (values?.root_module?.resources ?? []).filter(({ mode }) => mode === 'managed'),
      )(await show(ShownState)),
    differences: async () =>
      E.map(({ resource_changes: changes = [] }: t.TypeOf<typeof ShownPlan>) =>
        changes.map(differenceOf).filter((each) => each !== null),
      )(await show(ShownPlan, join(folder, PLAN_FILE))),
  };
};
