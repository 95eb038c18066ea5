import { feeRamps, type FeeRamp } from '../../../layout/colours.ts';

/** What the picture is painted with. */
export interface Palette {
  readonly ramp: FeeRamp;
  /** Where there is no tile. */
  readonly ground: string;
  /** Rings and outlines, and tiles where the reader chose the colours. */
  readonly ink: string;
  /** The reader's system has colours of its own: a class is told by how far a tile is filled. */
  readonly isForced: boolean;
}

const forced = matchMedia('(forced-colors: active)');

/** The light that an `rgb(…)` gives, 0 to 1, well enough to tell ink on paper from chalk on slate. */
const lightness = (rgb: string): number => {
  const [red = 0, green = 0, blue = 0] = (rgb.match(/[\d.]+/g) ?? []).map(Number);
  return (0.3 * red + 0.6 * green + 0.1 * blue) / 255;
};

/** The palette as the style sheets have it for an element right now. */
export const paletteOf = (element: Element): Palette => {
  const { color: ink, backgroundColor: ground } = getComputedStyle(element);
  const ramp = lightness(ink) > 0.5 ? feeRamps.dark : feeRamps.light;
  return { ramp, ground, ink, isForced: forced.matches };
};

const schemes = [forced, matchMedia('(prefers-color-scheme: dark)')];

/** Calls back when the palette may be another one: the system's scheme, or the one chosen in the header. */
export const onPaletteChange = (changed: () => void): (() => void) => {
  const chosen = new MutationObserver(changed);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  for (const scheme of schemes) scheme.addEventListener('change', changed);
  return () => {
    chosen.disconnect();
    for (const scheme of schemes) scheme.removeEventListener('change', changed);
  };
};
