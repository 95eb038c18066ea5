import { signal } from '@preact/signals';

/** Which moment of the next block the page shows. */
export type Shown =
  | { readonly kind: 'live' }
  | {
      readonly kind: 'replay';
      readonly atMs: number;
    };

/** Set by the scrubber; while it is in the past, what comes is taken and not drawn. */
export const shown = signal<Shown>({ kind: 'live' });
