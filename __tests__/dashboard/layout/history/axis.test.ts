import { describe, expect, it } from 'vitest';
import { axisFigures } from '../../../../dashboard/layout/history/axis.ts';

describe('the figures along an axis', () => {
  it.each([
    [0.025, [0, 0.025, 0.05, 0.075], ['0', '0.025', '0.050', '0.075']],
    [0.1, [0, 0.1, 0.2], ['0', '0.1', '0.2']],
    [2, [0, 2, 4], ['0', '2', '4']],
    [2500, [0, 2500, 5000], ['0', '2.5K', '5K']],
    [250_000, [0, 1_250_000], ['0', '1.25M']],
  ])('in steps of %d are told apart and equally long', (step, values, figures) => {
    expect(axisFigures(values, step)).toEqual(figures);
  });
});
