/**
 * Twelve colours of fee-rate classes, lowest rate first. Each ramp is even in lightness and leads away from its
 * page's ground, so that neighbouring classes stay apart for every common kind of colour vision.
 */
export type FeeRamp = ReadonlyArray<string>;

/** The upper part of matplotlib's inferno (CC0), on a dark ground. */
const dark: FeeRamp = [
  '#7f1e6c',
  '#972766',
  '#ae305c',
  '#c43c4e',
  '#d94d3d',
  '#e9612b',
  '#f47918',
  '#fa9407',
  '#fcb014',
  '#f8cd37',
  '#f2ea69',
  '#fcffa4',
];

/** Most of matplotlib's viridis (CC0), backwards, on a light ground. */
const light: FeeRamp = [
  '#9bd93c',
  '#6ccd5a',
  '#42be71',
  '#27ad81',
  '#1e9c89',
  '#238a8d',
  '#2a778e',
  '#32658e',
  '#3b518b',
  '#443a83',
  '#482374',
  '#46085c',
];

/** The ramp of each colour scheme. */
export const feeRamps: Readonly<Record<'dark' | 'light', FeeRamp>> = { dark, light };
