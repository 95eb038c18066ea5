import type {
  CountsState,
  DeliveryState,
  OpenGap,
  SourceState,
  WarehouseState,
} from '../server/ports.ts';
import { conditionOf } from './delivery.ts';

/** How one step of the pipeline is doing: a colour and an icon, and the word that says the same. */
export interface StepState {
  readonly condition: 'good' | 'waiting' | 'warn' | 'bad';
  readonly word: string;
}

const state = (condition: StepState['condition'], word: string): StepState => ({ condition, word });

const unknown = state('waiting', 'Not known yet');

export const sourceStep = (source: SourceState | null): StepState => {
  if (source === null) return unknown;
  switch (source.connection) {
    case 'open':
      return source.lastFrameAt === null
        ? state('waiting', 'Connected, silent')
        : state('good', 'Connected');
    case 'connecting':
      return state('waiting', 'Connecting');
    case 'closed':
      return source.origin === 'recording'
        ? state('good', 'Recording ended')
        : state('bad', 'Not connected');
  }
};

export const validateStep = (counts: CountsState | null): StepState => {
  if (counts === null || counts.framesIn === 0) return unknown;
  return counts.quarantined > 0
    ? state('warn', 'Some did not decode')
    : state('good', 'Everything decoded');
};

export const sequenceStep = (counts: CountsState | null, openGap: OpenGap | null): StepState => {
  if (counts === null || counts.framesIn === 0) return unknown;
  if (openGap !== null) return state('bad', 'Gap open');
  return counts.gaps > 0 ? state('warn', 'Gaps, closed again') : state('good', 'Without a gap');
};

const stored: Readonly<Record<ReturnType<typeof conditionOf>, StepState>> = {
  flowing: state('good', 'Flowing'),
  'held-up': state('warn', 'Held up'),
  blocked: state('bad', 'Disk blocked'),
  full: state('bad', 'Full'),
  none: state('waiting', 'Not stored'),
};

export const storeStep = (delivery: DeliveryState | null): StepState =>
  delivery === null ? unknown : stored[conditionOf(delivery)];

export const warehouseStep = (warehouse: WarehouseState | null): StepState => {
  switch (warehouse?.status) {
    case undefined:
      return unknown;
    case 'starting':
    case 'building':
      return state('waiting', 'Building');
    case 'failed':
      return state('bad', 'Build failed');
    case 'ready':
      return warehouse?.message == null ? state('good', 'Built') : state('warn', 'File refused');
  }
};

/** Counts by name as `layout 3, path 1`, most first; empty where there are none. */
export const countsInWords = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count.toLocaleString('en-US')}`)
    .join(', ');
