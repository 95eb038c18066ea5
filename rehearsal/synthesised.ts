import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const Manifest = t.type({
  stacks: t.record(
    t.string,
    t.type({
      name: t.string,
      workingDirectory: t.string,
      synthesizedStackPath: t.string,
      dependencies: t.readonlyArray(t.string),
    }),
  ),
});

const byType = t.record(t.string, t.record(t.string, t.UnknownRecord));
const StackJson = t.intersection([
  t.type({
    terraform: t.type({
      required_providers: t.record(t.string, t.type({ source: t.string })),
    }),
  }),
  t.partial({
    resource: byType,
    data: byType,
    provider: t.record(t.string, t.readonlyArray(t.UnknownRecord)),
  }),
]);
export type StackJson = t.TypeOf<typeof StackJson>;

/** A stack as it was synthesised. */
export interface Stack {
  readonly name: string;
  /** Below the output's folder. */
  readonly folder: string;
  readonly dependencies: ReadonlyArray<string>;
  readonly json: StackJson;
}

/** A resource as it is configured. */
export interface Configured {
  /** `aws_s3_bucket.lake` */
  readonly address: string;
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
}

export const resourcesOf = ({ json }: Stack): ReadonlyArray<Configured> =>
  Object.entries(json.resource ?? {}).flatMap(([type, named]) =>
    Object.entries(named).map(([name, config]) => ({ address: `${type}.${name}`, type, config })),
  );

const read = async <C extends t.Mixed>(
  file: string,
  codec: C,
): Promise<E.Either<string, t.TypeOf<C>>> => {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return codec.is(value) ? E.right(value) : E.left(`${file} is not as cdktf writes it`);
  } catch (error) {
    return E.left(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
};

type Needs = Pick<Stack, 'name' | 'dependencies'>;

/** Those that others need first. Left: a ring of them, or one that is not there. */
export const inOrder = <S extends Needs>(
  stacks: ReadonlyArray<S>,
): E.Either<string, ReadonlyArray<S>> => {
  const ordered: Array<S> = [];
  const visit = (name: string, path: ReadonlyArray<string>): string | null => {
    const stack = stacks.find((each) => each.name === name);
    if (stack === undefined) return `${path.at(-1)} needs the stack ${name}, which is not there`;
    if (path.includes(name))
      return `the stacks need each other in a ring: ${[...path.slice(path.indexOf(name)), name].join(' → ')}`;
    if (ordered.includes(stack)) return null;
    for (const dependency of stack.dependencies) {
      const fault = visit(dependency, [...path, name]);
      if (fault !== null) return fault;
    }
    ordered.push(stack);
    return null;
  };
  for (const { name } of stacks) {
    const fault = visit(name, []);
    if (fault !== null) return E.left(fault);
  }
  return E.right(ordered);
};

/** The stacks of a `cdktf.out`, those first that others need. */
export const readSynthesised = async (
  out: string,
): Promise<E.Either<string, ReadonlyArray<Stack>>> => {
  const manifest = await read(join(out, 'manifest.json'), Manifest);
  if (E.isLeft(manifest)) return E.left(`${manifest.left}; npm run synth makes one`);
  const stacks: Array<Stack> = [];
  for (const { name, workingDirectory, synthesizedStackPath, dependencies } of Object.values(
    manifest.right.stacks,
  )) {
    const json = await read(join(out, synthesizedStackPath), StackJson);
    if (E.isLeft(json)) return json;
    stacks.push({ name, folder: workingDirectory, dependencies, json: json.right });
  }
  return inOrder(stacks);
};
