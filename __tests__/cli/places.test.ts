import { expect, it } from 'vitest';
import { placesFor } from '../../cli/places.ts';

const lakeOf = (lake: string): string =>
  placesFor({ network: 'mainnet', originClass: 'real' }, { lake }).lake;

it.each([
  ['out/lake', 'out/lake'],
  ['out/lake//', 'out/lake'],
  ['./', '.'],
  ['/', '/'],
  ['//', '/'],
  ['D:\\lake\\', 'D:\\lake'],
  ['D:\\', 'D:\\'],
])('--lake %s is the folder %s', (given, folder) => {
  expect(lakeOf(given)).toBe(folder);
});
