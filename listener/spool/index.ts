import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { monotonicClock } from '../../lake/delivery/clock.ts';
import type { Clock } from '../../lake/delivery/ports.ts';
import { isMissing } from '../../lake/fault.ts';
import { makeSpoolFolder } from './description.ts';
import { spoolFaultOf } from './fault.ts';
import { diskFiles, type SpoolFiles } from './files.ts';
import { lookInto, makingName, takenName, type Found } from './folder.ts';
import { openLeft, type OpenedLeft } from './left-spool.ts';
import { OwnSpool } from './own-spool.ts';
import { thisProcess } from './owner.ts';
import type { SpoolFault, SpoolOptions, Spools } from './ports.ts';
import { Reserve } from './reserve.ts';
import { Segments } from './segments.ts';
import { Tidying } from './tidying.ts';

/** Takes over what processes left that are no more; what another is quicker to take is not ours. */
const takeOver = async (
  { dir, id }: SpoolOptions,
  files: SpoolFiles,
  clock: Clock,
  found: Found['left'],
): Promise<E.Either<SpoolFault, ReadonlyArray<OpenedLeft>>> => {
  const left: Array<OpenedLeft> = [];
  for (const each of found) {
    const taken = join(dir, takenName(each.id, id));
    try {
      await files.rename(join(dir, each.name), taken);
    } catch (error) {
      if (isMissing(error)) continue;
      throw error;
    }
    try {
      left.push(await openLeft(files, clock, taken, each.id));
    } catch (error) {
      const { code, message } = spoolFaultOf(error, taken);
      return E.left(
        code === 'io'
          ? { code, message: `${message}; move it away, what it holds stays in it` }
          : { code, message },
      );
    }
  }
  return E.right(left);
};

const openOwn = (
  options: SpoolOptions,
  files: SpoolFiles,
  clock: Clock,
  reserve: Reserve,
  isToldByTime: boolean,
  left: ReadonlyArray<OpenedLeft>,
): OwnSpool => {
  const { limitBytes, id } = options;
  const dir = join(options.dir, id);
  const segments = new Segments(files, [], new Map());
  const usedBytes = (): number =>
    segments.bytes + reserve.bytes + left.reduce((sum, each) => sum + each.usedBytes(), 0);
  const tidying = new Tidying({
    files,
    dir,
    segments,
    isKept: () => false,
    isCrowded: () => usedBytes() > limitBytes / 2,
    compacted: (freedBytes) => options.told({ event: 'spool-compacted', freedBytes }),
  });
  const parts = { files, clock, dir, segments, reserve, tidying, usedBytes, isToldByTime };
  return new OwnSpool(options, parts);
};

/**
 * Makes the spool of this process and takes over those of processes that are no more; left: why not, and then
 * nothing is made, and no spool of others is changed or deleted.
 */
export const openSpools = async (
  options: SpoolOptions,
  files: SpoolFiles = diskFiles,
  clock: Clock = monotonicClock,
): Promise<E.Either<SpoolFault, Spools>> => {
  const { dir, id, identity, limitBytes } = options;
  const own = join(dir, id);
  let isMade = false;
  try {
    const found = await lookInto(files, dir, identity);
    if (E.isLeft(found)) return found;
    const owner = await thisProcess();
    await files.makeFolder(dir);
    for (const name of found.right.rubbish) await files.remove(join(dir, name));
    await makeSpoolFolder(files, join(dir, makingName(id, owner)), own, identity, owner);
    isMade = true;
    const reserve = new Reserve(files, own, limitBytes);
    await reserve.make();
    const left = await takeOver(options, files, clock, found.right.left);
    if (E.isLeft(left)) {
      await files.remove(own).catch(() => undefined);
      return left;
    }
    const isToldByTime = owner.processStarted === null;
    return E.right({
      own: openOwn(options, files, clock, reserve, isToldByTime, left.right),
      left: left.right,
    });
  } catch (error) {
    if (isMade) await files.remove(own).catch(() => undefined);
    return E.left(spoolFaultOf(error, dir));
  }
};
