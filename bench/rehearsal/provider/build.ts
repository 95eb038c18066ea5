import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as t from 'io-ts';
import { placeInMirror } from '../../../rehearsal/aws/providers.ts';
import { run } from '../../../scripts/setup/run.mjs';
import { clientsIn, withClients, withServices } from './pruned.ts';

/** The one that the bindings are made of. */
export const VERSION = '6.25.0';
/** Go's module proxy knows no release of it, but its main branch by date: this is some 20 releases younger. */
const MODULE = 'github.com/hashicorp/terraform-provider-aws@v1.60.1-0.20260602190131-5f2286d6d836';

/** By the folders of the provider's sources: what the stacks have, and what these import. A missing one fails in `validate`. */
const services: ReadonlySet<string> = new Set([
  'autoscaling',
  'budgets',
  'cloudwatch',
  'ec2',
  'firehose',
  'iam',
  'lambda',
  'logs',
  'meta',
  'organizations',
  's3',
  's3control',
  'scheduler',
  'sns',
  'sqs',
  'ssm',
  'sts',
]);

/** No part of the program. */
const notBuilt = new Set(['acctest', 'generate', 'sweep']);
const CLIENTS = 'internal/conns/awsclient_gen.go';
const PACKAGES = 'internal/provider/sdkv2/service_packages_gen.go';

const Downloaded = t.type({ Dir: t.string });

type Ended = Awaited<ReturnType<typeof run>>;

const isBuilt = (file: string): boolean => {
  const [, internal, part, service = ''] = /^(internal)\/(\w+)\/(\w+)/.exec(file) ?? [];
  if (!file.endsWith('.go') || file.endsWith('_test.go') || file === CLIENTS) return false;
  if (internal === undefined || part === undefined) return true;
  return part === 'service' ? services.has(service) : !notBuilt.has(part);
};

/** Methods of clients that anything of what is left calls. */
const calledIn = async (source: string): Promise<ReadonlySet<string>> => {
  const files = await readdir(source, { recursive: true });
  return new Set(
    files.filter(isBuilt).flatMap((file) => clientsIn(readFileSync(join(source, file), 'utf8'))),
  );
};

const prune = async (source: string): Promise<void> => {
  const rewrite = (file: string, change: (text: string) => string): void => {
    const path = join(source, file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  };
  const called = await calledIn(source);
  rewrite(PACKAGES, (text) => withServices(text, services));
  rewrite(CLIENTS, (text) => withClients(text, called));
};

/** Where both engines look for it in a filesystem mirror. */
const placesIn = (folder: string): readonly [string, string] => {
  const program = `terraform-provider-aws_v${VERSION}_x5`;
  const [first, second] = (['Terraform', 'OpenTofu'] as const).map((engine) =>
    join(resolve(folder), placeInMirror(engine, VERSION), program),
  );
  return [first ?? '', second ?? ''];
};

/** Builds it into a filesystem mirror; gives how Go ended. Sources and what is in between are gone afterwards. */
export const buildProvider = async (
  folder: string,
  go: string,
  say: (text: string) => void,
): Promise<Ended> => {
  const work = mkdtempSync(join(tmpdir(), 'provider-'));
  const env = { ...process.env, GOFLAGS: '-mod=mod' };
  try {
    say('getting the sources');
    const got = await run(go, ['mod', 'download', '-json', MODULE], { cwd: work, env });
    if (got.code !== 0) return got;
    const downloaded: unknown = JSON.parse(got.output.slice(got.output.indexOf('{')));
    if (!Downloaded.is(downloaded)) return { code: 1, output: 'go named no folder of sources' };
    const source = join(work, 'source');
    await cp(downloaded.Dir, source, { recursive: true });
    await run('chmod', ['-R', 'u+w', source]); // the module cache is read-only
    await prune(source);
    const [place, other] = placesIn(folder);
    for (const path of [place, other]) {
      mkdirSync(dirname(path), { recursive: true });
      rmSync(path, { force: true });
    }
    say('building, some minutes');
    const built = await run(go, ['build', '-p', '2', '-ldflags', '-s -w', '-o', place, '.'], {
      cwd: source,
      env,
    });
    if (built.code === 0) linkSync(place, other);
    return built;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};
