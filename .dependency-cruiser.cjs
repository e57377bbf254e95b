// DESIGN §3's layering table, as a check. Each rule names a module and everything it may import; the rest is refused.
const LIBRARIES = 'node_modules';
const NODE_BUILTIN = { dependencyTypesNot: ['core'] };

/** A rule: files under `from` may import only files whose path matches one of `allowed`. */
const layer = (from, allowed, { except = [] } = {}) => ({
  name: `layer: ${from}`,
  severity: 'error',
  comment: `${from} may import only ${allowed.join(', ')}, libraries and itself (DESIGN §3).`,
  from: { path: `^${from}/`, ...(except.length > 0 && { pathNot: except }) },
  to: { pathNot: [`^${from}/`, LIBRARIES, ...allowed.map((path) => `^${path}`)], ...NODE_BUILTIN },
});

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
    layer('api/domain', ['protocol/']),
    layer('api/ports', ['api/domain/', 'protocol/']),
    layer('api/services', ['api/domain/', 'api/ports/', 'protocol/']),
    layer('api/age', []),
    layer('api/adapters/mongo', ['api/domain/', 'api/ports/', 'protocol/']),
    layer('api/adapters/ipfs', ['api/domain/', 'api/ports/', 'protocol/']),
    layer('api/adapters/media', ['api/age/', 'api/domain/', 'api/ports/', 'protocol/']),
    layer('api/adapters/staging', ['api/age/', 'api/domain/', 'api/ports/', 'protocol/']),
    layer('api/adapters/vault', ['api/age/', 'api/domain/', 'api/ports/', 'protocol/']),
    layer('api/adapters/process', ['api/domain/', 'api/ports/', 'protocol/']),
    layer('api/adapters/chain', ['api/domain/', 'api/ports/', 'protocol/', 'contracts/abi/']),
    layer('api/graphql', ['api/domain/', 'api/services/', 'protocol/']),
    layer('api/http', ['api/domain/', 'api/services/', 'protocol/']),
    layer('api/jobs', ['api/domain/', 'api/ports/', 'api/services/', 'protocol/']),
    {
      name: 'adapters are constructed in compose alone',
      severity: 'error',
      from: { pathNot: ['^api/adapters/', '^api/compose(-stores)?\\.ts$', '^test/'] },
      to: { path: '^api/adapters/' },
    },
    {
      name: 'mongoose, ipfs-http-client and ethers stay in their adapters',
      severity: 'error',
      from: { path: '^api/', pathNot: ['^api/adapters/', '^api/compose(-stores)?\\.ts$'] },
      to: { path: 'node_modules/(mongoose|mongodb|ipfs-http-client|ethers)/' },
    },
    layer('embedded', ['protocol/']),
    layer('client', ['protocol/', 'contracts/abi/']),
    {
      name: 'client is browser-safe',
      severity: 'error',
      from: { path: '^client/' },
      to: { dependencyTypes: ['core'] },
    },
    layer('scripts', [
      'api/(compose|compose-stores|config)\\.ts',
      'api/age/',
      'embedded/',
      'client/',
      'protocol/',
      'contracts/abi/',
    ]),
    layer('web', ['client/', 'protocol/', 'contracts/abi/']),
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
    exclude: { path: '^(dist|artifacts|cache)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
