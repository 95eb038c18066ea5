/** What a destroy leaves: data, and who may deploy. */
export const keptStacks: ReadonlySet<string> = new Set(['identity', 'storage', 'tables']);
