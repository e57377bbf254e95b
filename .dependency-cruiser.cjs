// Which folder may import which (docs/architecture.md). Each rule names a module and everything it may import; the rest is refused.
const LIBRARIES = 'node_modules';
const NODE_BUILTIN = { dependencyTypesNot: ['core'] };

/** A rule: files under `from` may import only files whose path matches one of `allowed`. */
const layer = (from, allowed, { except = [] } = {}) => ({
  name: `layer: ${from}`,
  severity: 'error',
  comment: `${from} may import only ${allowed.join(', ')}, libraries and itself (docs/architecture.md).`,
  from: { path: `^${from}/`, ...(except.length > 0 && { pathNot: except }) },
  to: { pathNot: [`^${from}/`, LIBRARIES, ...allowed.map((path) => `^${path}`)], ...NODE_BUILTIN },
});

/** A rule for one kind of folder in every capability of api/: what it may import of any capability, beside platform, age and libraries. */
const inside = (kind, kinds, others = []) => [
  {
    name: `inside a capability: ${kind}`,
    severity: 'error',
    comment: `${kind} of a capability may import only ${kinds.join(', ')} of capabilities, platform, age, protocol and libraries.`,
    from: { path: `^api/([a-z]+)/${kind}/` },
    to: {
      pathNot: [
        `^api/$1/${kind}/`,
        ...kinds.map((each) => `^api/[a-z]+/${each}/`),
        '^api/(platform|age)/',
        '^protocol/',
        ...others.map((path) => `^${path}`),
        LIBRARIES,
      ],
      ...NODE_BUILTIN,
    },
  },
];

const API = [
  ...[
    'platform',
    'age',
    'chain',
    'storage',
    'log',
    'organizations',
    'accounts',
    'concepts',
    'assets',
    'consent',
    'disputes',
    'licensing',
    'billing',
  ],
  ...[
    'files',
    'ingest',
    'publishing',
    'fixity',
    'vault',
    'custody',
    'delivery',
    'copies',
    'relay',
    'council',
    'provenance',
    'operations',
  ],
  ...['takedowns', 'search', 'desk', 'papers', 'binders', 'notifications', 'front'],
];
/** Rooms of a folder from the ground up: none may import one above it. */
const order = (folder, rooms, except = []) =>
  rooms.slice(0, -1).map((room, index) => ({
    name: `order of ${folder}/: ${room}`,
    severity: 'error',
    comment: `${folder}/${room} may import no room above it: ${rooms.slice(index + 1).join(', ')}.`,
    from: { path: `^${folder}/${room}/`, ...(except.length > 0 && { pathNot: except }) },
    to: { path: `^${folder}/(${rooms.slice(index + 1).join('|')})/` },
  }));

const PROTOCOL = [
  'kernel',
  'log',
  'territories',
  'billing',
  'licensing',
  'messages',
  'files',
  'assets',
  'chain',
  'accounts',
  'proofs',
  'packages',
  'binders',
];
const SDK = [
  ...[
    'kernel',
    'accounts',
    'acts',
    'organizations',
    'concepts',
    'assets',
    'disputes',
    'consent',
    'licensing',
    'provenance',
    'publishing',
  ],
  ...[
    'desk',
    'billing',
    'import',
    'custody',
    'takedowns',
    'fixity',
    'vault',
    'operations',
    'delivery',
    'node',
  ],
];

/** In a feature of web/, or in a subject of it. */
const KINDS = ['words', 'model', 'parts', 'pages'];

const ADAPTERS = '^api/[a-z]+/adapters/';
/** Where adapters are opened. */
const OPENS_ADAPTERS = '^api/(adapters|compose|compose-moves|compose-stores|stores)\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    layer('protocol', []),
    {
      name: 'protocol is pure and browser-safe',
      severity: 'error',
      from: { path: '^protocol/' },
      to: { dependencyTypes: ['core'] },
    },
    ...inside('domain', ['domain']),
    ...inside('ports', ['domain', 'ports']),
    ...inside('services', ['domain', 'ports', 'services']),
    ...inside('adapters', ['domain', 'ports'], ['contracts/abi/']),
    ...inside('graphql', ['domain', 'services', 'graphql']),
    ...inside('http', ['domain', 'services', 'http']),
    ...inside('jobs', ['domain', 'ports', 'services', 'jobs']),
    layer('api/age', []),
    layer('api/platform', ['protocol/']),
    {
      name: 'compose.ts of a capability puts its services together, over ports',
      severity: 'error',
      from: { path: '^api/[a-z]+/compose\\.ts$' },
      to: {
        pathNot: [
          '^api/[a-z]+/(domain|ports|services|jobs)/',
          '^api/[a-z]+/compose\\.ts$',
          '^api/(platform|age)/',
          '^protocol/',
          LIBRARIES,
        ],
        ...NODE_BUILTIN,
      },
    },
    {
      name: 'no capability knows how the whole is put together',
      severity: 'error',
      from: { path: '^api/[a-z]+/' },
      to: { path: '^api/[a-z-]+\\.ts$' },
    },
    {
      name: 'adapters are opened in adapters.ts, stores.ts and compose.ts alone',
      severity: 'error',
      from: { pathNot: [ADAPTERS, OPENS_ADAPTERS, '^api/platform/mongo/', '^test/'] },
      to: { path: '^api/[a-z]+/adapters/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'mongoose, ipfs-http-client and ethers stay in their adapters',
      severity: 'error',
      from: { path: '^api/', pathNot: [ADAPTERS, OPENS_ADAPTERS, '^api/platform/mongo/'] },
      to: { path: 'node_modules/(mongoose|mongodb|ipfs-http-client|ethers)/' },
    },
    layer('embedded', ['protocol/']),
    ...order('api', API),
    ...order('protocol', PROTOCOL),
    ...order('sdk', SDK),
    ...order('web/features/.+', KINDS),
    layer('sdk', ['protocol/', 'contracts/abi/']),
    {
      name: 'sdk is browser-safe, but for sdk/node',
      severity: 'error',
      from: { path: '^sdk/', pathNot: '^sdk/node/' },
      to: { dependencyTypes: ['core'] },
    },
    layer('scripts', [
      'api/(compose|compose-moves|compose-stores|platform/config/config)\\.ts',
      'api/age/',
      'embedded/',
      'sdk/',
      'protocol/',
      'contracts/abi/',
    ]),
    {
      name: 'a command loads its own group of acts alone',
      severity: 'error',
      comment: 'scripts/cli/acts/ imports a group when one of its commands runs; no group imports another.',
      from: { path: '^scripts/cli/' },
      to: {
        path: '^scripts/cli/(delivery/)?[a-z]+\\.ts$',
        pathNot: '^scripts/cli/(act|acts|context|output|version)\\.ts$',
        dynamic: false,
      },
    },
    layer('web', ['sdk/', 'protocol/', 'contracts/abi/']),
    {
      name: 'web runs in browsers',
      severity: 'error',
      from: { path: '^web/', pathNot: '^web/vite\\.config\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'features of web do not import each other',
      severity: 'error',
      from: { path: '^web/features/([^/]+)/' },
      to: { path: '^web/(features|app)/', pathNot: '^web/features/$1/' },
    },
    {
      name: 'components and lib of web know no feature',
      severity: 'error',
      from: { path: '^web/(components|lib)/' },
      to: { path: '^web/(features|app)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    exclude: { path: '^(dist|sdk/dist|artifacts|cache)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
