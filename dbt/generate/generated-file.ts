/** A file that is made from the model and committed. */
export interface GeneratedFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The first line of each. */
export const notice =
  'Generated from the model by `npm run generate`: change the model, not this file.';
