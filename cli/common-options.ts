import * as E from 'fp-ts/lib/Either.js';
import { misuse, type CliFault } from './command.ts';

/** Options that several commands share. */
export const sourceOptions = {
  url: { type: 'string' },
  network: { type: 'string', default: 'mainnet' },
  lake: { type: 'string' },
} as const;

export const sourceHelp = `  --url URL         base of the backend (default https://mempool.space)
  --network NAME    mainnet, testnet4, signet or regtest (default mainnet)
  --lake DIR        the lake (default data/<network>/lake); its warehouse lies beside it`;

const networks: ReadonlyArray<string> = ['mainnet', 'testnet4', 'signet', 'regtest'];

/** Where a network is served; the public source serves the test networks below a path. */
const defaultUrl = (network: string): string =>
  network === 'mainnet' ? 'https://mempool.space' : `https://mempool.space/${network}`;

/** A network that is one of ours. */
export const networkOf = (network: string): E.Either<CliFault, string> =>
  networks.includes(network)
    ? E.right(network)
    : E.left(misuse(`--network takes ${networks.join(', ')}, not "${network}"`));

/** The network and the backend's base address. */
export const backendOf = (options: {
  readonly url?: string | undefined;
  readonly network: string;
}): E.Either<CliFault, { readonly network: string; readonly url: string }> => {
  const known = networkOf(options.network);
  if (E.isLeft(known)) return known;
  const network = known.right;
  if (options.url === undefined && network === 'regtest')
    return E.left(misuse('a regtest backend has no public address; name yours with --url'));
  const url = options.url ?? defaultUrl(network);
  return /^https?:\/\/[^\s@]+$/.test(url) && URL.canParse(url)
    ? E.right({ network, url: url.replace(/\/+$/, '') })
    : E.left(
        misuse(
          url.includes('@')
            ? '--url takes an address such as https://mempool.space, without credentials' // not repeated: logs are read by others
            : `--url takes an address such as https://mempool.space, not "${url}"`,
        ),
      );
};
