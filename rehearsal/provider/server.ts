import { fileURLToPath } from 'node:url';
import {
  Server,
  ServerCredentials,
  status,
  type handleUnaryCall,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { AnswerLost } from './lost.ts';
import type { Answer, CallName, Request } from './messages.ts';
import type { Service } from './service.ts';

/** How an engine finds a provider that runs already, as TF_REATTACH_PROVIDERS says it. */
export interface Reattach {
  readonly Protocol: 'grpc';
  readonly ProtocolVersion: 5;
  readonly Pid: number;
  /** The engine leaves the process alone when it is done. */
  readonly Test: true;
  readonly Addr: { readonly Network: 'tcp'; readonly String: string };
}

export interface ProviderServer {
  readonly reattach: Reattach;
  readonly stop: () => void;
}

/** A plan of many long policies passes the 4 MiB that are usual. */
const MAX_MESSAGE_BYTES = 64 * 1024 ** 2;

/** An answer that is given again and again, such as a schema of a megabyte, is written out once. */
const once = (serialize: (answer: object) => Buffer): ((answer: object) => Buffer) => {
  const written = new WeakMap<object, Buffer>();
  return (answer) => {
    const bytes = written.get(answer) ?? serialize(answer);
    written.set(answer, bytes);
    return bytes;
  };
};

const definition = (): ServiceDefinition => {
  const loaded = loadSync(fileURLToPath(new URL('plugin.proto', import.meta.url)), {
    longs: Number,
    enums: String,
    defaults: true,
  });
  const methods = Object.entries(loaded['tfplugin5.Provider'] as ServiceDefinition); // the file says so
  return Object.fromEntries(
    methods.map(([name, method]) => [
      name,
      { ...method, responseSerialize: once(method.responseSerialize) },
    ]),
  );
};

const handler =
  <N extends CallName>(
    call: (request: Request<N>) => Answer<N>,
  ): handleUnaryCall<Request<N>, Answer<N>> =>
  ({ request }, callback) => {
    try {
      callback(null, call(request));
    } catch (error) {
      const code = error instanceof AnswerLost ? status.UNAVAILABLE : status.INTERNAL;
      callback({ code, details: error instanceof Error ? error.message : String(error) });
    }
  };

/** Serves a provider on 127.0.0.1, in this process: an engine has to be run without blocking it. */
export const serve = async (service: Service): Promise<ProviderServer> => {
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
  });
  const handlers: UntypedServiceImplementation = Object.fromEntries(
    (Object.keys(service) as Array<CallName>).map((name) => [
      name,
      handler(service[name] as never),
    ]),
  );
  server.addService(definition(), handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    reattach: {
      Protocol: 'grpc',
      ProtocolVersion: 5,
      Pid: process.pid,
      Test: true,
      Addr: { Network: 'tcp', String: `127.0.0.1:${port}` },
    },
    stop: () => server.forceShutdown(),
  };
};
