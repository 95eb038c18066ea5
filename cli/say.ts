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
