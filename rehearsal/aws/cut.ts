import * as t from 'io-ts';
import { resourcesOf, type Stack, type StackJson } from '../synthesised.ts';

/** A stack without what is not of AWS. */
export interface Cut {
  readonly stack: Stack;
  /** Addresses of what was taken out, that which stands on it included. */
  readonly without: ReadonlyArray<string>;
}

const isOfAws = (type: string): boolean => type.startsWith('aws_');

const textsIn = (value: unknown): ReadonlyArray<string> => {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) || t.UnknownRecord.is(value)
    ? Object.values(value).flatMap(textsIn)
    : [];
};

/** By a value: an order alone names addresses bare, and who only waits for something can do without it. */
const standsOn = (config: Readonly<Record<string, unknown>>, address: string): boolean =>
  textsIn(config)
    .flatMap((text) => text.match(/[\w.-]+/g) ?? [])
    .some((word) => word.startsWith(`${address}.`));

const takenOut = (stack: Stack): ReadonlySet<string> => {
  const resources = resourcesOf(stack);
  const out = new Set(resources.filter(({ type }) => !isOfAws(type)).map(({ address }) => address));
  for (let before = -1; before !== out.size;) {
    before = out.size;
    for (const { address, config } of resources)
      if ([...out].some((gone) => standsOn(config, gone))) out.add(address);
  }
  return out;
};

const withoutOrder = (
  config: Record<string, unknown>,
  out: ReadonlySet<string>,
): Record<string, unknown> => {
  const { depends_on: order } = config;
  return Array.isArray(order)
    ? { ...config, depends_on: order.filter((address: string) => !out.has(address)) }
    : config;
};

/** By names of providers or of types. */
const ofAws = <A>(all: Readonly<Record<string, A>>): Record<string, A> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => /^aws(_|$)/.test(name)));

const jsonWithout = (json: StackJson, out: ReadonlySet<string>): StackJson => {
  const resource = Object.entries(json.resource ?? {}).map(
    ([type, named]) =>
      [
        type,
        Object.fromEntries(
          Object.entries(named)
            .filter(([name]) => !out.has(`${type}.${name}`))
            .map(([name, config]) => [name, withoutOrder(config, out)]),
        ),
      ] as const,
  );
  return {
    ...json,
    terraform: {
      ...json.terraform,
      required_providers: ofAws(json.terraform.required_providers),
    },
    provider: ofAws(json.provider ?? {}),
    ...(json.data === undefined ? {} : { data: ofAws(json.data) }),
    resource: Object.fromEntries(resource.filter(([, named]) => Object.keys(named).length > 0)),
  };
};

/** Null: nothing of it is of AWS. */
export const cutToAws = (stack: Stack): Cut | null => {
  const out = takenOut(stack);
  if (out.size === resourcesOf(stack).length) return null;
  return { stack: { ...stack, json: jsonWithout(stack.json, out) }, without: [...out] };
};
