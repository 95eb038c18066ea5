import { environmentSetting, isAddress, regionSetting } from '../../sources/setting.ts';
import { either, flag, oneOf, text, textThat, wholeNumber } from './codecs.ts';
import { optional, required } from './setting.ts';

const snowflakeName = text('SnowflakeName', /^[A-Z][A-Z0-9_]{0,99}$/);
const snowflakeTakes =
  'an identifier of Snowflake in capitals: letters, digits, _, a letter first, 100 at most';
const numericId = text('NumericId', /^[1-9]\d{0,19}$/);

/** HTTPS at its own port, which is all that the network lets out. */
const isPlainHttps = (given: string): boolean =>
  isAddress(given) &&
  new URL(given).protocol === 'https:' &&
  new URL(given).port === '' &&
  !given.endsWith('/');

/** Names of others begin with another partition than `arn:aws`, and their GitHub tokens are for another audience. */
const isOfPlainAws = (given: string): boolean =>
  regionSetting.codec.is(given) && !/^(cn|us-gov|(us|eu)-iso[a-z]?|eusc)-/.test(given);

/** All that differs between deployments. The name of the environment is in the name of everything that is made. */
export const settings = {
  environment: required(environmentSetting.codec, {
    takes: environmentSetting.takes,
    example: 'prod',
    description: 'Name of the environment: part of every name and of every state key.',
  }),
  awsAccount: required(text('AwsAccount', /^\d{12}$/), {
    takes: 'the 12 digits of an AWS account, as a text',
    example: '111122223333',
    description: 'The AWS account. The provider refuses every other one.',
  }),
  region: required(textThat('DeployedRegion', isOfPlainAws), {
    takes: 'an AWS region, none of China, GovCloud or a sovereign cloud',
    example: 'eu-west-1',
    description: 'Where everything on AWS lies. The lake never moves.',
  }),
  availabilityZone: required(text('AvailabilityZone', /^[a-z]{2,}(-[a-z]+)+-\d{1,2}[a-z]$/), {
    takes: 'a zone of that region',
    example: 'eu-west-1a',
    description: 'Where the listener and the volume of its spool lie.',
  }),
  state: required(oneOf('State', ['s3', 'local']), {
    takes: 's3, or local for trials',
    example: 's3',
    description: 'Where the engine keeps its state: a bucket with a lock file, or this machine.',
  }),
  network: required(oneOf('DeployedNetwork', ['mainnet', 'testnet4', 'signet', 'regtest']), {
    takes: 'mainnet, testnet4, signet or regtest',
    example: 'mainnet',
    description: 'The network of Bitcoin. A lake holds one.',
  }),
  sourceUrl: required(textThat('SourceUrl', isPlainHttps), {
    takes: 'an address of HTTPS without port, credentials or a stroke at its end',
    example: 'https://mempool.space',
    description: 'Base of the mempool backend that listener and poller read.',
  }),
  githubOwner: required(text('GithubOwner', /^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$/), {
    takes: 'the name of a GitHub user or organisation',
    example: 'your-organisation',
    description: 'Owner of the repository whose workflows deploy.',
  }),
  githubOwnerId: required(numericId, {
    takes: 'its number, as a text; `gh api users/NAME --jq .id` tells it',
    example: '1234567',
    description: 'Number of the owner: stays when the name changes hands.',
  }),
  githubRepository: required(text('GithubRepository', /^[A-Za-z0-9._-]{1,100}$/), {
    takes: 'the name of a repository, without its owner',
    example: 'bitcoin-pipeline',
    description: 'The repository whose workflows deploy.',
  }),
  githubRepositoryId: required(numericId, {
    takes: 'its number, as a text; `gh api repos/OWNER/NAME --jq .id` tells it',
    example: '987654321',
    description: 'Number of the repository.',
  }),
  githubSubjects: required(oneOf('GithubSubjects', ['immutable', 'named']), {
    takes:
      'immutable, or named; `gh api repos/OWNER/NAME/actions/oidc/customization/sub` tells by use_immutable_subject',
    example: 'immutable',
    description:
      'What tokens of the repository say of it: names with numbers (created or renamed since 2026-07-15), or names alone. Snowflake knows a user by one of them; AWS is told both.',
  }),
  githubOidcProvider: required(oneOf('GithubOidcProvider', ['create', 'adopt']), {
    takes: 'create, or adopt where the account has one already',
    example: 'create',
    description: 'The provider of GitHub tokens, of which an account has one for all environments.',
  }),
  email: required(text('Email', /^[^\s@"]{1,64}@[^\s@"]+\.[^\s@".]{2,}$/), {
    takes: 'an e-mail address',
    example: 'operator@example.com',
    description: 'Where alarms go.',
  }),
  monthlyBudgetUsd: required(wholeNumber('MonthlyBudgetUsd', 1, 100_000), {
    takes: 'a whole number of US dollars from 1 to 100000',
    example: 20,
    description:
      'What a month may cost, both clouds: `bitcoin-pipeline cost` fails above it. The budget on AWS, which sees no Snowflake, has the same.',
  }),
  snowflakeOrganization: required(text('SnowflakeOrganization', /^[A-Z][A-Z0-9]{0,63}$/), {
    takes: 'the name of an organisation in capitals',
    example: 'YOURORG',
    description: "The first part of the account's identifier.",
  }),
  snowflakeAccount: required(text('SnowflakeAccount', /^[A-Z][A-Z0-9_]{0,63}$/), {
    takes: 'the name of an account in capitals',
    example: 'YOURACCOUNT',
    description: "The second part of the account's identifier.",
  }),
  snowflakeDatabase: required(snowflakeName, {
    takes: snowflakeTakes,
    example: 'BITCOIN',
    description:
      'Name of the database, which gets the environment at its end; the names of roles, users and integrations begin with both.',
  }),
  snowflakeWarehouse: required(snowflakeName, {
    takes: snowflakeTakes,
    example: 'BITCOIN_DBT',
    description: 'Name of the warehouse that dbt computes with; gets the environment at its end.',
  }),
  snowflakeMonthlyCredits: required(wholeNumber('SnowflakeMonthlyCredits', 1, 10_000), {
    takes: 'a whole number of credits from 1 to 10000',
    example: 10,
    description:
      'What the warehouse may use in a month; it is suspended then. Another number counts from the next `bitcoin-pipeline bootstrap` on.',
  }),
  vpcId: optional(text('VpcId', /^vpc-[0-9a-f]{8,17}$/), {
    takes: 'the id of a VPC, together with subnetId',
    example: 'vpc-0123456789abcdef0',
    description: 'A network that is there already.',
    whenLeftOut: 'a network is made',
  }),
  subnetId: optional(text('SubnetId', /^subnet-[0-9a-f]{8,17}$/), {
    takes: 'the id of a subnet of vpcId in availabilityZone, with a way out to the internet',
    example: 'subnet-0123456789abcdef0',
    description: 'Where the listener runs in a network that is there already.',
    whenLeftOut: 'a public subnet is made',
  }),
  sshCidr: optional(
    text(
      'SshCidr',
      /^(?!0\.0\.0\.0)(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}\/(3[0-2]|[12]\d|[89])$/,
    ),
    {
      takes: 'a range of IPv4 addresses, 8 to 32 bits fixed, not all of them',
      example: '203.0.113.7/32',
      description: 'Who may come in by SSH. Session Manager needs no way in.',
      whenLeftOut: 'nobody',
    },
  ),
  firehoseBufferSeconds: optional(wholeNumber('FirehoseBufferSeconds', 60, 900), {
    takes: 'a whole number of seconds from 60 to 900',
    example: 60,
    description: 'How long Firehose waits at most before it writes an object.',
    whenLeftOut: '60',
  }),
  firehoseBufferMib: optional(wholeNumber('FirehoseBufferMib', 5, 128), {
    takes: 'a whole number of MiB from 5 to 128',
    example: 128,
    description: 'How much Firehose gathers at most before it writes an object.',
    whenLeftOut: '128',
  }),
  pollerReservedConcurrency: optional(
    either(wholeNumber('ReservedConcurrency', 1, 100), oneOf('NoConcurrency', ['none'])),
    {
      takes: 'a whole number from 1 to 100, or none',
      example: 1,
      description:
        'How many turns of the poller may run at once; none where the account has too few to reserve one.',
      whenLeftOut: '1',
    },
  ),
  listenerAuditMinutes: optional(wholeNumber('AuditMinutes', 0, 1440), {
    takes: 'a whole number of minutes from 0, never, to 1440',
    example: 10,
    description: 'How often the listener checks what it holds against a fresh snapshot.',
    whenLeftOut: "the listener's own",
  }),
  listenerSpoolMib: optional(wholeNumber('SpoolMib', 16, 16_384), {
    takes: 'a whole number of MiB from 16 to 16384',
    example: 1024,
    description: 'What the spool may take of its volume, which is twice as large.',
    whenLeftOut: "the listener's own",
  }),
  listenerFlushSeconds: optional(wholeNumber('FlushSeconds', 1, 900), {
    takes: 'a whole number of seconds from 1 to 900',
    example: 2,
    description:
      'How long a line waits for others before it is sent; where few come up to a minute, since a record is billed in steps of 5,120 bytes.',
    whenLeftOut: "the listener's own",
  }),
  listenerWithoutTxids: optional(flag, {
    takes: 'true or false',
    example: false,
    description: 'Not to subscribe to the ids of transactions, which say why one left.',
    whenLeftOut: 'false',
  }),
} as const;

export type Key = keyof typeof settings;
export const keys = Object.keys(settings) as ReadonlyArray<Key>;
