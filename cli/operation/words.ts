import type { ChosenRegion } from '../../lake/aws/region.ts';
import type { LogEvent } from './events.ts';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

const regionFrom: Readonly<Record<ChosenRegion['origin'], string>> = {
  configured: 'configuration',
  AWS_REGION: 'variable AWS_REGION',
  'instance-metadata': 'metadata of this instance',
};

/** An event as a sentence for a person. */
export const wordsOf = (event: LogEvent): string => {
  switch (event.event) {
    case 'started':
      return `version ${event.version}, ${event.network} from ${event.url} to ${event.to}, spool ${event.spool} of ${mib(event.spoolLimitBytes)}`;
    case 'region-chosen':
      return `AWS region ${event.region}, from the ${regionFrom[event.origin]}`;
    case 'listening':
      return `listening to ${event.url}`;
    case 'socket-closed':
      return `${event.url} closed the socket; connecting again`;
    case 'source-unreachable':
      return `${event.url} can't be reached: ${event.reason}; trying again`;
    case 'put-failed':
      return `${event.stream} waits: ${event.fault.message}; attempt ${event.attempt}, trying again in ${seconds(event.retryAfterMs)}`;
    case 'put-recovered':
      return `${event.stream} flows again after ${event.attempts} attempts in ${seconds(event.tookMs)}`;
    case 'backlog-unreadable':
      return `${event.stream} waits: ${event.message}`;
    case 'spool-blocked':
      return `the disk takes nothing: ${event.fault.message}`;
    case 'spool-unblocked':
      return `the disk takes lines again after ${seconds(event.afterMs)}`;
    case 'spool-full':
      return `the spool has no room (${mib(event.usedBytes)} of ${mib(event.limitBytes)} are used): what is read now is given up, as a gap, until it has`;
    case 'spool-has-room':
      return `the spool has room again (${mib(event.usedBytes)} of ${mib(event.limitBytes)})`;
    case 'spool-compacted':
      return `the spool was written anew without what is in the lake: ${mib(event.freedBytes)} freed`;
    case 'left-found':
      return `an earlier listener left ${event.lines} lines (${mib(event.bytes)})${event.endedInOrder ? '' : ` when it broke off; ${event.droppedBytes} bytes behind the last whole line are given up`}; they go out now`;
    case 'left-delivered':
      return `the ${event.lines} lines that an earlier listener left are in the lake`;
    case 'left-not-forgotten':
      return `what an earlier listener left can't be tidied up: ${event.fault.message}; the next start tries again`;
    case 'counts-do-not-add-up':
      return `a defect of this program, after which nothing more is read: ${event.reason}`;
    case 'metrics-unwritten':
      return `metrics can't be written to ${event.file}: ${event.reason}`;
    case 'watchdog-unheard':
      return `systemd can't be told that this process lives, and may restart it: ${event.reason}`;
    case 'stopping':
      return `stopping (${event.reason}): what was read goes to the lake first`;
    case 'stopped':
      return event.linesLeft === 0
        ? 'stopped; every line is in the lake'
        : `stopped; ${event.linesLeft} lines (${mib(event.bytesLeft)}) go to the lake at the next start`;
  }
};
