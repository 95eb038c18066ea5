import { signal } from '@preact/signals';

/** What went wrong in this page since it was opened. */
export interface Faults {
  /** Events of the stream that could not be read or taken. */
  readonly events: number;
  /** Panels that failed, each as often as it did. */
  readonly panels: number;
  /** Times that the program gave this page up, because it did not take what it was sent. */
  readonly drops: number;
  /** The newest of all, in words. */
  readonly last: string | null;
}

export const faults = signal<Faults>({ events: 0, panels: 0, drops: 0, last: null });

const because = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

export const brokenEvent = (name: string, why: string): void => {
  const { value } = faults;
  faults.value = { ...value, events: value.events + 1, last: `event ${name}: ${why}` };
};

export const failedPanel = (panel: string, error: unknown): void => {
  const { value } = faults;
  faults.value = { ...value, panels: value.panels + 1, last: `${panel}: ${because(error)}` };
};

export const droppedAsSlow = (): void => {
  const { value } = faults;
  const last =
    'this page was too slow to take what it was sent: it was dropped, and connected again';
  faults.value = { ...value, drops: value.drops + 1, last };
};

/** Takes an event; where that fails, it is counted and the page goes on. */
export const counted = (name: string, take: () => void): boolean => {
  try {
    take();
    return true;
  } catch (error) {
    brokenEvent(name, because(error));
    return false;
  }
};
