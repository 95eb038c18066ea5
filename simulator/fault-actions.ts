import type { Backend } from './backend.ts';
import type { FaultName } from './faults.ts';
import type { Outbox } from './outbox.ts';
import type { SocketFault } from './socket-faults.ts';

/** Does a fault. */
export type DoFault = (name: FaultName, refusals?: number) => void;

/** Sends each fault to the part of the simulator that can do it. */
export const faultActions = (
  backend: Backend,
  outbox: Outbox,
  onSockets: (name: SocketFault, refusals: number) => void,
): DoFault => {
  const restart = () => {
    backend.fault('restart');
    outbox.clear();
    onSockets('close', 0);
  };
  return (name, refusals = USUAL_REFUSALS) => {
    switch (name) {
      case 'restart':
        return restart();
      case 'drift':
      case 'drift-unstated':
      case 'mid-tick-snapshot':
      case 'silent-block':
      case 'loading':
      case 'loaded':
      case 'repeat-delta':
        return backend.fault(name);
      case 'drop':
      case 'drop-tracked':
      case 'drop-frame':
      case 'duplicate':
      case 'reorder':
      case 'misstate':
        return outbox.fault(name);
      case 'silence':
      case 'silence-tracked':
      case 'garbage':
      case 'half-frame':
      case 'half-message':
      case 'binary':
      case 'binary-garbage':
      case 'huge':
      case 'lone-surrogate':
      case 'duplicate-key':
      case 'close':
      case 'cut':
      case 'refuse':
        return onSockets(name, refusals);
    }
  };
};

const USUAL_REFUSALS = 2;
