import type { RestFault, RestFaultCode } from './ports.ts';

const passing: ReadonlySet<RestFaultCode> = new Set([
  'unreachable',
  'timeout',
  'truncated',
  'throttled',
  'syncing',
  'server-error',
]);

/**
 * @param status null: no head came
 * @param retryAfterMs as the source asks; 0 where it says nothing
 */
export const restFault = (
  code: RestFaultCode,
  message: string,
  status: number | null = null,
  retryAfterMs = 0,
): RestFault => ({ code, message, status, isTransient: passing.has(code), retryAfterMs });

/** What any status but 200 says. */
export const codeOfStatus = (status: number): RestFaultCode => {
  switch (status) {
    case 203:
      return 'deprecated';
    case 404:
      return 'not-found';
    case 408:
      return 'timeout';
    case 429:
      return 'throttled';
    case 503:
      return 'syncing';
  }
  if (status >= 500) return 'server-error';
  return status >= 400 ? 'refused' : 'unexpected-status';
};
