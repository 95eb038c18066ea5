/** What a destroy leaves: who may deploy, and data. */
export const keptStacks: ReadonlySet<string> = new Set([
  'account',
  'identity',
  'storage',
  'tables',
]);
