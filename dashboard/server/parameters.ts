import type { Context } from 'hono';

/** An address that is malformed is told what is right. */
export const malformed = (context: Context, error: string): Response =>
  context.json({ error }, 400);

/** Whether an address has nothing but these, however often: anything else in it is a mistake that we tell. */
export const hasOnly = (context: Context, names: ReadonlyArray<string>): boolean =>
  Object.keys(context.req.queries()).every((name) => names.includes(name));

/** The same, and each once at most. */
export const hasOnlyOnce = (context: Context, names: ReadonlyArray<string>): boolean =>
  hasOnly(context, names) &&
  Object.values(context.req.queries()).every((given) => given.length === 1);
