/** Rows and change rows are told apart by place; every other array holds elements of one kind. */
const TUPLES = ['blockTransactions[]', 'added[]', 'changed[]'];

/** Every key path of a JSON value with the types found there, as `path:type`. */
export const jsonShape = (value: unknown, path = ''): ReadonlySet<string> => {
  if (Array.isArray(value)) {
    const isTuple = TUPLES.some((tuple) => path.endsWith(tuple));
    return union([
      new Set([`${path}:array`]),
      ...value.map((item, place) => jsonShape(item, `${path}[${isTuple ? place : ''}]`)),
    ]);
  }
  if (typeof value === 'object' && value !== null)
    return union([
      new Set([`${path}:object`]),
      ...Object.entries(value).map(([key, item]) => jsonShape(item, `${path}.${key}`)),
    ]);
  return new Set([`${path}:${value === null ? 'null' : typeof value}`]);
};

export const union = (sets: ReadonlyArray<ReadonlySet<string>>): ReadonlySet<string> =>
  new Set(sets.flatMap((set) => [...set]));

/** The key paths alone. */
export const paths = (shape: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...shape].map((entry) => entry.slice(0, entry.lastIndexOf(':'))));

/** What is in the first and not in the second. */
export const beyond = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlyArray<string> =>
  [...a].filter((entry) => !b.has(entry)).sort();
