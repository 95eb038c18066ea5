import * as E from 'fp-ts/lib/Either.js';
import { misuse, type CliResult } from '../../cli/command.ts';
import type { Asked } from '../options.ts';
import type { WarehouseLook } from './warehouse.ts';

/** Does what looks at the warehouse, too; a misuse where its settings lack something. */
export const withWarehouse = async (
  { outside }: Asked,
  work: (warehouse: WarehouseLook) => Promise<CliResult>,
): Promise<CliResult> => {
  const warehouse = await outside.warehouse();
  if (E.isLeft(warehouse)) return E.left(misuse(warehouse.left.join(' ')));
  try {
    return await work(warehouse.right);
  } finally {
    await warehouse.right.close();
  }
};
