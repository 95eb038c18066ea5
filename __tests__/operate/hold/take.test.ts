import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEASE_MS } from '../../../operate/hold/held.ts';
import { takeHold, type Taking } from '../../../operate/hold/take.ts';
import { fileDocument } from '../../../lake/documents/file.ts';
import type { Document } from '../../../lake/documents/port.ts';
import { left, right } from '../../support/warehouse.ts';

let folder: string;
let nowMs: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hold-'));
  nowMs = Date.parse('2026-11-30T12:00:00Z');
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (): string => join(folder, 'hold.json');
const take = (operation: string, more: Partial<Taking> = {}, document = fileDocument(file())) =>
  takeHold(document, {
    environment: 'prod',
    operation,
    who: 'alice',
    endsOther: null,
    nowMs: () => nowMs,
    ...more,
  });
const written = (): { readonly operation: string; readonly until: string } | null =>
  JSON.parse(readFileSync(file(), 'utf8'));

describe('the hold of an environment', () => {
  it('is had by one at a time, and let go', async () => {
    const first = right(await take('deploy'));
    expect(left(await take('listener stop'))).toBe(
      'deploy by alice is at work on prod since 2026-11-30T12:00:00.000Z: wait until it has ended; had its job been killed, its hold would end by itself at 2026-11-30T12:10:00.000Z',
    );
    await first.release();
    expect(written()).toBeNull();
    await right(await take('listener stop')).release();
  });

  it('is had by one of many who try at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => take('deploy')));
    const had = all.filter(E.isRight);
    expect(had).toHaveLength(1);
    await Promise.all(had.map((each) => each.right.release()));
  });

  it('of a job that was killed runs out', async () => {
    right(await take('deploy', { renewEveryMs: 3_600_000 }));
    nowMs += LEASE_MS - 1;
    expect(E.isLeft(await take('destroy'))).toBe(true);
    nowMs += 1;
    await right(await take('destroy')).release();
  });

  it('lasts while the work goes on', async () => {
    const hold = right(await take('deploy', { renewEveryMs: 5 }));
    nowMs += LEASE_MS - 1;
    await expect.poll(() => written()?.until).toBe('2026-11-30T12:19:59.999Z');
    nowMs += LEASE_MS - 1;
    await expect.poll(() => written()?.until).toBe('2026-11-30T12:29:59.998Z');
    expect(hold.lost.aborted).toBe(false);
    await hold.release();
  });

  it('of a deploy is ended by who is told to, and the deploy hears of it', async () => {
    const deploy = right(await take('deploy', { renewEveryMs: 5 }));
    const destroy = right(await take('destroy', { endsOther: 'deploy' }));
    await expect.poll(() => deploy.lost.aborted).toBe(true);
    await deploy.release();
    expect(written()).toMatchObject({ operation: 'destroy' });
    expect(E.isLeft(await take('destroy', { endsOther: 'deploy' })), 'not of a destroy').toBe(true);
    await destroy.release();
  });

  it('that could not be renewed in time is lost, and not before', async () => {
    const document = fileDocument(file());
    let failures = 0;
    const outOfReach: Document = {
      ...document,
      write: async (text, after) => {
        if (after === null) return document.write(text, after);
        failures += 1;
        return E.left({ code: 'network', isPermanent: false, message: 'out of reach' });
      },
    };
    const hold = right(await take('deploy', { renewEveryMs: 5 }, outOfReach));
    await expect.poll(() => failures).toBeGreaterThan(2);
    expect(hold.lost.aborted).toBe(false);
    nowMs += LEASE_MS;
    await expect.poll(() => hold.lost.aborted).toBe(true);
    await hold.release();
  });
});
