import { expect, it } from 'vitest';
import { RoomWait } from '../../listener/room-wait.ts';

/** How long it waits, to the second, when there is no room at this moment. */
const waitedS = (wait: RoomWait, atMs: number): number => {
  wait.full(atMs);
  let seconds = 0;
  while (!wait.isOver(atMs + seconds * 1000)) seconds += 1;
  wait.wentOn(atMs + seconds * 1000);
  return seconds;
};

it('goes on at once, ever later where that was in vain, and at once again when it went well', () => {
  const wait = new RoomWait();
  let atMs = 5000;
  const waited = Array.from({ length: 9 }, () => {
    const seconds = waitedS(wait, atMs);
    atMs += seconds * 1000 + 100;
    return seconds;
  });
  expect(waited).toStrictEqual([0, 1, 2, 4, 8, 16, 32, 60, 60]);
  expect(waitedS(wait, atMs + 60_000)).toBe(0);
  expect(waitedS(wait, atMs + 60_000)).toBe(1);
});
