import type { Attribute, Block } from './schema.ts';
import { isFields, type Fields, type Value } from './values.ts';

/** The value with each attribute of its block, and of the blocks in it, replaced. */
export const mapAttributes = (
  block: Block,
  fields: Fields,
  by: (attribute: Attribute, value: Value) => Value,
): Fields => {
  const inner = (nested: Block, value: Value): Value => {
    if (Array.isArray(value)) return value.map((each: Value) => inner(nested, each));
    return isFields(value) ? mapAttributes(nested, value, by) : value;
  };
  return {
    ...fields,
    ...Object.fromEntries(
      block.attributes.map((each) => [each.name, by(each, fields[each.name] ?? null)]),
    ),
    ...Object.fromEntries(
      block.blocks.map(({ name, block: nested }) => [name, inner(nested, fields[name] ?? null)]),
    ),
  };
};
