import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

/** The newest durable line, as a listener told it after a sync. */
const Mark = t.type({ epoch_id: t.string, ordinal: t.Integer });

const END = 'end';

/** What a listener called durable, by epoch: the newest ordinal. */
export type Durable = ReadonlyMap<string, number>;

/** A named pipe that a listener writes its marks to; what was written outlives the listener. */
export interface Marks {
  /** To be the listener's file of that number; closed here by `given`. */
  readonly fd: number;
  /** The listener has it. */
  readonly given: () => void;
  readonly first: Promise<void>;
  readonly durable: Durable;
  /** Reads what is left of a listener that is no more. */
  readonly end: () => Promise<Durable>;
}

const readMark = (line: string): t.TypeOf<typeof Mark> => {
  const mark = Mark.decode(JSON.parse(line));
  if (E.isLeft(mark)) throw new Error(`no mark: ${line}`);
  return mark.right;
};

/** Makes the pipe and reads it. Throws where the system has none. */
export const openMarks = (path: string): Marks => {
  const made = spawnSync('mkfifo', [path]);
  if (made.status !== 0) throw new Error(`mkfifo: ${made.stderr.toString()}`);
  // opened both ways, it neither waits for the other side nor ends with it
  const pipe = new Socket({
    fd: openSync(path, constants.O_RDWR | constants.O_NONBLOCK),
    readable: true,
    writable: true,
  });
  const fd = openSync(path, constants.O_RDWR);
  const durable = new Map<string, number>();
  let told = (): void => undefined;
  let ended = (): void => undefined;
  const first = new Promise<void>((resolve) => (told = resolve));
  const atEnd = new Promise<void>((resolve) => (ended = resolve));
  let rest = '';
  pipe.on('data', (bytes: Buffer) => {
    const lines = (rest + bytes.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === END) return ended();
      const { epoch_id: epochId, ordinal } = readMark(line);
      durable.set(epochId, Math.max(ordinal, durable.get(epochId) ?? 0));
      told();
    }
  });
  return {
    fd,
    given: () => closeSync(fd),
    first,
    durable,
    end: async () => {
      pipe.write(`${END}\n`);
      await atEnd;
      pipe.destroy();
      return durable;
    },
  };
};
