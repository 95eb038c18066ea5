import { signal } from '@preact/signals';

/** What went wrong in this page since it was opened. */
export interface Faults {
  /** Events of the stream that could not be read or taken. */
  readonly events: number;
  /** Panels that failed, each as often as it did. */
  readonly panels: number;
  /** The newest of both, in words. */
  readonly last: string | null;
}

export const faults = signal<Faults>({ events: 0, panels: 0, last: null });

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
