import type * as t from 'io-ts';

/** A JSON Schema (2020-12), as OpenAPI 3.1 has it. */
export type Schema = Readonly<Record<string, unknown>>;

/** The kinds of codec that answers are made of; another does not get past the last line. */
type Known =
  | t.StringC
  | t.NumberC
  | t.BooleanC
  | t.NullC
  | t.LiteralC<string>
  | t.KeyofC<Record<string, unknown>>
  | t.TypeC<t.Props>
  | t.IntersectionC<[t.Mixed, t.Mixed, ...t.Mixed[]]>
  | t.UnionC<[t.Mixed, t.Mixed, ...t.Mixed[]]>
  | t.ReadonlyArrayC<t.Mixed>
  | t.ReadonlyC<t.Mixed>
  | t.TupleC<[t.Mixed, ...t.Mixed[]]>
  | t.DictionaryType<t.Mixed, t.Mixed>;

const object = (props: t.Props): Schema => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(props).map(([name, codec]) => [name, schemaOf(codec)]),
  ),
  required: Object.keys(props),
});

/** What a codec accepts. An object may have keys besides: answers grow by addition. */
export const schemaOf = (codec: t.Mixed): Schema => {
  const known = codec as Known;
  switch (known._tag) {
    case 'StringType':
      return { type: 'string' };
    case 'NumberType':
      return { type: 'number' };
    case 'BooleanType':
      return { type: 'boolean' };
    case 'NullType':
      return { type: 'null' };
    case 'LiteralType':
      return { const: known.value };
    case 'KeyofType':
      return { enum: Object.keys(known.keys) };
    case 'InterfaceType':
      return object(known.props);
    case 'IntersectionType':
      return { allOf: known.types.map(schemaOf) };
    case 'UnionType':
      return { anyOf: known.types.map(schemaOf) };
    case 'ReadonlyArrayType':
      return { type: 'array', items: schemaOf(known.type) };
    case 'ReadonlyType':
      return schemaOf(known.type);
    case 'TupleType':
      return {
        type: 'array',
        prefixItems: known.types.map(schemaOf),
        minItems: known.types.length,
        maxItems: known.types.length,
      };
    case 'DictionaryType':
      return { type: 'object', additionalProperties: schemaOf(known.codomain) };
    default:
      throw new Error(`no JSON Schema is made of ${codec.name}`);
  }
};
