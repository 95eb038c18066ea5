import * as t from 'io-ts';

/* What the engines print with `show -json`, as much of it as is looked at. */

const Made = t.type({
  address: t.string,
  /** managed, or data that was read. */
  mode: t.string,
  type: t.string,
  values: t.UnknownRecord,
});
/** A resource as it is after an apply, with what only the service knew before. */
export type Made = t.TypeOf<typeof Made>;

/** Of a state. */
export const ShownState = t.partial({
  values: t.partial({ root_module: t.partial({ resources: t.readonlyArray(Made) }) }),
});

const Change = t.type({
  address: t.string,
  type: t.string,
  change: t.type({
    actions: t.readonlyArray(t.string),
    before: t.unknown,
    after: t.unknown,
    after_unknown: t.unknown,
  }),
});
type Change = t.TypeOf<typeof Change>;

/** Of a plan. */
export const ShownPlan = t.partial({ resource_changes: t.readonlyArray(Change) });

/** What a plan would do to a resource that is there. */
export interface Difference {
  readonly address: string;
  readonly type: string;
  /** `update`, `delete create` */
  readonly action: string;
  /** Arguments that differ: `metadata_options.http_tokens`, places in lists left out. */
  readonly arguments: ReadonlyArray<string>;
}

const within = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const valueAt = (value: unknown, key: string): unknown =>
  t.UnknownRecord.is(value) ? value[key] : undefined;

const differing = (
  path: string,
  before: unknown,
  after: unknown,
  unknown: unknown,
): ReadonlyArray<string> => {
  if (unknown === true) return [path];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    const unknowns = (Array.isArray(unknown) ? unknown : []) as ReadonlyArray<unknown>;
    return before.flatMap((each: unknown, at) => differing(path, each, after[at], unknowns[at]));
  }
  if (t.UnknownRecord.is(before) && t.UnknownRecord.is(after)) {
    const keys = new Set([before, after, unknown].flatMap((each) => Object.keys(each ?? {})));
    return [...keys].flatMap((key) =>
      differing(within(path, key), before[key], after[key], valueAt(unknown, key)),
    );
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [path];
};

/** Null: nothing is to be done. */
export const differenceOf = ({ address, type, change }: Change): Difference | null => {
  const { actions, before, after, after_unknown: unknown } = change;
  if (actions.every((action) => action === 'no-op' || action === 'read')) return null;
  const names = [...new Set(differing('', before, after, unknown))].sort();
  return { address, type, action: actions.join(' '), arguments: names };
};
