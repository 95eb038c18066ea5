import type { Backend } from './backend.ts';
import { isRestFaultName, type FaultName, type RestFaultName } from './faults.ts';
import type { Outbox } from './outbox.ts';
import type { RestFaults } from './rest-faults.ts';
import type { SocketFault } from './socket-faults.ts';

/** Does a fault; `times` is how many handshakes to refuse, or how many REST answers it is done to. */
export type DoFault = (name: FaultName | RestFaultName, times?: number) => void;

/** Sends each fault to the part of the simulator that can do it. */
export const faultActions = (
  backend: Backend,
  outbox: Outbox,
  onSockets: (name: SocketFault, refusals: number) => void,
  rest: RestFaults,
): DoFault => {
  const restart = () => {
    backend.fault('restart');
    outbox.clear();
    onSockets('close', 0);
  };
  return (name, times) => {
    if (isRestFaultName(name)) return rest.fault(name, times ?? 1);
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
        return onSockets(name, times ?? USUAL_REFUSALS);
    }
  };
};

const USUAL_REFUSALS = 2;
