import { messagesOf } from './messages.ts';
import { figuresOf, kinds, type Effort, type Figures, type KindName } from './figures.ts';
import { stateFigures, type StateFigures } from './state.ts';

/** What one process measures. */
export interface OneProcess {
  readonly kinds: Readonly<Partial<Record<KindName, Figures>>>;
  readonly state: StateFigures;
}

export const measureHere = (seed: string, effort: Effort): OneProcess => {
  const messages = messagesOf(seed);
  return {
    kinds: Object.fromEntries(kinds.map((kind) => [kind, figuresOf(kind, messages, effort)])),
    state: stateFigures(seed, effort.rounds),
  };
};
