import { faultOf } from '../../lake/fault.ts';
import type { SpoolFault } from './ports.ts';

/** A file system error as a sentence about `path`. */
export const spoolFaultOf = (error: unknown, path: string): SpoolFault =>
  faultOf(error, path, '--spool');
