// @ts-check
import { Stop } from './stop.mjs';

const OLDEST = { major: 20, minor: 19 };

/**
 * Stops when Node is older than the project needs.
 * @param {string} version as in process.versions.node
 */
export function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return;
  throw new Stop(
    `Node ${version} is too old: ${OLDEST.major}.${OLDEST.minor} or newer is needed. Install it from nodejs.org or with a version manager, then run the same command again.`,
  );
}
