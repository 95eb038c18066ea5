// @ts-check

/** A reason to stop whose message is the one line the user sees. */
export class Stop extends Error {
  /**
   * @param {string} message
   * @param {number} exitCode
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What is known to go wrong with the machine: how it shows, and the way out. */
const troubles = [
  {
    shows: /\b(ENOSPC|EDQUOT)\b|no space left on device|disk quota exceeded/i,
    says: (/** @type {string} */ folder) =>
      `No space left on the disk while writing to ${folder}: free about 1 GB`,
  },
  {
    shows: /\b(EACCES|EPERM|EROFS)\b|permission denied|read-only file system/i,
    says: (/** @type {string} */ folder) =>
      `No permission to write to ${folder}: make it yours, or clone into a folder that is`,
  },
  {
    shows:
      /\b(ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH)\b|name resolution|dns error|client error \(connect\)|newconnectionerror|connection refused|timed out/i,
    says: () => 'The package registry can not be reached: check the network or the proxy settings',
  },
];

/**
 * The way out of a known trouble of the machine (disk, permission, network), or nothing.
 * @param {unknown} cause an error, or what a program printed
 * @param {string} folder what was being written
 * @returns {Stop | undefined}
 */
export function knownTrouble(cause, folder) {
  const text = cause instanceof Error ? `${errorCode(cause)} ${cause.message}` : String(cause);
  const trouble = troubles.find(({ shows }) => shows.test(text));
  return trouble && new Stop(`${trouble.says(folder)}, then run the same command again.`);
}

/**
 * The code of a system error, such as ENOSPC; empty for others.
 * @param {unknown} error
 * @returns {string}
 */
export const errorCode = (error) =>
  error instanceof Error && 'code' in error ? String(error.code) : '';
