/** What a destroy leaves: who may deploy, and data. */
export const keptStacks: ReadonlySet<string> = new Set([
  'access',
  'account',
  'identity',
  'storage',
  'tables',
]);
