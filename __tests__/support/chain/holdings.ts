import { HandEpoch, type HandLine } from '../hand-lines.ts';

/** A block of a chain whose hashes are the branch and the height. */
export const blockOf = (height: number, branch = 'a', parent = branch) => ({
  hash: `${branch}${height}`,
  height,
  parent: height === 0 ? null : `${parent}${height - 1}`,
  minedAt: '04:00:00',
  extras: {},
});

export const polled = { path: '/api/v1/blocks', origin: 'recording' };
export const filledIn = { path: '/api/v1/blocks', origin: 'backfill' };

/** An epoch's id begins with the name of its history, which is that of its chain's first branch, too. */
const historyOf = ({ id }: HandEpoch): string => id.replace(/ \d+$/, '');

/** The blocks of these heights as a page of the poller shows them. */
const page = (epoch: HandEpoch, time: string, from: number, to: number): void => {
  for (let height = from; height <= to; height += 1)
    epoch.block(time, { ...blockOf(height, historyOf(epoch)), onMainChain: true, came: polled });
};

const pollerOf = (name: string): HandEpoch => {
  const poller = new HandEpoch(`${name} 1`);
  poller.opened('05:00:00', 'poller');
  return poller;
};

/** What the poller wrote before the first build, and what came after it. */
interface Told {
  readonly first: ReadonlyArray<HandLine>;
  readonly later?: ReadonlyArray<HandLine>;
}

const newest = (): Told => {
  const poller = pollerOf('newest');
  page(poller, '05:00:01', 0, 3);
  page(poller, '05:00:01', 8, 9);
  poller.covered(
    '05:00:02',
    3,
    [
      [0, 3],
      [8, 9],
    ],
    [[4, 5]],
  );
  poller.covered('05:00:03', 2, [[0, 100]]);
  return { first: poller.lines };
};

const onItsWay = (): Told => {
  const poller = pollerOf('on-its-way');
  page(poller, '05:00:01', 1, 3);
  poller.covered('05:00:02', 1, [[1, 3]]);
  const later = poller.lines.splice(2, 1);
  return { first: poller.lines, later };
};

const pendingThenWhole = (): Told => {
  const poller = pollerOf('pending-then-whole');
  page(poller, '05:00:01', 1, 3);
  page(poller, '05:00:01', 5, 9);
  poller.covered(
    '05:00:02',
    1,
    [
      [1, 3],
      [5, 9],
    ],
    [[4, 4]],
  );
  const first = [...poller.lines];
  return { first, later: [poller.covered('05:01:02', 2, [[1, 9]])] };
};

const missing = (name: string, stretch: readonly [number, number]): Told => {
  const poller = pollerOf(name);
  page(poller, '05:00:01', 1, 5);
  poller.covered('05:00:02', 1, [stretch]);
  return { first: poller.lines };
};

const strangers = (): Told => {
  const poller = pollerOf('strangers');
  page(poller, '05:00:01', 1, 5);
  poller.block('05:00:01', { ...blockOf(6, 'b'), onMainChain: true }); // its parent is another 5
  page(poller, '05:00:01', 7, 7);
  poller.covered('05:00:02', 1, [[1, 7]]);
  return { first: poller.lines };
};

const reorganised = (): Told => {
  const poller = pollerOf('reorganised');
  page(poller, '05:00:01', 100, 120);
  poller.covered('05:00:02', 1, [[100, 120]]);
  const next = new HandEpoch('reorganised 2');
  next.opened('05:01:00', 'poller');
  for (let height = 103; height <= 120; height += 1)
    next.block('05:01:01', { ...blockOf(height, 'reorganised'), stale: false, onMainChain: false });
  next.block('05:01:01', { ...blockOf(103, 'b', 'reorganised'), onMainChain: true });
  for (let height = 104; height <= 119; height += 1)
    next.block('05:01:01', { ...blockOf(height, 'b'), onMainChain: true }); // lower, and yet the chain
  next.covered('05:01:02', 2, [[100, 119]]);
  const filling = new HandEpoch('reorganised 3');
  filling.opened('05:02:00', 'poller');
  for (let height = 0; height <= 101; height += 1)
    filling.block('05:02:01', {
      ...blockOf(height, 'reorganised'),
      onMainChain: true,
      came: filledIn,
    });
  filling.covered('05:02:02', 3, [[0, 119]]);
  return { first: poller.lines, later: [...next.lines, ...filling.lines] };
};

/** What pollers said they hold, by name. Nothing of one network touches another: each is put into one of its own. */
export const holdings: Readonly<Record<string, Told>> = {
  newest: newest(),
  'on-its-way': onItsWay(),
  'pending-then-whole': pendingThenWhole(),
  'lower-end': missing('lower-end', [0, 5]),
  'upper-end': missing('upper-end', [1, 6]),
  anywhere: missing('anywhere', [20, 29]),
  strangers: strangers(),
  reorganised: reorganised(),
};
