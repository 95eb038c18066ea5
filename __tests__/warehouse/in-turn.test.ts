import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { withWarehouse } from '../../warehouse/database.ts';
import { whileAlone } from '../../warehouse/in-turn.ts';
import { mainnet } from '../support/identity.ts';
import { temporaryFolder } from '../support/lake-folder.ts';

it('keeps the file from questions of this process while another process works on it, failed or not', async () => {
  const file = path.join(temporaryFolder(), 'lake.duckdb');
  const log: string[] = [];
  const question = (name: string) =>
    withWarehouse(file, mainnet, () => {
      log.push(name);
      return Promise.resolve(E.right(name));
    });
  let end: () => void = () => undefined;
  const work = whileAlone(file, async () => {
    await new Promise<void>((resolve) => (end = resolve));
    log.push('work');
    throw new Error('dbt is gone');
  });
  const asked = [question('first'), question('second')];
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(log).toEqual([]);
  end();
  await expect(work).rejects.toThrow('dbt is gone');
  await Promise.all(asked);
  expect(log).toEqual(['work', 'first', 'second']);
});
