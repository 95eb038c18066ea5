import * as E from 'fp-ts/lib/Either.js';
import { DEFAULT_NETWORK, defaultUrl, networkSetting, type Network } from '../sources/networks.ts';
import { isAddress } from '../sources/setting.ts';
import { misuse, type CliFault } from './command.ts';

/** Options that several commands share. */
export const sourceOptions = {
  url: { type: 'string' },
  network: { type: 'string', default: DEFAULT_NETWORK },
  lake: { type: 'string' },
} as const;

export const sourceHelp = `  --url URL         base of the backend (default https://mempool.space)
  --network NAME    mainnet, testnet4, signet or regtest (default mainnet)
  --lake DIR        the lake (default data/<network>/lake); its warehouse lies beside it`;

/** A network that is one of ours. */
export const networkOf = (network: string): E.Either<CliFault, Network> =>
  E.mapLeft(() => misuse(`--network takes ${networkSetting.takes}, not "${network}"`))(
    networkSetting.codec.decode(network),
  );

/** The network and the backend's base address. */
export const backendOf = (options: {
  readonly url?: string | undefined;
  readonly network: string;
}): E.Either<CliFault, { readonly network: Network; readonly url: string }> => {
  const known = networkOf(options.network);
  if (E.isLeft(known)) return known;
  const network = known.right;
  const url = options.url ?? defaultUrl(network);
  if (url === null)
    return E.left(misuse('a regtest backend has no public address; name yours with --url'));
  return isAddress(url)
    ? E.right({ network, url: url.replace(/\/+$/, '') })
    : E.left(
        misuse(
          url.includes('@')
            ? '--url takes an address such as https://mempool.space, without credentials' // not repeated: logs are read by others
            : `--url takes an address such as https://mempool.space, not "${url}"`,
        ),
      );
};
