import { billedBytes, gibOf, monthOf, putsOf } from './flow.ts';
import type { Inputs } from './inputs.ts';
import { at, GB, GIB, type Part } from './part.ts';
import { HOURS, SECONDS } from './prices.ts';

const MINUTES = SECONDS / 60;
const FREE = 10;

const aws = (name: string, usd: number, less: string): Part => ({ cloud: 'AWS', name, usd, less });

/** What runs on AWS, part by part. */
export const partsOfAws = (inputs: Inputs): ReadonlyArray<Part> => {
  const month = monthOf(inputs);
  const volumes = Object.values(month);
  const billed = volumes.reduce((sum, volume) => sum + billedBytes(volume), 0);
  const puts = volumes.reduce((sum, volume) => sum + putsOf(volume, inputs), 0);
  const keptGb = (gibOf(month) * GIB * inputs.monthsKept) / inputs.compression / GB;
  const gbSeconds = (MINUTES * inputs.pollerSeconds * inputs.pollerMib) / 1024;
  return [
    aws('instance', at('instance', HOURS), 'stop it while nobody needs it (desired capacity 0)'),
    aws(
      'public address',
      at('ipv4', HOURS * inputs.publicAddresses),
      'a network that has a way out already (vpcId)',
    ),
    aws('disks', at('gp3', inputs.rootGib + inputs.spoolGib), 'a smaller listenerSpoolMib'),
    aws(
      'Firehose',
      at('firehose', billed / GIB),
      'ask for audits less often (listenerAuditMinutes)',
    ),
    aws('objects written', at('put', puts), 'a larger firehoseBufferSeconds'),
    aws('lake', at('lake', keptGb), 'keep fewer months of it'),
    aws('poller', at('call', MINUTES) + at('gbSecond', gbSeconds), 'call it less often'),
    aws("poller's state", at('put', MINUTES) + at('get', MINUTES), 'call it less often'),
    aws("poller's ledger", at('put', MINUTES), 'call it less often'),
    aws('logs', at('logs', (inputs.logBytesPerMinute * MINUTES) / GB), 'log less'),
    aws('metrics', at('metric', Math.max(0, inputs.customMetrics - FREE)), 'tell fewer metrics'),
    aws('alarms', at('alarm', Math.max(0, inputs.alarms - FREE)), 'have fewer alarms'),
  ];
};
