import { effect, signal } from '@preact/signals';
import type { PipelineAnswer } from '../../server/history/answers.ts';
import { warehouse } from '../store.ts';

/** What the tables say of the newest day; null until they said anything. */
export const day = signal<PipelineAnswer | null>(null);

/** Why they could not be asked, in words. */
export const dayFault = signal<string | null>(null);

const said = async (answer: Response): Promise<string> => {
  const { error } = (await answer.json().catch(() => ({}))) as { readonly error?: string };
  return error ?? `HTTP ${answer.status}`;
};

export const askForDay = async (): Promise<void> => {
  try {
    const answer = await fetch('/api/history/pipeline');
    if (answer.ok) day.value = (await answer.json()) as PipelineAnswer;
    dayFault.value = answer.ok ? null : await said(answer);
  } catch {
    dayFault.value = 'the program behind this page did not answer';
  }
};

let askedOf: string | null = null; // `builtAt` of the build

effect(() => {
  const builtAt = warehouse.value?.builtAt ?? null;
  if (builtAt === null || builtAt === askedOf) return;
  askedOf = builtAt;
  void askForDay();
});
