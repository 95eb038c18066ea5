import { streams, type StreamName } from '@bitcoin-pipeline/model';
import type { Names } from '../names.ts';
import type { Statement } from './policy.ts';

/** What a turn writes: blocks, its ledger, and what did not decode. Prices are filled in by hand, not by the function. */
const written: ReadonlyArray<StreamName> = ['block-metadata', 'feed-health', 'quarantine'];

/** What the poller calls: `lake/documents/s3.ts` and `lake/ends/s3-store.ts`. */
export const pollerMay = (names: Names): ReadonlyArray<Statement> => [
  {
    // an object that is taken is read again: it may be an earlier attempt's, whose answer was lost
    actions: ['s3:GetObject', 's3:PutObject'],
    resources: [
      names.lakeObjectsArn(names.lakeDescriptionKey),
      names.lakeObjectsArn(names.pollerStateKey),
      ...written.map((stream) => names.lakeObjectsArn(`${streams[stream].prefix}*`)),
    ],
  },
  {
    // who may not list is told "denied" of an object that is not there
    actions: ['s3:ListBucket'],
    resources: [names.lakeArn],
  },
  {
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [`${names.logGroupArn(names.pollerLogGroup)}:*`],
  },
  {
    actions: ['sqs:SendMessage'],
    resources: [names.pollerFailuresArn],
  },
];
