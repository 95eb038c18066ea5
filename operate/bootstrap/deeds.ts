/** What became of one thing. */
type Outcome = 'made' | 'adopted' | 'changed' | 'was there' | 'would be made' | 'would be changed';

/** What a bootstrap did, or would do. */
export interface Deed {
  readonly what: string;
  readonly outcome: Outcome;
  /** What of it. */
  readonly told: ReadonlyArray<string>;
}

export const nothingChanged = (deeds: ReadonlyArray<Deed>): boolean =>
  deeds.every(({ outcome }) => outcome === 'was there');

export const deedLine = ({ what, outcome, told }: Deed): string =>
  `${outcome.padEnd(17)} ${what}${told.length === 0 ? '' : ` (${told.join(', ')})`}`;
