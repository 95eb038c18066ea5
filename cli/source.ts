import * as E from 'fp-ts/lib/Either.js';
import { recordedTimes, liveTimes, type ReceiptTimes } from '../listener/times.ts';
import { startPlayer } from '../simulator/player.ts';
import { readRecording, type Recording } from '../simulator/recording.ts';
import { startSimulator } from '../simulator/index.ts';
import { restGet } from '../sources/rest/get.ts';
import type { LakeIdentity } from '@bitcoin-pipeline/model';
import { failure, misuse, type CliFault } from './command.ts';
import { userAgent } from './program.ts';

/** How long the live source has to answer before the simulator stands in. */
const REACH_WITHIN_MS = 5000;

export type SourceChoice =
  | { readonly tag: 'live' | 'simulated' }
  | { readonly tag: 'recording'; readonly file: string; readonly recording: Recording };

/** Something to listen to, running. */
export interface Source {
  readonly origin: 'live' | 'simulated' | 'recording';
  readonly originClass: LakeIdentity['originClass'];
  /** Base address to connect to. */
  readonly url: string;
  /** What the page names: the address, or the recording's file. */
  readonly shownAs: string;
  /** A sentence that must be seen. */
  readonly notice: string | null;
  readonly times: ReceiptTimes;
  /** How many sockets there will be; null: no end. */
  readonly sockets: number | null;
  readonly stop: () => Promise<void>;
}

/** Reads `live`, `simulated` or `recording:FILE`; a recording is read whole, so that rubbish is refused before anything is made. */
export const sourceChoice = async (text: string): Promise<E.Either<CliFault, SourceChoice>> => {
  if (text === 'live' || text === 'simulated') return E.right({ tag: text });
  if (!text.startsWith('recording:') || text === 'recording:')
    return E.left(misuse(`--source takes live, simulated or recording:FILE, not "${text}"`));
  const file = text.slice('recording:'.length);
  const recording = await readRecording(file);
  return E.isLeft(recording)
    ? E.left(
        misuse(`${recording.left.message}; name a recorded session with --source recording:FILE`),
      )
    : E.right({ tag: 'recording', file, recording: recording.right });
};

/** A backend that is taken as it is, reachable or not. */
export const liveSource = (url: string): Source => ({
  origin: 'live',
  originClass: 'real',
  url,
  shownAs: url,
  notice: null,
  times: liveTimes(),
  sockets: null,
  stop: async () => undefined,
});

const simulated = async (notice: string): Promise<Source> => {
  const simulator = await startSimulator();
  return {
    origin: 'simulated',
    originClass: 'simulated',
    url: simulator.url,
    shownAs: 'simulator',
    notice,
    times: liveTimes(),
    sockets: null,
    stop: simulator.stop,
  };
};

const recorded = async (
  { file, recording }: Extract<SourceChoice, { tag: 'recording' }>,
  speed: number | 'as-fast-as-taken',
): Promise<Source> => {
  const player = await startPlayer({ recording, speed });
  return {
    origin: 'recording',
    originClass: 'recording',
    url: player.url,
    shownAs: file,
    notice: `Recorded data: ${file}, with its own times.`,
    times: recordedTimes(
      recording.sessions.map(({ openedAtMs, closedAtMs, frames }) => {
        const framesAtMs = frames.map(({ atMs }) => atMs);
        return {
          openedAtMs,
          framesAtMs,
          closedAtMs: closedAtMs ?? framesAtMs.at(-1) ?? openedAtMs,
        };
      }),
    ),
    sockets: recording.sessions.length,
    stop: player.stop,
  };
};

/** Starts what was chosen; where the live source can't be reached in time, the simulator with a plain notice. */
export const startSource = async (
  choice: SourceChoice,
  url: string,
  speed: number | 'as-fast-as-taken',
): Promise<Source> => {
  switch (choice.tag) {
    case 'recording':
      return recorded(choice, speed);
    case 'simulated':
      return simulated(
        'Simulated data, as asked for with --source simulated. Nothing here is real.',
      );
    case 'live': {
      const get = restGet({ url, userAgent, timeoutMs: REACH_WITHIN_MS });
      const answer = await get('/api/v1/backend-info');
      if (E.isLeft(answer))
        return simulated(
          `Simulated data, because ${answer.left.message}. Nothing here is real; start again to try the live source.`,
        );
      return liveSource(url);
    }
  }
};

const brokenLines = ({
  recording,
  file,
}: Extract<SourceChoice, { tag: 'recording' }>): CliFault | null => {
  const [first] = recording.brokenLines;
  return first === undefined
    ? null
    : failure(
        `${recording.brokenLines.length} line(s) of ${file} could not be read, the first is line ${first.line}: ${first.reason}; the rest was taken`,
      );
};

/** What of a recording did not come in; `frames`: how many did. A frame that no feed takes ends its socket. */
export const notTaken = (
  choice: Extract<SourceChoice, { tag: 'recording' }>,
  frames: number,
): CliFault | null => {
  const inAll = choice.recording.sessions.reduce((sum, each) => sum + each.frames.length, 0);
  return frames === inAll
    ? brokenLines(choice)
    : failure(
        `${inAll - frames} of the ${inAll} frames of ${choice.file} were not taken: a socket ended before its last one, as it does at one over 16 MiB`,
      );
};
