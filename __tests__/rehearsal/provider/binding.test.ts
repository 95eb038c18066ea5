import { describe, expect, it } from 'vitest';
import {
  dataSourceSchema,
  providerSchema,
  resourceSchema,
} from '../../../rehearsal/provider/binding.ts';
import type { Attribute, Block, NestedBlock } from '../../../rehearsal/provider/schema.ts';

const attribute = ({ attributes }: Block, name: string): Attribute => {
  const found = attributes.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no attribute ${name}`);
  return found;
};
const nested = ({ blocks }: Block, name: string): NestedBlock => {
  const found = blocks.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no block ${name}`);
  return found;
};
/** `string required`, `string optional computed` */
const shown = (block: Block, name: string): string => {
  const { type, required, optional, computed, sensitive } = attribute(block, name);
  const words = Object.entries({ required, optional, computed, sensitive })
    .filter(([, is]) => is)
    .map(([word]) => word);
  return [JSON.stringify(type), ...words].join(' ').replaceAll('"', '');
};

describe('the schema of a resource is what its binding was generated from', () => {
  const schedule = resourceSchema('aws', 'aws_scheduler_schedule');

  it.each([
    ['schedule_expression', 'string required'],
    ['description', 'string optional'],
    ['name', 'string optional computed'],
    ['arn', 'string computed'],
  ])('%s', (name, expected) => {
    expect(shown(schedule, name)).toBe(expected);
  });

  it('a block that must be there once', () => {
    const { nesting, minItems, maxItems, block } = nested(schedule, 'flexible_time_window');
    expect({ nesting, minItems, maxItems }).toStrictEqual({
      nesting: 'LIST',
      minItems: 1,
      maxItems: 1,
    });
    expect(shown(block, 'mode')).toBe('string required');
    expect(shown(block, 'maximum_window_in_minutes')).toBe('number optional');
  });

  it('a block in a block, any number of times', () => {
    const target = nested(schedule, 'target').block;
    const parameters = nested(target, 'ecs_parameters').block;
    const { nesting, minItems, maxItems } = nested(parameters, 'placement_constraints');
    expect({ nesting, minItems, maxItems }).toStrictEqual({
      nesting: 'SET',
      minItems: 0,
      maxItems: 0,
    });
  });

  it('a map, and one that the provider adds to', () => {
    const bucket = resourceSchema('aws', 'aws_s3_bucket');
    expect(shown(bucket, 'tags')).toBe('[map,string] optional');
    expect(shown(bucket, 'tags_all')).toBe('[map,string] optional computed');
    expect(nested(bucket, 'timeouts').nesting).toBe('SINGLE');
  });

  it('what is written as a block and given by the provider otherwise', () => {
    const { type, optional, computed } = attribute(
      resourceSchema('aws', 'aws_security_group'),
      'ingress',
    );
    expect({ optional, computed }).toStrictEqual({ optional: true, computed: true });
    expect(type).toStrictEqual([
      'set',
      ['object', expect.objectContaining({ from_port: 'number', cidr_blocks: ['list', 'string'] })],
    ]);
  });

  it('an object that the provider alone makes', () => {
    const { type } = attribute(resourceSchema('snowflake', 'snowflake_schema'), 'show_output');
    expect(type).toStrictEqual(['list', ['object', expect.objectContaining({ name: 'string' })]]);
  });
});

it('a source of data', () => {
  const parameter = dataSourceSchema('aws', 'aws_ssm_parameter');
  expect(shown(parameter, 'name')).toBe('string required');
  expect(shown(parameter, 'insecure_value')).toBe('string computed');
  expect(shown(parameter, 'value')).toBe('string computed sensitive');
});

it('a provider: secrets are kept out of plans, an alias is the engine’s own', () => {
  const aws = providerSchema('aws');
  expect(shown(aws, 'region')).toBe('string optional');
  expect(shown(aws, 'secret_key')).toBe('string optional sensitive');
  expect(aws.attributes.map(({ name }) => name)).not.toContain('alias');
  expect(shown(nested(aws, 'assume_role').block, 'role_arn')).toBe('string optional');
  expect(shown(providerSchema('snowflake'), 'private_key')).toBe('string optional sensitive');
});

it('a type that there is no binding of is refused by its name', () => {
  expect(() => resourceSchema('aws', 'aws_s3_bukket')).toThrow(
    'the bindings of aws have no aws_s3_bukket',
  );
});

it('what a binding says in a way that is not known is no guess', () => {
  expect(() => resourceSchema('aws', 'aws_wafv2_rule_group')).toThrow(
    'the binding says of statement what no one reads here',
  );
});
