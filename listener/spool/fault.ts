import * as t from 'io-ts';
import type { SpoolFault } from './ports.ts';

const WithCode = t.type({ code: t.string, message: t.string });

/** A file system error as a sentence about `path`. */
export const spoolFaultOf = (error: unknown, path: string): SpoolFault => {
  const code = WithCode.is(error) ? error.code : '';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        code: 'no-space',
        message: `no space left to write ${path}; free some, or choose another disk with --spool`,
      };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return {
        code: 'no-permission',
        message: `no permission to write ${path}; choose another folder with --spool`,
      };
    case 'ENOTDIR':
    case 'EEXIST':
      return {
        code: 'io',
        message: `can't make ${path}: a file stands where a folder is needed; choose another with --spool`,
      };
    default:
      return {
        code: 'io',
        message: `can't use ${path}: ${WithCode.is(error) ? error.message : String(error)}`,
      };
  }
};
