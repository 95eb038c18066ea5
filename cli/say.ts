import * as t from 'io-ts';

/** Progress and logs go to standard error, so that standard output holds results only. */
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** One JSON document, the only thing on standard output. */
export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Who read it is gone, as `head` is once it has its lines. */
const isLeft = t.type({ code: t.literal('EPIPE') }).is;

process.stdout.on('error', (error) => {
  if (isLeft(error)) return; // enough was had
  say(`bitcoin-pipeline: the result can't be written: ${error.message}`);
  process.exit(1);
});
// whoever read along is gone, or there is no space for it; the work goes on
process.stderr.on('error', () => undefined);
