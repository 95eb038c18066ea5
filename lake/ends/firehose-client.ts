import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { FirehoseClient } from '@aws-sdk/client-firehose';

/** One connection for each stream, and as many for those that hang. */
const MOST_SOCKETS = 20;

export interface FirehoseOptions {
  readonly region: string;
  /** An address other than the region's own: a private endpoint, or a server for tests. */
  readonly endpoint?: string;
  /** @default 5000 */
  readonly connectionTimeoutMs?: number;
  /** From the first byte sent to the first of the answer, and between two bytes of it. @default 30000 */
  readonly requestTimeoutMs?: number;
}

/** A client that tries once and waits for nothing without end. Credentials: the default chain of the SDK. */
export const firehoseClient = ({
  region,
  endpoint,
  connectionTimeoutMs = 5000,
  requestTimeoutMs = 30_000,
}: FirehoseOptions): FirehoseClient =>
  new FirehoseClient({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    maxAttempts: 1, // a batch whose answer was lost is sent again by us, who count it
    requestHandler: {
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true, // a late answer is only a warning otherwise
      socketTimeout: requestTimeoutMs, // the request timeout ends with the head of the answer
      httpAgent: new HttpAgent({ keepAlive: true, maxSockets: MOST_SOCKETS }),
      httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: MOST_SOCKETS }),
    },
  });
