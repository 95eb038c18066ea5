import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { listenerFiles, pollerFiles } from './bundles.ts';
import { zipOf } from './zip.ts';

/* `npm run pack`: the listener and the poller as archives, the same bytes wherever they are packed. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const packers = { listener: listenerFiles, poller: pollerFiles } as const;

const { values } = parseArgs({ options: { output: { type: 'string' } } });
const output = values.output ?? join(root, '.artifacts');
const work = await mkdtemp(join(tmpdir(), 'pack-'));
try {
  await mkdir(output, { recursive: true });
  for (const [name, pack] of Object.entries(packers)) {
    const archive = zipOf(await pack(root, join(work, name)));
    await writeFile(join(output, `${name}.zip`), archive);
    const hash = createHash('sha256').update(archive).digest('hex').slice(0, 12);
    process.stdout.write(
      `${name}.zip: ${Math.round(archive.length / 1024)} KiB, sha256 ${hash}…\n`,
    );
  }
} finally {
  await rm(work, { recursive: true, force: true });
}
