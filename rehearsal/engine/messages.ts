import * as t from 'io-ts';

/* What the engines print with -json, as much of it as is looked at. */

const Diagnostic = t.intersection([
  t.type({ severity: t.string, summary: t.string }),
  t.partial({
    detail: t.string,
    address: t.string,
    snippet: t.union([t.null, t.partial({ context: t.union([t.string, t.null]), code: t.string })]),
  }),
]);
export type Diagnostic = t.TypeOf<typeof Diagnostic>;

/** The document of `validate`. */
export const Validated = t.type({ valid: t.boolean, diagnostics: t.readonlyArray(Diagnostic) });

const Resource = t.type({ addr: t.string });

/** One line of all else. */
export const Message = t.intersection([
  t.type({ type: t.string }),
  t.partial({
    '@message': t.string,
    diagnostic: Diagnostic,
    /** Of type planned_change. */
    change: t.type({ resource: Resource, action: t.string }),
    /** Of type apply_complete and its like. */
    hook: t.partial({ resource: Resource, action: t.string }),
  }),
]);
export type Message = t.TypeOf<typeof Message>;

/** What is wrong, where it says so. */
export const sentenceOf = ({ summary, detail, address, snippet }: Diagnostic): string => {
  const place = address ?? snippet?.context ?? null;
  const more = (detail ?? '').replaceAll(/\s+/g, ' ').trim();
  return [place, summary, more].filter((part) => part !== null && part !== '').join(': ');
};

export const isError = ({ severity }: Diagnostic): boolean => severity === 'error';
