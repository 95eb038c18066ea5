import * as t from 'io-ts';

/** What can go wrong with a lake: a closed list, and a sentence that names the thing and the way out. */
export interface LakeFault {
  readonly code: 'no-space' | 'no-permission' | 'unreadable' | 'newer' | 'other-lake' | 'io';
  readonly message: string;
}

/** Whether a file system error says that there is no such file. */
export const isMissing = (error: unknown): boolean =>
  t.type({ code: t.literal('ENOENT') }).is(error);

const WithCode = t.type({ code: t.string, message: t.string });

/** A file system error as a sentence about `path`, and the option that names another place. */
export const faultOf = (error: unknown, path: string, option = '--lake'): LakeFault => {
  const code = WithCode.is(error) ? error.code : '';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        code: 'no-space',
        message: `no space left to write ${path}; free some, or choose another disk with ${option}`,
      };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return {
        code: 'no-permission',
        message: `no permission to write ${path}; choose another folder with ${option}`,
      };
    case 'ENOTDIR':
    case 'EEXIST':
      return {
        code: 'io',
        message: `can't make ${path}: a file stands where a folder is needed; choose another with ${option}`,
      };
    default:
      return {
        code: 'io',
        message: `can't use ${path}: ${WithCode.is(error) ? error.message : String(error)}`,
      };
  }
};
