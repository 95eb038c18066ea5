import path from 'node:path';
import { python } from '../snowflake/emulator.ts';

interface Answer {
  /** As the document has it, without parameters. */
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

/** What of these answers is not as the document says, in words. */
export const notAsDocumented = async (
  document: unknown,
  answers: ReadonlyArray<Answer>,
): Promise<ReadonlyArray<string>> =>
  JSON.parse(
    await python([path.join(import.meta.dirname, 'validate.py')], {
      input: JSON.stringify({ document, answers }),
    }),
  ) as ReadonlyArray<string>;
