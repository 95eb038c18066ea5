import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, describe, expect, it } from 'vitest';
import { configurationPage } from '../../../docs/generate/configuration-page.ts';
import { decodeDeployment } from '../../../stacks/config/deployment.ts';
import { readDeployment } from '../../../stacks/config/file.ts';
import { keys, settings } from '../../../stacks/config/settings.ts';
import { projectRoot } from '../../support/small-clone.ts';
import { example, exampleFile } from '../../support/stacks/deployment.ts';

const required = keys.filter((key) => settings[key].whenLeftOut === null);
const faultsOf = (value: unknown): ReadonlyArray<string> => {
  const decoded = decodeDeployment(value);
  return E.isLeft(decoded) ? decoded.left : [];
};
const folder = mkdtempSync(join(tmpdir(), 'deployment-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (text: string): string => {
  const path = join(folder, 'deployment.json');
  writeFileSync(path, text);
  return path;
};

describe('the example', () => {
  it('is a configuration, and has every key that may not be left out', () => {
    expect(readDeployment(exampleFile)).toMatchObject({ _tag: 'Right' });
    expect(Object.keys(example)).toEqual(expect.arrayContaining([...required]));
  });

  it.each(keys)('of %s is one that it takes', (key) => {
    expect(settings[key].codec.is(settings[key].example)).toBe(true);
  });

  it('names no network that is there already, and lets nobody in: a copy would', () => {
    for (const key of ['vpcId', 'subnetId', 'sshCidr']) expect(example).not.toHaveProperty(key);
  });
});

describe('a configuration that is wrong', () => {
  it('is told with all its faults at once, each with key, what it takes and an example', () => {
    const faults = faultsOf({});
    expect(faults).toHaveLength(required.length);
    for (const [index, key] of required.entries()) {
      expect(faults[index]).toContain(`${key} is missing`);
      expect(faults[index]).toContain(settings[key].takes);
      expect(faults[index]).toContain(JSON.stringify(settings[key].example));
    }
  });

  it.each<[key: string, value: unknown]>([
    ['environment', 'prod-eu'],
    ['environment', 'Prod'],
    ['awsAccount', '1111'],
    ['awsAccount', 111122223333],
    ['region', 'europe'],
    ['region', 'cn-north-1'],
    ['region', 'us-gov-west-1'],
    ['region', 'eusc-de-east-1'],
    ['sourceUrl', 'http://mempool.space'],
    ['sourceUrl', 'https://mempool.space:8999'],
    ['sourceUrl', 'https://me:secret@mempool.space'],
    ['githubOwnerId', 1234567],
    ['githubOwner', 'a/b'],
    ['githubRepository', '*'],
    ['monthlyBudgetUsd', '20'],
    ['monthlyBudgetUsd', 0],
    ['email', 'nobody'],
    ['snowflakeDatabase', 'bitcoin'],
    ['snowflakeDatabase', 'A"; DROP DATABASE X'],
    ['sshCidr', '0.0.0.0/0'],
    ['sshCidr', '10.0.0.0/7'],
    ['firehoseBufferMib', 129],
    ['pollerReservedConcurrency', 0],
    ['listenerWithoutTxids', 'true'],
  ])('says that %s takes something else than %j', (key, value) => {
    const faults = faultsOf({ ...example, [key]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${key} takes .* not `));
  });

  it.each<[what: string, others: Readonly<Record<string, unknown>>, fault: RegExp]>([
    ['a key that is none', { regoin: 'eu-west-1' }, /"regoin" is no key; there are /],
    ['a zone of another region', { availabilityZone: 'us-east-1a' }, /no zone of region/],
    ['a network without its subnet', { vpcId: 'vpc-0123456789abcdef0' }, /subnetId is missing/],
    ['a subnet without its network', { subnetId: 'subnet-0123456789abcdef0' }, /vpcId is missing/],
    ['a public source of regtest', { network: 'regtest' }, /sourceUrl is public/],
    [
      'a public source of another network',
      { network: 'signet' },
      /^sourceUrl "https:\/\/mempool\.space" serves mainnet, and network is "signet"; that is at "https:\/\/mempool\.space\/signet"$/,
    ],
    [
      'a public source of a test network',
      { sourceUrl: 'https://mempool.space/testnet4' },
      /serves testnet4, and network is "mainnet"; that is at "https:\/\/mempool\.space"$/,
    ],
  ])('names %s', (_, others, fault) => {
    expect(faultsOf({ ...example, ...others })).toEqual([expect.stringMatching(fault)]);
  });

  it('is not made up for: what is left out is null, never another value', () => {
    const decoded = decodeDeployment(
      Object.fromEntries(required.map((key) => [key, settings[key].example])),
    );
    const optional = keys.filter((key) => !required.includes(key));
    expect(decoded).toMatchObject({
      right: Object.fromEntries(optional.map((key) => [key, null])),
    });
  });
});

describe('the file', () => {
  const linesOf = (file: string | undefined): string => {
    const read = readDeployment(file);
    return E.isLeft(read) ? read.left.join('\n') : '';
  };

  it.each([undefined, '', join(folder, 'nothing.json')])(
    'lists all that is wanted, with examples, where it is %s',
    (file) => {
      for (const key of required)
        expect(linesOf(file)).toContain(
          `"${key}": ${JSON.stringify(settings[key].example)}, ${settings[key].takes}`,
        );
      expect(linesOf(file)).toContain('deployment.example.json');
    },
  );

  it.each([
    ['is no JSON', '{', /is no JSON/],
    ['is a list', '[]', /no JSON object/],
    ['has faults', '{"environment":1}', /deployment\.json: environment takes/],
  ])('is refused by name where it %s', (_, text, fault) => {
    expect(linesOf(fileOf(text))).toMatch(fault);
  });
});

it('is documented as it is', () => {
  expect(readFileSync(join(projectRoot, 'docs/configuration.md'), 'utf8'), 'npm run generate').toBe(
    configurationPage(),
  );
});
