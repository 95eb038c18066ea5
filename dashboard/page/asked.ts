import { batch, effect, signal, type ReadonlySignal } from '@preact/signals';
import { warehouse } from './store.ts';

/** An answer of the server: the last one that came, whether another is under way, and why none came. */
export interface Asked<A> {
  readonly answer: ReadonlySignal<A | null>;
  readonly isAsking: ReadonlySignal<boolean>;
  /** In words. */
  readonly fault: ReadonlySignal<string | null>;
  readonly again: () => void;
}

const said = async (response: Response): Promise<string> => {
  const told = (await response.json().catch(() => null)) as { readonly error?: string } | null;
  return told?.error ?? `The program behind this page answers with HTTP ${response.status}.`;
};

/** Asks an address now, when it becomes another, and after each build of the tables. A late answer to an older question is dropped. */
export const asked = <A>(address: () => string): Asked<A> => {
  const answer = signal<A | null>(null);
  const isAsking = signal(false);
  const fault = signal<string | null>(null);
  let under: AbortController | null = null;
  let answerTo = '';

  const take = async (to: string): Promise<void> => {
    under?.abort();
    const mine = new AbortController();
    under = mine;
    isAsking.value = true;
    const outcome = await fetch(to, { signal: mine.signal })
      .then(async (response) =>
        response.ok
          ? { answer: (await response.json()) as A } // our own server, same version
          : { fault: await said(response) },
      )
      .catch(() => ({ fault: 'The program behind this page does not answer.' }));
    if (mine.signal.aborted) return;
    batch(() => {
      isAsking.value = false;
      fault.value = 'fault' in outcome ? outcome.fault : null;
      if ('answer' in outcome) answer.value = outcome.answer;
      else if (answerTo !== to) answer.value = null; // what is shown must not be of another range
      answerTo = to;
    });
  };

  effect(() => {
    const to = address();
    void warehouse.value?.builtAt;
    void take(to);
  });
  return { answer, isAsking, fault, again: () => void take(address()) };
};
