/* The arrows of ARCHITECTURE.md, type-only imports included. Each rule says what it keeps true. */
const outside = (allowed) => ({
  pathNot: `^(${allowed.join('|')})/|node_modules|^(node:)?[a-z_/]+$`,
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'not-to-dev-dep',
      comment:
        'what runs is installed with `npm ci --omit=dev`; stacks are synthesised by who deploys',
      severity: 'error',
      from: {
        pathNot: '^(__tests__|bench|docs|operate|rehearsal|stacks)/|^main\\.ts$|\\.config\\.',
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'model-stands-alone',
      comment:
        'model opens no file, socket or clock: only io-ts, fp-ts and itself; its examples read files',
      severity: 'error',
      from: { path: '^model/', pathNot: '^model/examples/' },
      to: { pathNot: '^model/|node_modules/(io-ts|fp-ts)/' },
    },
    {
      name: 'simulator-knows-nothing-of-ours',
      comment: 'so that it can contradict us',
      severity: 'error',
      from: { path: '^simulator/' },
      to: { ...outside(['simulator']) },
    },
    ...['sources', 'lake', 'warehouse'].map((room) => ({
      name: `${room}-imports-model-only`,
      severity: 'error',
      from: { path: `^${room}/` },
      to: { ...outside([room, 'model']) },
    })),
    ...['listener', 'poller', 'dashboard', 'dbt'].map((room) => ({
      name: `${room}-meets-the-others-in-data`,
      severity: 'error',
      from: { path: `^${room}/` },
      to: { ...outside([room, 'model', 'sources', 'lake', 'warehouse']) },
    })),
    {
      name: 'page-runs-in-a-browser',
      comment: 'the page imports the layout and the types of the server, nothing that needs Node',
      severity: 'error',
      from: { path: '^dashboard/page/', pathNot: 'vite\\.config\\.ts$' },
      to: {
        path: '^(sources|lake|warehouse|dashboard/server)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'page-imports-nothing-of-node',
      severity: 'error',
      from: { path: '^dashboard/page/', pathNot: 'vite\\.config\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'stacks-know-the-model-and-configurations',
      comment: 'what runs is pointed at by path; of it only the spelling of its settings is known',
      severity: 'error',
      from: { path: '^(stacks/|main\\.ts$)' },
      to: {
        pathNot:
          '^(stacks|model)/|^main\\.ts$|^(listener|poller)/config[a-z-]*\\.ts$|^sources/(setting|networks)\\.ts$|^warehouse/snowflake/audience\\.ts$|node_modules|^(node:)?[a-z_/]+$',
      },
    },
    {
      name: 'stacks-only-from-main',
      comment: 'nothing that runs knows where it is deployed',
      severity: 'error',
      from: { pathNot: '^(__tests__|bench|operate|stacks|docs)/|^main\\.ts$|^cli/cost\\.ts$' },
      to: { path: '^(stacks/|main\\.ts$)' },
    },
    {
      name: 'cost-knows-the-configuration-only',
      comment: 'what is deployed is reckoned from one configuration; no binding is loaded for that',
      severity: 'error',
      from: { path: '^cli/cost\\.ts$' },
      to: { path: '^(stacks/(?!config/)|main\\.ts$)' },
    },
    {
      name: 'operations-load-no-binding',
      comment: 'they read what was synthesised, and the names and limits that it was made with',
      severity: 'error',
      from: { path: '^operate/' },
      to: {
        path: '^(stacks/|main\\.ts$)',
        pathNot:
          '^stacks/(config/|names\\.ts$|stream-buffer\\.ts$|monitoring/of-streams\\.ts$|identity/(subjects|trust|workloads)\\.ts$|constructs/policy\\.ts$)',
      },
    },
    {
      name: 'operations-take-the-engine-of-the-rehearsal',
      comment:
        'how an engine and cdktf are run, and what is never destroyed; none of its providers',
      severity: 'error',
      from: { path: '^operate/' },
      to: {
        path: '^rehearsal/',
        pathNot: '^rehearsal/(engine/|official/install\\.ts$|kept\\.ts$|synthesised\\.ts$)',
      },
    },
    {
      name: 'operations-take-the-ways-of-the-cli',
      comment: 'how a command is read and speaks; none of its commands',
      severity: 'error',
      from: { path: '^operate/' },
      to: { path: '^cli/', pathNot: '^cli/(command|say)\\.ts$' },
    },
    {
      name: 'nothing-imports-operations',
      comment: 'whoever runs the program has none of its clients',
      severity: 'error',
      from: { pathNot: '^(__tests__|operate)/' },
      to: { path: '^operate/' },
    },
    {
      name: 'cost-is-arithmetic',
      severity: 'error',
      from: { path: '^cost/' },
      to: { ...outside(['cost']) },
    },
    {
      name: 'one-importer-of-cdktf',
      comment: 'so that the way to its living fork is a rename',
      severity: 'error',
      from: { pathNot: '^stacks/cdktf\\.ts$|node_modules' },
      to: { path: 'node_modules/(cdktf|constructs)/' },
    },
    {
      name: 'bindings-by-deep-imports',
      comment:
        'the index of a provider takes seconds and half a gigabyte to load: import lib/<resource>/index.js',
      severity: 'error',
      from: { pathNot: 'node_modules' },
      to: { path: 'node_modules/@cdktf/provider-[a-z]+/lib/index\\.(js|d\\.ts)$' },
    },
    {
      name: 'preflight-asks-the-outside',
      comment: 'a deployment asks it, and so does the rehearsal',
      severity: 'error',
      from: { path: '^preflight/' },
      to: { ...outside(['preflight', 'lake', 'model']) },
    },
    {
      name: 'rehearsal-reads-what-was-synthesised',
      comment: 'so that it works on any output of cdktf: it knows no stack of ours',
      severity: 'error',
      from: { path: '^rehearsal/' },
      to: { ...outside(['rehearsal', 'preflight', 'scripts/setup']) },
    },
    {
      name: 'nothing-imports-the-rehearsal',
      severity: 'error',
      from: { pathNot: '^(operate|rehearsal|__tests__|bench)/' },
      to: { path: '^rehearsal/' },
    },
    {
      name: 'nothing-imports-tests-or-cli',
      severity: 'error',
      from: { pathNot: '^(__tests__|bench|cli|operate)/' },
      to: { path: '^(__tests__|bench|cli)/' },
    },
    {
      name: 'commands-not-to-tests',
      severity: 'error',
      from: { path: '^(cli|operate)/' },
      to: { path: '^(__tests__|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: '^(.bench|.program|.venv-scan|.synth|cdktf.out|dashboard/dist|poller/dist|model/dist|data|dbt/target)/',
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
