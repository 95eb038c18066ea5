import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { carryOut, forwardTo, send } from './carry-out.ts';
import type { Fault, FaultKind } from './faults.ts';
import { bytesOfBatch, refusalOf, type RecordBatch } from './firehose-limits.ts';

/** A request as the proxy sees it before it decides. */
export interface ProxyRequest {
  /** From 0, in the order they were read to their ends. */
  readonly index: number;
  /** `PutRecordBatch`; for S3 the method, such as `PUT`. */
  readonly operation: string;
  readonly path: string;
  /** Of a PutRecordBatch; null for all else. */
  readonly batch: {
    readonly stream: string;
    readonly records: number;
    /** Before base64. */
    readonly bytes: number;
  } | null;
}

/** What went by, counted. */
export interface Seen {
  readonly requests: number;
  /** By what was done with them. A request beyond a limit counts in `overLimit` alone. */
  readonly byFault: Readonly<Partial<Record<FaultKind, number>>>;
  readonly overLimit: number;
  /** Records of PutRecordBatch and their bytes before base64, each time they were sent. */
  readonly records: number;
  readonly recordBytes: number;
  readonly connections: number;
  /** Now, of clients that are still there. */
  readonly hanging: number;
}

/** Stands between a client and a server of AWS protocols. */
export interface FaultProxy {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly faults: {
    /** For the requests that come next, one each, before `decide` is asked. */
    readonly queue: (...faults: ReadonlyArray<Fault>) => void;
    readonly decide: (by: (request: ProxyRequest) => Fault) => void;
    /** Lets go on what hangs. */
    readonly release: () => void;
    /** Cuts every connection and refuses new ones. */
    readonly refuse: () => Promise<void>;
    /** Takes connections again. */
    readonly accept: () => Promise<void>;
  };
  readonly seen: () => Seen;
  readonly stop: () => Promise<void>;
}

const operationOf = ({ headers, method }: IncomingMessage): string => {
  const target = headers['x-amz-target'];
  return typeof target === 'string' ? target.slice(target.indexOf('.') + 1) : (method ?? '');
};

/** @param target `http://<host>:<port>` of the server behind it */
export const startFaultProxy = async (target: string): Promise<FaultProxy> => {
  const agent = new Agent({ keepAlive: true });
  const queued: Array<Fault> = [];
  let decide: (request: ProxyRequest) => Fault = () => ({ kind: 'pass' });
  const hanging = new Set<() => void>();
  const byFault: Partial<Record<FaultKind, number>> = {};
  const seen = { requests: 0, overLimit: 0, records: 0, recordBytes: 0, connections: 0 };

  const context = {
    forward: forwardTo(new URL(target), agent),
    released: (socket: Socket): Promise<void> =>
      new Promise((resolve) => {
        const goOn = (): void => {
          hanging.delete(goOn);
          socket.off('close', goOn);
          resolve();
        };
        if (socket.destroyed) return resolve();
        hanging.add(goOn);
        socket.on('close', goOn);
      }),
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const index = seen.requests;
    const operation = operationOf(request);
    const batch =
      operation === 'PutRecordBatch' ? (JSON.parse(body.toString()) as RecordBatch) : null;
    const records = batch?.Records.length ?? 0;
    const bytes = batch === null ? 0 : bytesOfBatch(batch);
    seen.requests += 1;
    seen.records += records;
    seen.recordBytes += bytes;
    const refusal = batch === null ? null : refusalOf(batch);
    if (refusal !== null) {
      seen.overLimit += 1;
      send(response, refusal);
      return;
    }
    const fault =
      queued.shift() ??
      decide({
        index,
        operation,
        path: request.url ?? '',
        batch: batch && { stream: batch.DeliveryStreamName, records, bytes },
      });
    byFault[fault.kind] = (byFault[fault.kind] ?? 0) + 1;
    await carryOut(fault, { request, response, body, batch }, context);
  };

  const server = createServer((request, response) => {
    // a client that goes away, or a server behind that does
    handle(request, response).catch(() => request.socket.destroy());
  });
  server.keepAliveTimeout = 0; // an idle connection stays, so that none is cut by chance
  server.on('connection', () => {
    seen.connections += 1;
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  const refuse = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const release = (): void => {
    for (const goOn of hanging) goOn(); // each takes itself out
  };

  return {
    url: `http://127.0.0.1:${port}`,
    faults: {
      queue: (...faults) => {
        queued.push(...faults);
      },
      decide: (by) => {
        decide = by;
      },
      release,
      refuse,
      accept: () => listen(port),
    },
    seen: () => ({ ...seen, hanging: hanging.size, byFault: { ...byFault } }),
    stop: async () => {
      await refuse();
      release();
      agent.destroy();
    },
  };
};
