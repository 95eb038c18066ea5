import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deployed } from '../support/rehearsal/deployed.ts';
import { describeWithEngine } from '../support/rehearsal/engine.ts';
import { right } from '../support/warehouse.ts';

const TABLE = 'raw_conversions';

interface Table {
  column: ReadonlyArray<object>;
}

interface Synthesised {
  readonly resource: { readonly snowflake_table: Readonly<Record<string, Table>> };
}

describeWithEngine('an upgrade', () => {
  it('whose model has one more column adds that to the table where it is, and does nothing else', async () => {
    const stage = await deployed('tables');
    const [tables] = stage.staged;
    if (tables === undefined) throw new Error('no tables');
    const file = join(stage.out, 'stacks/tables/cdk.tf.json');
    const today = readFileSync(file, 'utf8');
    const before = stage.world.all().length;

    const later = JSON.parse(today) as Synthesised;
    const table = later.resource.snowflake_table[TABLE];
    if (table === undefined) throw new Error(`no ${TABLE}`);
    table.column = [...table.column, { name: 'NEW', type: 'VARCHAR(16777216)', nullable: true }];
    writeFileSync(file, JSON.stringify(later));
    const { changes } = right(await tables.engine.plan());
    expect(changes.map(({ address, action }) => [address, action])).toStrictEqual([
      [`snowflake_table.${TABLE}`, 'update'],
    ]);
    right(await tables.engine.apply());
    expect(right(await tables.engine.plan())).toMatchObject({ isEmpty: true });
    expect(stage.world.all()).toHaveLength(before);
  });
});
