import { Type, type TSchema } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { Ajv } from 'ajv';
import * as z from 'zod';
import { eventIn } from './event-of.ts';

/** The same checks in other libraries' words: digits, ranges, lengths; rows of seven or eight. */
const HEX = '^[0-9a-f]{64}$';
const MAX = Number.MAX_SAFE_INTEGER;
const LAST_SECOND = 253_402_300_799;

const zHash = z.string().regex(new RegExp(HEX));
const zCount = z.int().min(0).max(MAX);
const zPart = z.number().min(0);
const zRow = z.tuple([zHash, zCount, zPart, zCount, zPart, zCount, zCount.max(LAST_SECOND)]);
const zRows = z.array(z.union([zRow, z.tuple([...zRow.def.items, z.literal(1)])]));
const zChanged = z.array(z.tuple([zHash, zPart, zCount, z.union([z.literal(0), z.literal(1)])]));
const zDelta = z.looseObject({ added: zRows, removed: z.array(zHash), changed: zChanged });
const zPrice = z.union([zPart, z.literal(-1)]);
const inZod = {
  NextBlockSnapshotTaken: z.looseObject({
    index: zCount,
    sequence: zCount,
    blockTransactions: zRows,
  }),
  NextBlockChanged: z.looseObject({ index: zCount, sequence: zCount, delta: zDelta }),
  ConversionsQuoted: z.object({ time: zCount, USD: zPrice }).catchall(zPrice),
};

const tHash = Type.String({ pattern: HEX });
const tCount = Type.Integer({ minimum: 0, maximum: MAX });
const tPart = Type.Number({ minimum: 0 });
const tTime = Type.Integer({ minimum: 0, maximum: LAST_SECOND });
const rowOf = [tHash, tCount, tPart, tCount, tPart, tCount, tTime];
const tRows = Type.Array(Type.Union([Type.Tuple(rowOf), Type.Tuple([...rowOf, Type.Literal(1)])]));
const tChanged = Type.Array(
  Type.Tuple([tHash, tPart, tCount, Type.Union([Type.Literal(0), Type.Literal(1)])]),
);
const tPrice = Type.Union([tPart, Type.Literal(-1)]);
const schemas = {
  NextBlockSnapshotTaken: Type.Object({
    index: tCount,
    sequence: tCount,
    blockTransactions: tRows,
  }),
  NextBlockChanged: Type.Object({
    index: tCount,
    sequence: tCount,
    delta: Type.Object({ added: tRows, removed: Type.Array(tHash), changed: tChanged }),
  }),
  ConversionsQuoted: Type.Object({ time: tTime, USD: tPrice }, { additionalProperties: tPrice }),
} satisfies Readonly<Record<string, TSchema>>;

type Measured = keyof typeof schemas;
const compiledAll = <C>(compile: (schema: TSchema) => C): Readonly<Record<Measured, C>> =>
  Object.fromEntries(
    Object.entries(schemas).map(([type, schema]) => [type, compile(schema)]),
  ) as Record<Measured, C>;

const ajv = new Ajv();
const inAjv = compiledAll((schema) => ajv.compile(schema));
const inTypebox = compiledAll((schema) => TypeCompiler.Compile(schema));

const refused = (name: string): never => {
  throw new Error(`${name} refuses a measured frame`);
};

/** Each gives the frame back, or throws: no measured frame is refused. Blocks are not among what they know. */
export const peers: Readonly<Record<'zod' | 'ajv' | 'typebox', (frame: unknown) => unknown>> = {
  zod: (frame) => {
    const { type, value } = eventIn(frame);
    return inZod[type as Measured].parse(value);
  },
  ajv: (frame) => {
    const { type, value } = eventIn(frame);
    return inAjv[type as Measured](value) ? frame : refused('ajv');
  },
  typebox: (frame) => {
    const { type, value } = eventIn(frame);
    return inTypebox[type as Measured].Check(value) ? frame : refused('typebox');
  },
};
