import type { Argument, BindingText, Maker, Member } from './binding-text.ts';
import { isSensitive } from './sensitive.ts';
import type { Attribute, Block, Given, NestedBlock, ValueType } from './schema.ts';

/** Of values that come from the provider alone. */
const getters: Readonly<Record<string, ValueType>> = {
  String: 'string',
  Number: 'number',
  Boolean: 'bool',
  List: ['list', 'string'],
  NumberList: ['list', 'number'],
  StringMap: ['map', 'string'],
  NumberMap: ['map', 'number'],
  BooleanMap: ['map', 'bool'],
};
const collections: Readonly<Record<string, ValueType>> = {
  'cdktf.StringMap': ['map', 'string'],
  'cdktf.NumberMap': ['map', 'number'],
  'cdktf.BooleanMap': ['map', 'bool'],
  'cdktf.StringMapList': ['list', ['map', 'string']],
};
const simple: Readonly<Record<string, ValueType>> = {
  string: 'string',
  number: 'number',
  boolean: 'bool',
};

const cannotRead = (what: string): Error =>
  new Error(`the binding says of ${what} what no one reads here`);

const asSet = (type: ValueType, isSet: boolean): ValueType =>
  isSet && typeof type !== 'string' && type[0] === 'list' ? ['set', type[1]] : type;

const partName = (className: string): string =>
  className.replace(/(List|OutputReference|Map)$/, '');

/** An object that the provider alone makes, from the class of its parts. */
const objectOf = (binding: BindingText, part: string): ValueType => {
  const text = binding.classes.get(`${part}OutputReference`);
  if (text === undefined) throw cannotRead(part);
  const types = [...text.members].map(([name, { maker }]) => [name, madeBy(binding, name, maker)]);
  return ['object', Object.fromEntries(types)];
};

const madeBy = (binding: BindingText, name: string, maker: Maker): ValueType => {
  if (maker.kind === 'other') throw cannotRead(name);
  if (maker.kind === 'getter') {
    const type = getters[maker.of];
    if (type === undefined) throw cannotRead(name);
    return asSet(type, maker.isSet);
  }
  const known = collections[maker.name];
  if (known !== undefined) return asSet(known, maker.isSet);
  const object = objectOf(binding, partName(maker.name));
  if (maker.name.endsWith('OutputReference')) return object;
  return maker.name.endsWith('Map') ? ['map', object] : [maker.isSet ? 'set' : 'list', object];
};

/** Of an argument that is no block: `stringList`, `numberMap`, … */
const typeOf = ({ name, type, storage }: Argument): ValueType => {
  const of = (kept: string): ValueType => {
    const plain = simple[kept];
    if (plain !== undefined) return plain;
    const [, inner = '', outer] = /^(\w+?)(List|Set|Map)$/.exec(kept) ?? [];
    if (outer === undefined) throw cannotRead(name);
    return [outer === 'Map' ? 'map' : outer === 'Set' ? 'set' : 'list', of(inner)];
  };
  return asSet(of(storage), type === 'set');
};

const className = (writer: string): string => {
  const part = writer.replace(/ToHclTerraform$/, '');
  return part.charAt(0).toUpperCase() + part.slice(1);
};

/** Blocks that are written like blocks and are attributes of the provider: it gives them where none is written. */
const objectType = (block: Block): ValueType => [
  'object',
  Object.fromEntries([
    ...block.attributes.map(({ name, type }) => [name, type] as const),
    ...block.blocks.map(
      ({ name, nesting, block: inner }) =>
        [name, [nesting === 'SET' ? 'set' : 'list', objectType(inner)]] as const,
    ),
  ]),
];

const counted = (
  argument: Argument,
  isRequired: boolean,
): Pick<NestedBlock, 'nesting' | 'minItems' | 'maxItems'> => {
  const minItems = isRequired ? 1 : 0;
  if (argument.type === 'struct') return { nesting: 'SINGLE', minItems, maxItems: minItems };
  return {
    nesting: argument.type === 'set' ? 'SET' : 'LIST',
    minItems,
    maxItems: argument.isRepeated ? 0 : 1,
  };
};

interface Part {
  readonly arguments: ReadonlyArray<Argument>;
  readonly members: ReadonlyMap<string, Member>;
  /** Of the interface with the arguments: says what is required where no member does, as in a provider's. */
  readonly required: ReadonlyMap<string, boolean>;
}

const givenOf = (part: Part, name: string): Given => {
  const member = part.members.get(name);
  if (member !== undefined) return member;
  const required = part.required.get(name);
  if (required === undefined) throw cannotRead(name);
  return { required, optional: !required, computed: false };
};

const blockOf = (binding: BindingText, part: Part): Block => {
  const attributes: Array<Attribute> = [];
  const blocks: Array<NestedBlock> = [];
  const add = (name: string, type: ValueType, given: Given): void => {
    const { required, optional, computed } = given;
    attributes.push({
      name,
      type,
      required,
      optional,
      computed,
      sensitive: isSensitive(binding.type, name),
    });
  };
  for (const argument of part.arguments) {
    const { name } = argument;
    const given = givenOf(part, name);
    if (!argument.isBlock) {
      add(name, typeOf(argument), given);
      continue;
    }
    const block = blockWrittenBy(binding, argument);
    if (given.computed)
      add(name, [argument.type === 'set' ? 'set' : 'list', objectType(block)], given);
    else blocks.push({ name, ...counted(argument, given.required), block });
  }
  const written = new Set(part.arguments.map(({ name }) => name));
  for (const [name, member] of part.members)
    if (!written.has(name)) add(name, madeBy(binding, name, member.maker), member);
  return { attributes, blocks };
};

const blockWrittenBy = (binding: BindingText, { name, writer }: Argument): Block => {
  const written = writer === null ? undefined : binding.writers.get(writer);
  if (writer === null || written === undefined) throw cannotRead(name);
  const part = className(writer);
  return blockOf(binding, {
    arguments: written,
    members: binding.classes.get(`${part}OutputReference`)?.members ?? new Map(),
    required: binding.interfaces.get(part) ?? new Map(),
  });
};

/** The schema of what a binding stands for: a resource, a source of data or a provider. */
export const schemaOf = (binding: BindingText): Block => {
  const main = [...binding.classes].find(([, { kind }]) => kind !== null);
  if (main === undefined) throw cannotRead('its class');
  const [name, text] = main;
  // a provider's alias is the engine's own
  const isItsOwn = (argument: string): boolean => text.kind !== 'Provider' || argument !== 'alias';
  return blockOf(binding, {
    arguments: text.arguments.filter((each) => isItsOwn(each.name)),
    members: new Map([...text.members].filter(([member]) => isItsOwn(member))),
    required: binding.interfaces.get(`${name}Config`) ?? new Map(),
  });
};
