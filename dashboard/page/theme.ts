import { computed, effect, signal } from '@preact/signals';
import { keep, kept } from './kept.ts';

/** What the reader asked for; `system` leaves it to the browser. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = signal(dark.matches);
dark.addEventListener('change', ({ matches }) => (systemIsDark.value = matches));

const isChoice = (text: string | null): text is ThemeChoice =>
  text === 'system' || text === 'light' || text === 'dark';

const first = kept(KEY);

export const themeChoice = signal<ThemeChoice>(isChoice(first) ? first : 'system');

/** The scheme that is shown: what is painted on a canvas is painted again when it changes. */
export const scheme = computed<'light' | 'dark'>(() => {
  const choice = themeChoice.value;
  if (choice !== 'system') return choice;
  return systemIsDark.value ? 'dark' : 'light';
});

export const chooseTheme = (choice: ThemeChoice): void => {
  themeChoice.value = choice;
  keep(KEY, choice);
};

/** Tells the style sheets; they ask the browser themselves while nothing was chosen. */
effect(() => {
  const { dataset } = document.documentElement;
  if (themeChoice.value === 'system') delete dataset['theme'];
  else dataset['theme'] = themeChoice.value;
});
