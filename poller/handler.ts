import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { jsonLog } from '../lake/aws/log.ts';
import { pollerCalls, type CallAnswer, type CallContext } from './calls.ts';

/** Of the program, put in when it is bundled. */
declare const PROGRAM_VERSION: string;

/** Standard output, where the service looks for logs and metrics. */
const STDOUT = 1;

const call = pollerCalls({
  environment: process.env,
  version: PROGRAM_VERSION,
  log: jsonLog(STDOUT),
  newId: () => uuidv7(),
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  nowMs: Date.now,
});

/** For AWS Lambda, called by a schedule; the event says nothing. */
export const handler = (_event: unknown, context: CallContext): Promise<CallAnswer> =>
  call(context);
