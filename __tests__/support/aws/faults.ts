import { errorAnswer, gatewayAnswer, type Answer, type Protocol } from './answers.ts';

/** What the proxy does with one request. Without more words: the request does not reach the service. */
export type Fault =
  | { readonly kind: 'pass' }
  /** Refuses the whole call because there are too many. */
  | { readonly kind: 'throttle' }
  /** Refuses the records of these indexes; the others reach the service. An index that is not there is none. */
  | {
      readonly kind: 'fail-records';
      readonly indexes: ReadonlyArray<number>;
      /** @default ServiceUnavailableException */
      readonly code?: 'ServiceUnavailableException' | 'InternalFailure';
    }
  /** 500, in the service's own words. */
  | { readonly kind: 'internal' }
  /** A status without the service's words, as a gateway answers. */
  | { readonly kind: 'gateway'; readonly status: 500 | 502 | 503 | 504 }
  | { readonly kind: 'access-denied' }
  /** No such stream or bucket. */
  | { readonly kind: 'missing' }
  /** Any error by its name. */
  | { readonly kind: 'error'; readonly status: number; readonly name: string }
  /** Cuts the socket. */
  | { readonly kind: 'drop' }
  /** Is quiet until `release`, then lets it through if its client still waits. */
  | { readonly kind: 'hang' }
  /** Lets the request reach the service; the answer waits for `release`. */
  | { readonly kind: 'hang-after' }
  /** Lets the request reach the service, then cuts the socket. */
  | { readonly kind: 'lose-answer' }
  /** Lets the request reach the service, sends half of the answer and cuts the socket. */
  | { readonly kind: 'cut-answer' };

export type FaultKind = Fault['kind'];

/** Faults that are an error of the service, or of a machine before it. */
type Refusal = Extract<
  Fault,
  { kind: 'throttle' | 'internal' | 'gateway' | 'access-denied' | 'missing' | 'error' }
>;

export const answerOf = (fault: Refusal, protocol: Protocol): Answer => {
  const isJson = protocol === 'json';
  switch (fault.kind) {
    case 'throttle':
      return errorAnswer(protocol, 503, isJson ? 'ServiceUnavailableException' : 'SlowDown');
    case 'internal':
      return errorAnswer(protocol, 500, isJson ? 'InternalFailure' : 'InternalError');
    case 'gateway':
      return gatewayAnswer(fault.status);
    case 'access-denied':
      return isJson
        ? errorAnswer(protocol, 400, 'AccessDeniedException')
        : errorAnswer(protocol, 403, 'AccessDenied');
    case 'missing':
      return isJson
        ? errorAnswer(protocol, 400, 'ResourceNotFoundException')
        : errorAnswer(protocol, 404, 'NoSuchBucket');
    case 'error':
      return errorAnswer(protocol, fault.status, fault.name);
  }
};
