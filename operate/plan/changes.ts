import { createHash } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import * as J from 'fp-ts/lib/Json.js';
import * as t from 'io-ts';

/* What the engine's `show -json` says of a plan, as much of it as is looked at. */
const PlanJson = t.type({
  resource_changes: t.union([
    t.undefined,
    t.readonlyArray(
      t.type({
        address: t.string,
        mode: t.string,
        change: t.type({
          actions: t.readonlyArray(t.string),
          before: t.unknown,
          after: t.unknown,
          after_unknown: t.unknown,
          before_sensitive: t.unknown,
          after_sensitive: t.unknown,
        }),
      }),
    ),
  ]),
});
type ResourceChange = NonNullable<t.TypeOf<typeof PlanJson>['resource_changes']>[number];

/** One value that is set, by the hash of what it is to be; null: known when it is done. */
type Wanted = string | null;

export interface Change {
  readonly address: string;
  /** create, update, delete, or replace. */
  readonly action: string;
  /** By their places below the resource, such as `rule[0].id`. */
  readonly values: Readonly<Record<string, Wanted>>;
  /** For a reader: `retention_in_days 14 → 30`, nothing that is secret. */
  readonly told: ReadonlyArray<string>;
}

const SECRET = '(secret)';
const UNKNOWN = '(known when it is done)';

type Leaves = ReadonlyMap<string, { readonly text: string; readonly isKnown: boolean }>;

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === false;

const below = (mask: unknown, key: string | number): unknown =>
  typeof mask === 'object' && mask !== null
    ? (mask as Record<string | number, unknown>)[key]
    : mask;

const joined = (path: string, key: string | number): string => {
  if (typeof key === 'number') return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
};

const keysOf = (...values: ReadonlyArray<unknown>): ReadonlyArray<string | number> => {
  const [first] = values;
  const lists = values.filter((value) => Array.isArray(value));
  if (Array.isArray(first) || (isNothing(first) && lists.length > 0))
    return Array.from({ length: Math.max(...lists.map(({ length }) => length)) }, (_, at) => at);
  const objects = values.filter((value) => typeof value === 'object' && value !== null);
  return [...new Set(objects.flatMap((value) => Object.keys(value)))].toSorted();
};

/** Every value at the end of a path; what is secret or not known yet is said to be that. */
const leavesOf = (value: unknown, secret: unknown, unknown: unknown): Leaves => {
  const leaves = new Map<string, { readonly text: string; readonly isKnown: boolean }>();
  const visit = (at: unknown, hidden: unknown, open: unknown, path: string): void => {
    if (open === true) leaves.set(path, { text: UNKNOWN, isKnown: false });
    else if (hidden === true) leaves.set(path, { text: SECRET, isKnown: true });
    else if ((typeof at === 'object' && at !== null) || typeof open === 'object')
      for (const key of keysOf(at, open))
        visit(below(at, key), below(hidden, key), below(open, key), joined(path, key));
    else if (!isNothing(at) || at === false)
      leaves.set(path, { text: JSON.stringify(at), isKnown: true });
  };
  visit(value, secret, unknown, '');
  return leaves;
};

/** A service keeps it in full; a person wants to know which it is. */
const SHOWN_CHARACTERS = 120;
const shown = (text: string): string =>
  text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;

const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 16);

const actionOf = (actions: ReadonlyArray<string>): string =>
  actions.includes('delete') && actions.includes('create') ? 'replace' : actions.join();

const changeOf = ({ address, change }: ResourceChange): Change => {
  const action = actionOf(change.actions);
  const before = leavesOf(change.before, change.before_sensitive, false);
  const after = leavesOf(change.after, change.after_sensitive, change.after_unknown);
  if (action === 'delete') return { address, action, values: {}, told: [] };
  const paths = [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path)?.text !== after.get(path)?.text)
    .toSorted();
  return {
    address,
    action,
    values: Object.fromEntries(
      paths.map((path): readonly [string, Wanted] => {
        const wanted = after.get(path);
        return [path, wanted?.isKnown === false ? null : hashOf(wanted?.text ?? 'nothing')];
      }),
    ),
    told: paths.map((path) => {
      const [was, is] = [before.get(path)?.text, after.get(path)?.text];
      if (was === undefined) return `${path} ${shown(is ?? '')}`;
      return `${path} ${shown(was)} → ${shown(is ?? 'nothing')}`;
    }),
  };
};

const doesNothing = ({ mode, change }: ResourceChange): boolean =>
  mode === 'data' || change.actions.every((action) => action === 'no-op' || action === 'read');

/** What is to be changed, by address. Left: the text is no plan of an engine. */
export const changesIn = (text: string): E.Either<string, ReadonlyArray<Change>> => {
  const json = E.mapLeft(() => 'the engine shows its plan in a form that is no JSON')(
    J.parse(text),
  );
  if (E.isLeft(json)) return json;
  if (!PlanJson.is(json.right)) return E.left('the engine shows its plan in a form not known here');
  return E.right(
    (json.right.resource_changes ?? [])
      .filter((each) => !doesNothing(each))
      .map(changeOf)
      .toSorted((a, b) => (a.address < b.address ? -1 : 1)),
  );
};
