import { execFile } from 'node:child_process';
import { basename, resolve as absolute } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';

type EngineName = 'Terraform' | 'OpenTofu';

/** The program that carries a plan out. */
export interface Engine {
  readonly name: EngineName;
  readonly program: string;
  readonly version: string;
}

/** none: there is none. unfit: there is one, and it will not do. Each with the way out. */
export interface EngineFault {
  readonly tag: 'none' | 'unfit';
  readonly message: string;
}

/** Set by the user, and read by cdktf's own command. */
export const ENGINE_VARIABLE = 'TERRAFORM_BINARY_NAME';

/** Of both the first that locks a state by a file in its bucket; the stacks say the same. */
const OLDEST = '1.10.0';
const wayOut = `install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install) ${OLDEST} or newer, or name one with ${ENGINE_VARIABLE}`;

/** Left: no program of that name. Right: what it prints. */
const askVersion = (
  program: string,
  env: NodeJS.ProcessEnv,
): Promise<E.Either<'missing', string>> =>
  new Promise((resolve) => {
    execFile(
      program,
      ['version'],
      // it would ask its makers for a newer one
      { env: { ...env, CHECKPOINT_DISABLE: '1' }, timeout: 30_000 },
      (error, stdout) => resolve(error?.code === 'ENOENT' ? E.left('missing') : E.right(stdout)),
    );
  });

const numbersOf = (version: string): ReadonlyArray<number> =>
  (version.split('-')[0] ?? '').split('.').map(Number);

const isOlder = (version: string, than: string): boolean => {
  const least = numbersOf(than);
  const differing = numbersOf(version).findIndex((number, at) => number !== least[at]);
  if (differing !== -1) return (numbersOf(version)[differing] ?? 0) < (least[differing] ?? 0);
  return version.includes('-'); // 1.11.0-rc1 comes before 1.11.0
};

const unfit = (message: string): EngineFault => ({
  tag: 'unfit',
  message: `${message}; ${wayOut}`,
});

const read = (program: string, printed: string): E.Either<EngineFault, Engine> => {
  const [, name, version] = /^(Terraform|OpenTofu) v(\d+\.\d+\.\d+\S*)/m.exec(printed) ?? [];
  if (version === undefined)
    return E.left(unfit(`${program} does not say that it is Terraform or OpenTofu`));
  const engine = { name: name as EngineName, program, version };
  return isOlder(version, OLDEST)
    ? E.left(unfit(`${program} is ${engine.name} ${version}, which is too old`))
    : E.right(engine);
};

/** A path means the same from every folder; a name is looked for in PATH. Undefined: nothing is named. */
const placeOf = (program: string): string | undefined => {
  if (program === '') return undefined;
  return basename(program) === program ? program : absolute(program);
};

/**
 * The engine that is named, by an option or TERRAFORM_BINARY_NAME, else the first of `terraform` and `tofu` that will
 * do. Never rejects.
 */
export const findEngine = async (
  named: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<E.Either<EngineFault, Engine>> => {
  const asked = placeOf(named ?? env[ENGINE_VARIABLE] ?? '');
  let fault: EngineFault = {
    tag: asked === undefined ? 'none' : 'unfit',
    message: `no ${asked ?? 'terraform or tofu'} on this machine; ${wayOut}`,
  };
  for (const program of asked === undefined ? ['terraform', 'tofu'] : [asked]) {
    const printed = await askVersion(program, env);
    if (E.isLeft(printed)) continue;
    const engine = read(program, printed.right);
    if (E.isRight(engine)) return engine;
    if (fault.tag === 'none' || asked !== undefined) fault = engine.left;
  }
  return E.left(fault);
};
