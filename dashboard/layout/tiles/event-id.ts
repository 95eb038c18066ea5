/** Which event `tiles` of which start of the server. */
export interface EventId {
  /** Chosen at random when the server starts. */
  readonly run: string;
  /** Counts the events from 1; 0 stands before the first. */
  readonly number: number;
}

const written = /^([0-9a-f]{8})-(\d{1,15})$/;

export const eventIdText = ({ run, number }: EventId): string => `${run}-${number}`;

/** Null where the text is none of ours. */
export const eventIdIn = (text: string): EventId | null => {
  const [, run, number] = written.exec(text) ?? [];
  return run === undefined ? null : { run, number: Number(number) };
};
