/** What the warehouse could not do: `message` is a sentence for a person, complete with the way out. */
export interface WarehouseFailure<Tag extends string> {
  readonly tag: Tag;
  readonly message: string;
}

/** The first line of what a library threw. */
export const firstLine = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0] ?? text;
};

/** Whether a file or folder was not there. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
