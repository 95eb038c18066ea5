import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { environmentOf, readConfig, type PollerConfig } from '../../poller/config.ts';

const least = { BITCOIN_PIPELINE_BUCKET: 'my-lake', AWS_REGION: 'eu-west-1' };
const faultsOf = (environment: Readonly<Record<string, string>>): ReadonlyArray<string> => {
  const config = readConfig(environment);
  return E.isLeft(config) ? config.left : [];
};

describe('the environment of the poller', () => {
  it('has to name a bucket and a region, and the rest follows', () => {
    expect(readConfig({ ...least, PATH: '/bin' })).toStrictEqual(
      E.right({
        bucket: 'my-lake',
        network: 'mainnet',
        url: 'https://mempool.space',
        blocksPerTurn: 300,
        endpoint: null,
        environment: null,
        region: 'eu-west-1',
      }),
    );
  });

  it('brings a test network to its address, and leaves an empty variable out', () => {
    expect(
      readConfig({
        ...least,
        BITCOIN_PIPELINE_NETWORK: 'signet',
        BITCOIN_PIPELINE_URL: '',
      }),
    ).toMatchObject({ right: { network: 'signet', url: 'https://mempool.space/signet' } });
  });

  it.each<PollerConfig>([
    {
      bucket: 'a.b-3',
      network: 'testnet4',
      url: 'https://mempool.space/testnet4',
      blocksPerTurn: 15,
      endpoint: null,
      environment: null,
      region: 'us-gov-west-1',
    },
    {
      bucket: 'lake',
      network: 'regtest',
      url: 'http://127.0.0.1:8999',
      blocksPerTurn: 3000,
      endpoint: 'http://127.0.0.1:4566',
      environment: 'prod',
      region: 'us-east-1',
    },
  ])('of a configuration is read as that configuration: $network', (config) => {
    expect(readConfig({ ...environmentOf(config), AWS_REGION: config.region })).toStrictEqual(
      E.right(config),
    );
  });

  it.each([
    ['BITCOIN_PIPELINE_BUCKET', 'My Lake', 'takes the name of a bucket, such as my-lake'],
    ['BITCOIN_PIPELINE_NETWORK', 'moon', 'takes mainnet, testnet4, signet, regtest'],
    ['BITCOIN_PIPELINE_URL', 'mempool.space', 'takes an address such as https://mempool.space'],
    ['BITCOIN_PIPELINE_BLOCKS_PER_TURN', '14', 'takes a whole number of blocks from 15'],
    ['BITCOIN_PIPELINE_BLOCKS_PER_TURN', '3001', 'to 3000, not "3001"'],
    ['BITCOIN_PIPELINE_ENDPOINT', 'ftp://x', 'takes an address such as http://127.0.0.1:4566'],
    ['AWS_REGION', 'Ireland', 'takes an AWS region such as eu-west-1, not "Ireland"'],
  ])('that is wrong in %s says what it takes', (name, text, says) => {
    const [fault, ...others] = faultsOf({ ...least, [name]: text });
    expect(others).toStrictEqual([]);
    expect(fault).toMatch(new RegExp(`^${name} takes`));
    expect(fault).toContain(says);
  });

  it('that is wrong in everything says so of everything, a line each', () => {
    const faults = faultsOf({
      BITCOIN_PIPELINE_NETWORK: 'regtest',
      BITCOIN_PIPELINE_BLOCKS_PER_TURN: '1e3',
      BITCOIN_PIPELINE_BUKET: 'my-lake',
      BITCOIN_PIPELINE_ENDPOINT: 'no address',
    });
    expect(faults.map((fault) => fault.split(' ')[0] ?? '').toSorted()).toStrictEqual([
      'AWS_REGION',
      'BITCOIN_PIPELINE_BLOCKS_PER_TURN',
      'BITCOIN_PIPELINE_BUCKET',
      'BITCOIN_PIPELINE_BUKET',
      'BITCOIN_PIPELINE_ENDPOINT',
      'BITCOIN_PIPELINE_URL',
    ]);
    for (const fault of faults) expect(fault).not.toContain('\n');
  });

  it('that holds a password in an address does not repeat it', () => {
    const [fault] = faultsOf({ ...least, BITCOIN_PIPELINE_URL: 'https://me:secret@mempool.space' });
    expect(fault).toMatch(/BITCOIN_PIPELINE_URL takes an address/);
    expect(fault).not.toContain('secret');
  });
});
