import * as t from 'io-ts';

const Network = t.keyof({ mainnet: null, testnet4: null, signet: null, regtest: null });
export type Network = t.TypeOf<typeof Network>;

export const DEFAULT_NETWORK: Network = 'mainnet';

export const networkSetting = {
  codec: Network,
  takes: 'mainnet, testnet4, signet, regtest',
} as const;

/** Where a network is served; the public source serves the test networks below a path, and no regtest. */
export const defaultUrl = (network: Network): string | null =>
  network === 'regtest'
    ? null
    : network === 'mainnet'
      ? 'https://mempool.space'
      : `https://mempool.space/${network}`;

/** Which network the public source serves at an address; null: none. */
export const servedAt = (url: string): Network | null =>
  Object.keys(Network.keys)
    .filter(Network.is)
    .find((each) => defaultUrl(each) === url) ?? null;
