import type { Figures, KindName } from './figures.ts';
import type { Standing, Target } from './targets.ts';

/** A table of each kind: nanoseconds a message, and times JSON.parse. */
export const kindLines = (
  kinds: Readonly<Partial<Record<KindName, Figures>>>,
): ReadonlyArray<string> =>
  Object.entries(kinds).flatMap(([kind, figures]) => [
    kind,
    ...Object.entries(figures).map(
      ([way, { nsPerFrame, ratio }]) =>
        `  ${way.padEnd(22)}${String(Math.round(nsPerFrame)).padStart(10)} ns${ratio.toFixed(2).padStart(8)} ×`,
    ),
  ]);

const boundOf = ({ atMost, atLeast }: Target): string =>
  atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`;

/** Each target with its figure; where one is not reached, why. */
export const targetLines = (
  targets: ReadonlyArray<Target & { readonly standing: Standing }>,
): ReadonlyArray<string> =>
  targets.map((target) => {
    const { name, figure, aim, standing, notReached } = target;
    const shown = figure === null ? '-' : figure.toFixed(2);
    const why = standing === 'known' ? ` (${notReached?.why}; bound ${notReached?.bound})` : '';
    return `${standing.padEnd(13)}${name.padEnd(66)}${shown.padStart(8)}  ${boundOf(target)}, aim ${aim}${why}`;
  });
