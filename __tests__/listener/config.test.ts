import { streamNames } from '@bitcoin-pipeline/model';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { ListenerConfig } from '../../listener/config.ts';
import { environmentOf, readConfig } from '../../listener/config-input.ts';
import { optionOf, settingNames, settings, variableOf } from '../../listener/config-settings.ts';

const read = (options: Record<string, string | boolean>, environment = {}, terminal = true) =>
  readConfig(options, environment, terminal);

const configured = (...given: Parameters<typeof read>): ListenerConfig => {
  const config = read(...given);
  if (E.isLeft(config)) throw new Error(config.left.join('\n'));
  return config.right;
};

const faultsOf = (...given: Parameters<typeof read>): ReadonlyArray<string> => {
  const config = read(...given);
  return E.isLeft(config) ? config.left : [];
};

const ledger = 'mempool-block=next,feed-health=health,quarantine=rejected';
const firehose = { to: 'firehose', 'firehose-streams': ledger };

describe('a listener that is told nothing', () => {
  it('takes the public source into a folder, with a spool of 1 GiB beside it', () => {
    expect(configured({})).toEqual({
      network: 'mainnet',
      url: 'https://mempool.space',
      end: { to: 'folder', lake: 'data/mainnet/lake' },
      spool: 'data/mainnet/lake.spool',
      spoolMib: 1024,
      auditMinutes: 10,
      noTxids: false,
      marks: null,
      log: 'text',
      metricsSeconds: 60,
      metricsFile: null,
      environment: null,
    });
  });

  it('logs as text on a terminal and as JSON elsewhere, unless it is told', () => {
    expect(configured({}, {}, false).log).toBe('json');
    expect(configured({ log: 'text' }, {}, false).log).toBe('text');
    expect(configured({}, { BITCOIN_PIPELINE_LOG: 'json' }).log).toBe('json');
  });

  it('follows a network to its address and folders', () => {
    const config = configured({ network: 'signet', lake: 'out/lake/' });
    expect([config.url, config.spool]).toEqual(['https://mempool.space/signet', 'out/lake.spool']);
    expect(configured({ ...firehose, network: 'testnet4' }).spool).toBe('data/testnet4/spool');
  });
});

describe('a setting', () => {
  it('may stand beside variables of other commands, as docs/recovery.md has them in one shell', () => {
    const others = {
      BITCOIN_PIPELINE_DEPLOYMENT: 'deployment.json',
      BITCOIN_PIPELINE_DASHBOARD_TOKEN: 't'.repeat(32),
      BITCOIN_PIPELINE_SNOWFLAKE_PRIVATE_KEY_FILE: 'key.pem',
    };
    expect(configured({}, others)).toEqual(configured({}));
  });

  it('comes from its option or its variable, and the option wins', () => {
    const environment = { BITCOIN_PIPELINE_SPOOL_MIB: '64', BITCOIN_PIPELINE_NO_TXIDS: 'true' };
    expect(configured({}, environment)).toMatchObject({ spoolMib: 64, noTxids: true });
    expect(configured({ 'spool-mib': '32' }, environment).spoolMib).toBe(32);
    expect(configured({ 'no-txids': true }).noTxids).toBe(true);
  });

  it('is not there where its variable is empty', () => {
    expect(configured({}, { BITCOIN_PIPELINE_SPOOL_MIB: '' }).spoolMib).toBe(1024);
  });

  it.each([
    ['network', 'moon', 'takes mainnet, testnet4, signet, regtest, not "moon"'],
    ['spool-mib', '15', 'takes a whole number of MiB from 16 to 1048576, not "15"'],
    ['spool-mib', '1048577', 'takes a whole number of MiB from 16 to 1048576, not "1048577"'],
    ['spool-mib', '1e3', 'takes a whole number of MiB from 16 to 1048576, not "1e3"'],
    ['audit-minutes', '1441', 'from 0, never, to 1440, not "1441"'],
    ['metrics-seconds', '-1', 'takes a whole number of seconds from 0, none, to 3600, not "-1"'],
    ['log', 'xml', 'takes text or json, not "xml"'],
    ['to', 's3', 'takes folder or firehose, not "s3"'],
    ['url', 'mempool.space', 'takes an address such as https://mempool.space'],
    ['url', 'https://mempool.space/#signet', 'takes an address such as https://mempool.space'],
    ['marks', ' ', 'takes the path of a file, not " "'],
    ['no-txids', 'yes', 'takes true or false, not "yes"'],
  ] as const)('that is wrong names itself both ways: %s %s', (name, text, says) => {
    for (const faults of [faultsOf({ [name]: text }), faultsOf({}, { [variableOf(name)]: text })]) {
      expect(faults).toHaveLength(1);
      expect(faults[0]).toContain(`${optionOf(name)} (or ${variableOf(name)}) `);
      expect(faults[0]).toContain(says);
    }
  });

  it.each([
    ['flush-seconds', '0', 'takes a whole number of seconds from 1 to 900, not "0"'],
    ['flush-seconds', '901', 'takes a whole number of seconds from 1 to 900, not "901"'],
    ['region', 'Ireland', 'takes an AWS region such as eu-west-1, not "Ireland"'],
    ['endpoint', 'ftp://here', 'takes an address such as http://127.0.0.1:4566'],
  ])('of Firehose that is wrong is named: %s %s', (name, text, says) => {
    const faults = faultsOf({ ...firehose, [name]: text });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(says);
  });

  it('with credentials is not repeated', () => {
    const faults = faultsOf({
      ...firehose,
      url: 'https://me:s3cret@host',
      endpoint: 'http://a:s3cret@b',
    });
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toContain('s3cret');
    expect(faults.join()).toContain('without credentials');
  });
});

describe('the streams of Firehose', () => {
  it('are ours, each with a delivery stream; what is left out has no place', () => {
    expect(
      configured({ ...firehose, 'firehose-streams': `conversions=a.b-C_1, ${ledger}` }).end,
    ).toEqual({
      to: 'firehose',
      streams: {
        conversions: 'a.b-C_1',
        'mempool-block': 'next',
        'feed-health': 'health',
        quarantine: 'rejected',
      },
      region: null,
      endpoint: null,
      flushSeconds: 2,
    });
  });

  it.each([
    ['feed-health=a', ['leaves out mempool-block', 'leaves out quarantine']],
    ['quarantine=a,mempool-block=b', ['leaves out feed-health']],
    [`${ledger},mempool=a`, ['names the stream "mempool", which is none of']],
    [`${ledger},conversions=`, ['gives "conversions" the delivery stream ""']],
    [`${ledger},conversions=${'a'.repeat(65)}`, ['1 to 64 letters']],
    [`${ledger},conversions=a b`, ['"a b"']],
    [`${ledger},conversions=a=b`, ['"a=b"']],
    [`${ledger},quarantine=b`, ['names the stream "quarantine" twice']],
    [`${ledger},conversions=health`, ['gives the delivery stream "health" to two streams']],
    [
      'x=a,feed-health=?,quarantine=b',
      ['stream "x"', 'delivery stream "?"', 'leaves out mempool-block'],
    ],
  ])('%s: every fault at once', (text, says) => {
    const faults = faultsOf({ to: 'firehose', 'firehose-streams': text });
    expect(faults).toHaveLength(says.length);
    says.forEach((words, place) => expect(faults[place]).toContain(words));
  });
});

describe('settings that do not go together', () => {
  it.each([
    [
      { 'firehose-streams': ledger },
      '--firehose-streams (or BITCOIN_PIPELINE_FIREHOSE_STREAMS) goes with --to firehose only',
    ],
    [{ region: 'eu-west-1' }, 'goes with --to firehose only'],
    [{ endpoint: 'http://127.0.0.1:1' }, 'goes with --to firehose only'],
    [{ 'flush-seconds': '5', to: 'folder' }, 'goes with --to firehose only'],
    [{ ...firehose, lake: 'out' }, '--lake (or BITCOIN_PIPELINE_LAKE) goes with --to folder only'],
    [{ to: 'firehose' }, '--firehose-streams (or BITCOIN_PIPELINE_FIREHOSE_STREAMS) is missing'],
    [{ network: 'regtest' }, '--url (or BITCOIN_PIPELINE_URL) is missing'],
    [{ lake: 'out', spool: 'out' }, 'lies in the lake'],
    [{ lake: 'out', spool: 'out/spool/' }, 'lies in the lake'],
    [{ lake: 'out', spool: './out/spool' }, 'lies in the lake'],
    [{ lake: `${process.cwd()}/out`, spool: 'out/../out/spool' }, 'lies in the lake'],
    [{ 'metrics-seconds': '0', 'metrics-file': 'm' }, 'stays empty with --metrics-seconds 0'],
  ])('%j', (options, says) => {
    const faults = faultsOf(options);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(says);
  });

  it('are told together with what is wrong by itself, all at once', () => {
    const faults = faultsOf(
      { network: 'moon', 'spool-mib': '0', region: 'here', lake: 'a' },
      {
        BITCOIN_PIPELINE_SPOOL_MB: '5',
        BITCOIN_PIPELINE_LOG: 'loud',
        BITCOIN_PIPELINE_PYTHON: 'p',
      },
    );
    const named = [
      'BITCOIN_PIPELINE_SPOOL_MB is no',
      '--network',
      '--spool-mib',
      '--region',
      '--log',
      '--region',
    ];
    for (const name of named) expect(faults.join('\n')).toContain(name);
    expect(faults).toHaveLength(named.length);
    expect(faults.every((fault) => !fault.includes('\n'))).toBe(true);
  });
});

const path = fc.stringMatching(/^[a-z0-9._]{1,9}(\/[a-z0-9._ =,]{1,9}){0,3}[a-z]$/);
const known = <A>(some: fc.Arbitrary<A>) => fc.option(some, { nil: null });
const address = fc.constantFrom(
  'http://127.0.0.1:4566',
  'https://mempool.space/signet',
  'http://[::1]:80/a?b=c',
);
const streamNamesOf = fc
  .uniqueArray(fc.stringMatching(/^[a-zA-Z0-9_.-]{1,64}$/), { minLength: 5, maxLength: 5 })
  .chain((names) =>
    fc
      .subarray(['conversions', 'block-metadata'])
      .map((some) =>
        Object.fromEntries(
          streamNames
            .map((stream, place) => [stream, names[place] ?? ''] as const)
            .filter(([stream]) =>
              ['mempool-block', 'feed-health', 'quarantine', ...some].includes(stream),
            ),
        ),
      ),
  );
const anyConfig: fc.Arbitrary<ListenerConfig> = fc.record({
  network: fc.constantFrom('mainnet', 'testnet4', 'signet', 'regtest'),
  url: address,
  end: fc.oneof(
    fc.record({ to: fc.constant('folder' as const), lake: path.map((text) => `lakes/${text}`) }),
    fc.record({
      to: fc.constant('firehose' as const),
      streams: streamNamesOf,
      region: known(fc.constantFrom('eu-west-1', 'us-gov-east-1', 'ap-southeast-2')),
      endpoint: known(address),
      flushSeconds: fc.integer({ min: 1, max: 900 }),
    }),
  ),
  spool: path.map((text) => `spools/${text}`),
  spoolMib: fc.integer({ min: 16, max: 1_048_576 }),
  auditMinutes: fc.integer({ min: 0, max: 1440 }),
  noTxids: fc.boolean(),
  marks: known(path),
  log: fc.constantFrom('text', 'json'),
  metricsSeconds: fc.integer({ min: 1, max: 3600 }),
  metricsFile: known(path),
  environment: known(fc.constantFrom('prod', 'trial2')),
});

describe('the environment of a configuration', () => {
  it('says the whole of it: read again, it is the same', () => {
    fc.assert(
      fc.property(anyConfig, fc.boolean(), (config, terminal) => {
        expect(ListenerConfig.is(config)).toBe(true);
        expect(readConfig({}, environmentOf(config), terminal)).toEqual(E.right(config));
      }),
    );
  });

  it('has no variable that is not a setting’s, and each setting’s in some configuration', () => {
    const used = new Set<string>();
    fc.assert(
      fc.property(anyConfig, (config) =>
        Object.keys(environmentOf(config)).forEach((key) => used.add(key)),
      ),
      { numRuns: 500 },
    );
    expect([...used].toSorted()).toEqual(settingNames.map(variableOf).toSorted());
  });

  it('is no configuration where a value is out of its range', () => {
    for (const change of [{ spoolMib: 8 }, { network: 'moon' }, { log: null }, { spool: 'a/' }])
      expect(ListenerConfig.is({ ...configured({}), ...change })).toBe(false);
  });
});

it('says of every setting what it takes', () => {
  for (const name of settingNames) expect(settings[name].takes).not.toBe('');
});
