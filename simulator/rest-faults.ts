import type { RestFaultName } from './faults.ts';

/** What goes wrong with one answer. */
export type AnswerFault = Exclude<RestFaultName, 'rest-cached' | 'rest-uncached'>;

/** What an answer is about. */
export type Subject = 'page with the tip' | 'blocks' | 'anything else';

/** What is to go wrong with the REST answers to come. */
export interface RestFaults {
  /** @param answers how many; switches take no notice of it */
  readonly fault: (name: RestFaultName, answers: number) => void;
  /** The oldest that can be done to an answer, which is done with then. */
  readonly take: (subject: Subject) => AnswerFault | undefined;
  readonly isCached: () => boolean;
}

export const createRestFaults = (): RestFaults => {
  let due: ReadonlyArray<AnswerFault> = [];
  let isCached = false;
  return {
    fault: (name, answers) => {
      if (name === 'rest-cached' || name === 'rest-uncached') isCached = name === 'rest-cached';
      else due = [...due, ...Array.from({ length: answers }, () => name)];
    },
    take: (subject) => {
      const place = due.findIndex((name) => canBeDoneTo(name, subject));
      if (place === -1) return undefined;
      const name = due[place];
      due = due.toSpliced(place, 1);
      return name;
    },
    isCached: () => isCached,
  };
};

const canBeDoneTo = (name: AnswerFault, subject: Subject): boolean => {
  if (name === 'rest-moves') return subject === 'page with the tip';
  return name !== 'rest-behind' || subject !== 'anything else';
};
