import path from 'node:path';
import { python } from './emulator.ts';

/** The parts of each text that a parser of Snowflake's dialect refuses. */
export const refusedIn = async (
  texts: ReadonlyArray<string>,
): Promise<ReadonlyArray<ReadonlyArray<unknown>>> =>
  JSON.parse(
    await python([path.join(import.meta.dirname, 'parse.py')], { input: JSON.stringify(texts) }),
  );
