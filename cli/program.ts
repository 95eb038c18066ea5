import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Origin, Producer } from '@bitcoin-pipeline/model';
import * as t from 'io-ts';
import { v7 as uuidv7 } from 'uuid';

/** The folder of this program. */
export const programDir = fileURLToPath(new URL('..', import.meta.url));

const Package = t.type({ version: t.string });
const manifest: unknown = JSON.parse(readFileSync(join(programDir, 'package.json'), 'utf8'));
if (!Package.is(manifest)) throw new Error('package.json has no version');
export const version = manifest.version;

/** How we introduce ourselves to a source. */
export const userAgent = `bitcoin-pipeline/${version}`;

export const newId = (): string => uuidv7();

export const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex');

/** What the lines of this process say of their producer. */
export const producerOf = (network: string, origin: Origin): Producer => ({
  source: 'mempool.space',
  network,
  origin,
  producerId: newId(),
  producerVersion: version,
});
