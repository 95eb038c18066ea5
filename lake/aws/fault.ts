import * as t from 'io-ts';
import type { PutFault, PutFaultCode } from '../delivery/ports.ts';

const Named = t.type({ name: t.string });
const Coded = t.type({ code: t.string });
const Answered = t.type({ $metadata: t.type({ httpStatusCode: t.number }) });

const throttled =
  /^(Throttl|RequestThrottled|TooManyRequests|ProvisionedThroughputExceeded)|^(ServiceUnavailableException|SlowDown|BandwidthLimitExceeded)$|^(Request)?LimitExceeded/;
const late = /^(TimeoutError|RequestTimeout|RequestTimeoutException)$/;
/** Another writer was at the same key just then, or the service asks for patience. */
const passing =
  /^(InternalFailure|InternalError|InternalServerError|ServiceUnavailable|ConditionalRequestConflict|OperationAborted)$/;
const denied =
  /^(AccessDenied|UnrecognizedClient|ExpiredToken|InvalidSignature|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|RequestTimeTooSkewed|CredentialsProviderError|TokenProviderError)/;
const missing = /^(ResourceNotFound|NoSuchBucket)/;

const byName = (name: string): PutFaultCode | null => {
  if (throttled.test(name)) return 'throttled';
  if (passing.test(name)) return 'unavailable';
  if (denied.test(name)) return 'access-denied';
  return missing.test(name) ? 'missing' : null;
};

/** @param status of HTTP */
const byStatus = (status: number): PutFaultCode => {
  if (status === 429) return 'throttled';
  if (status === 408) return 'timeout';
  if (status === 401 || status === 403) return 'access-denied';
  if (status === 404) return 'missing';
  if (status >= 500) return 'unavailable';
  return status >= 300 ? 'refused' : 'network'; // a good status with an answer nobody can read
};

/** The client calls a socket that was cut a timeout as well: the system's word goes first. */
const byTransport = (name: string, code: string): PutFaultCode =>
  code === 'ETIMEDOUT' || (code === '' && late.test(name)) ? 'timeout' : 'network';

const nextSteps: Partial<Record<PutFaultCode, string>> = {
  'access-denied':
    "check this machine's role or keys, that they may write there, and its clock; it goes on by itself then",
  missing: 'create it or correct its name, account or region; it goes on by itself then',
  refused: 'check the configuration and this version; it goes on by itself once it is accepted',
};

/** A name as services give it; anything else may be part of a body. */
const wordOf = (text: string): string | null => (/^[\w.-]{1,64}$/.test(text) ? text : null);

/**
 * What an error of an AWS client says of a put. Only names and numbers of the error are told: its message may quote
 * a body, a signature or a token.
 * @param what where it went, such as "Firehose stream feed"
 */
export const faultOfAws = (error: unknown, what: string): PutFault => {
  const name = Named.is(error) ? error.name : '';
  const system = Coded.is(error) ? error.code : '';
  const status = Answered.is(error) ? error.$metadata.httpStatusCode : null;
  const code =
    (status !== null && late.test(name) ? 'timeout' : byName(name)) ??
    (status === null ? byTransport(name, system) : byStatus(status));
  const nextStep = nextSteps[code];
  const words = [wordOf(name), wordOf(system), status === null ? null : `HTTP ${status}`];
  const detail = words.filter((word) => word !== null).join(', ') || 'no name';
  return {
    code,
    isPermanent: nextStep !== undefined,
    message: `${what}: ${code} (${detail})${nextStep === undefined ? '' : `; ${nextStep}`}`,
  };
};
