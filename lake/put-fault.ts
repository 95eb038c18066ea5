import type { PutFault } from './delivery/ports.ts';
import { faultOf } from './fault.ts';

/** A file system error as the fault of a put; only what a person has to repair is permanent. */
export const putFaultOf = (error: unknown, place: string): PutFault => {
  const { code, message } = faultOf(error, place);
  return code === 'no-space' || code === 'no-permission'
    ? { code, isPermanent: code === 'no-permission', message }
    : { code: 'io', isPermanent: false, message };
};
