import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogue, eventColumns, eventTypes, rawTables, streams } from '@bitcoin-pipeline/model';
import { definitionOf } from '../../model/catalogue.ts';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import type * as t from 'io-ts';
import { describe, expect, it } from 'vitest';
import { snakeCase } from '../../model/events/field.ts';
import { envelopeFields, partFields } from '../../model/line/envelope.ts';
import { arbitraries } from '../support/arbitraries.ts';

/** Words that one of the two warehouses reserves; a column of such a name would need quotes for ever. */
const reserved = new Set(
  `account all alter and any as asc between both by case cast check collate column connect connection constraint create cross
  current current_date current_time current_timestamp current_user database default deferrable delete desc describe distinct do
  drop else end except exists false fetch following for foreign from full grant group having ilike in increment initially inner
  insert intersect into is issue join lambda lateral leading left like limit localtime localtimestamp minus natural not null of
  offset on only or order organization pivot placing primary qualify references regexp returning revoke right rlike row rows
  sample schema select set show some start summarize symmetric table tablesample then to trailing trigger true try_cast union
  unique unpivot update using values variadic view when whenever where window with`.split(/\s+/),
);

const survivesTheWire = (codec: t.Mixed, events: fc.Arbitrary<unknown>): void =>
  fc.assert(
    fc.property(events, (event) => {
      const wire: unknown = JSON.parse(JSON.stringify(codec.encode(event)));
      expect(codec.decode(wire)).toStrictEqual(E.right(event));
    }),
  );

const stagingModel = (type: string): string =>
  fileURLToPath(
    new URL(
      `../../dbt/models/staging/stg_mempool__${snakeCase(type).slice(1)}.sql`,
      import.meta.url,
    ),
  );

describe.each(eventTypes)('%s', (type) => {
  const definition = catalogue[type];

  it('survives the wire', () => {
    survivesTheWire(definition.flat, arbitraries[type]);
  });

  it('is refused when any of its fields is missing, unless it may be null, or of another type', () => {
    fc.assert(
      fc.property(
        arbitraries[type] as fc.Arbitrary<object>,
        fc.constantFrom(...Object.keys(definition.fields)),
        (event, name) => {
          const wire = definitionOf(type).flat.encode(event) as Record<string, unknown>;
          const { [snakeCase(name)]: _, ...without } = wire;
          expect(definition.flat.is(event)).toBe(true);
          const { nullable } = definitionOf(type).fields[name]?.codec ?? { nullable: false };
          expect(definition.flat.decode(without)).toStrictEqual(
            nullable
              ? E.right({ ...event, [name]: null })
              : expect.objectContaining({ _tag: 'Left' }),
          );
          expect(E.isLeft(definition.flat.decode({ ...wire, [snakeCase(name)]: ['other'] }))).toBe(
            true,
          );
        },
      ),
    );
  });

  it('says its grain and what each field means', () => {
    expect(definition.description).toMatch(/^One row per /);
    for (const column of eventColumns(type)) expect(column.description).toMatch(/\w.*\.$/);
  });

  it('carries its own name and a stream that exists', () => {
    expect(definition.name).toBe(type);
    expect(Object.keys(streams)).toContain(definition.stream);
  });

  it('has a staging model', () => {
    expect(existsSync(stagingModel(type))).toBe(true);
  });
});

describe.each(rawTables.map((table) => [table.name, table] as const))(
  'columns of raw.%s',
  (_, table) => {
    const names = table.columns.map(({ name }) => name);

    it('are unique without regard to case and in lower case', () => {
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^[a-z_][a-z0-9_]*$/);
    });

    it('are no reserved words', () => {
      expect(names.filter((name) => reserved.has(name))).toStrictEqual([]);
    });
  },
);

it('no event has a field named like one of the envelope', () => {
  const envelope = new Set(
    Object.keys({ ...envelopeFields, ...partFields, payload: 0 }).map(snakeCase),
  );
  const own = eventTypes.flatMap((type) => Object.keys(catalogue[type].fields).map(snakeCase));
  expect(own.filter((name) => envelope.has(name))).toStrictEqual([]);
});

it('a column has one type in all events of its stream', () => {
  for (const stream of Object.keys(streams)) {
    const types = new Map<string, string>();
    const columns = eventTypes
      .filter((type) => catalogue[type].stream === stream)
      .flatMap((type) => [...eventColumns(type)]);
    for (const { name, type } of columns) {
      expect(types.get(name) ?? type).toBe(type);
      types.set(name, type);
    }
  }
});
