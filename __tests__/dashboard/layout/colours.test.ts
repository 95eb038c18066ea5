import { describe, expect, it } from 'vitest';
import { feeRamps } from '../../../dashboard/layout/colours.ts';
import { ciede2000, contrast, seen, visions, type Lab } from '../../support/colour/difference.ts';

/** From the table of Sharma, Wu and Dalal (2005), the pairs that catch the usual mistakes. */
const pairs: ReadonlyArray<readonly [Lab, Lab, number]> = [
  [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
  [[50, -1.3802, -84.2814], [50, 0, -82.7485], 1.0],
  [[50, 0, 0], [50, -1, 2], 2.3669],
  [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
  [[50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195],
  [[50, 2.5, 0], [73, 25, -18], 27.1492],
  [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
  [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
];

it('colour differences are told as in the paper they come from', () => {
  for (const [one, other, difference] of pairs)
    expect(ciede2000(one, other)).toBeCloseTo(difference, 4);
});

/** A difference of 2.3 is just seen side by side. */
const SEEN_APART = 3.5;
const NEVER_TAKEN_FOR = 8;

const grounds = { dark: '#0a0d12', light: '#f5f5f2' } as const; // --page of each theme

describe.each(['dark', 'light'] as const)('the ramp in %s', (theme) => {
  const ramp = feeRamps[theme];

  it('has a colour for each of the twelve classes', () => {
    expect(new Set(ramp).size).toBe(12);
  });

  it.each(visions)('keeps neighbours apart, and others well apart, with %s vision', (vision) => {
    const colours = ramp.map((hex) => seen(hex, vision));
    colours.forEach((one, index) =>
      colours.slice(index + 1).forEach((other, step) => {
        const least = step === 0 ? SEEN_APART : NEVER_TAKEN_FOR;
        expect(ciede2000(one, other)).toBeGreaterThan(least);
      }),
    );
  });

  it.each(visions)('only ever gets lighter, or darker, with %s vision', (vision) => {
    const lightness = ramp.map((hex) => seen(hex, vision)[0]);
    const steps = lightness.slice(1).map((value, index) => value - (lightness[index] ?? 0));
    expect(new Set(steps.map(Math.sign))).toEqual(new Set([theme === 'dark' ? 1 : -1]));
  });

  it('stands out more from the ground the higher the rate, and can be seen at the lowest', () => {
    const contrasts = ramp.map((hex) => contrast(hex, grounds[theme]));
    expect(contrasts).toEqual(contrasts.toSorted((a, b) => a - b));
    expect(contrasts[0]).toBeGreaterThan(1.5);
  });
});
