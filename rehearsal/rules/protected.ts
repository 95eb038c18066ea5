import * as t from 'io-ts';
import { keptStacks } from '../kept.ts';
import { resourcesOf, type Configured, type Stack } from '../synthesised.ts';
import type { Rule } from './rule.ts';

/** Types that hold data, which no second apply brings back. */
const holdsData: ReadonlySet<string> = new Set([
  'aws_s3_bucket',
  'snowflake_database',
  'snowflake_schema',
  'snowflake_table',
]);

const Protected = t.type({ lifecycle: t.type({ prevent_destroy: t.literal(true) }) });
/** A bucket that says of itself that it may be emptied and deleted. */
const Expendable = t.type({ force_destroy: t.literal(true) });

export const isProtected = ({ config }: Configured): boolean => Protected.is(config);

const isBreach = (stack: Stack, resource: Configured): boolean => {
  if (!holdsData.has(resource.type)) return false;
  if (keptStacks.has(stack.name) && Expendable.is(resource.config)) return true;
  return !isProtected(resource) && !Expendable.is(resource.config);
};

export const dataIsProtected: Rule = {
  name: 'what holds data is protected',
  breaches: (stacks) =>
    stacks.flatMap((stack) =>
      resourcesOf(stack)
        .filter((resource) => isBreach(stack, resource))
        .map(
          ({ address }) =>
            `${stack.name}: ${address} holds data and can be destroyed; give it lifecycle.prevent_destroy, and no force_destroy`,
        ),
    ),
};
