import { streamNames } from '@bitcoin-pipeline/model';
import { region } from '../../../bench/faults/service.ts';

/** Options of a listener whose streams go to delivery streams of their own names. */
export const firehoseSettings = (
  source: string,
  endpoint: string,
  spoolDir: string,
): ReadonlyArray<string> => [
  'listen',
  `--url=${source}`,
  '--network=regtest',
  `--spool=${spoolDir}`,
  '--to=firehose',
  `--endpoint=${endpoint}`,
  `--region=${region}`,
  `--firehose-streams=${streamNames.map((name) => `${name}=${name}`).join(',')}`,
  '--audit-minutes=0',
  '--metrics-seconds=0',
  '--log=json',
];
