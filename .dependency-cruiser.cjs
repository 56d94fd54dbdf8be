'use strict';

/**
 * Which folder may import which. Imports run one way:
 *
 *   cli -> spec, explorer, report -> search -> trace -> property -> system
 *   model -> system;  properties -> model, property, system
 *
 * A folder may always import itself. Whatever is not listed is an error, type-only imports included.
 * bench/, scripts/ and test/ are free.
 */
const LAYERS = {
  'src/errors': [],
  'src/system': ['src/errors'],
  'src/property': ['src/errors', 'src/system'],
  'src/trace': ['src/errors', 'src/system', 'src/property'],
  'src/search': ['src/errors', 'src/system', 'src/property', 'src/trace'],
  'src/report': ['src/errors', 'src/system', 'src/property', 'src/trace', 'src/search'],
  'src/spec': ['src/errors', 'src/system', 'src/property', 'src/trace', 'src/search', 'src/report'],
  'src/explorer': [
    'src/errors',
    'src/system',
    'src/property',
    'src/trace',
    'src/search',
    'src/report',
    'model',
    'properties',
  ],
  'src/cli': ['src', 'model', 'properties'],
  model: ['src/errors', 'src/system'],
  properties: ['src/errors', 'src/system', 'src/property', 'model'],
};

const OWN_CODE = '^(src|model|properties|bench|scripts|test)/';
const folders = (names) => `^(${names.join('|')})/`;

const layerRules = Object.entries(LAYERS).map(([layer, below]) => ({
  name: `${layer.replace('/', '-')}-imports-inwards`,
  comment: `${layer} may import ${[layer, ...below].join(', ')} and packages, nothing else`,
  severity: 'error',
  from: { path: folders([layer]) },
  to: { path: OWN_CODE, pathNot: folders([layer, ...below]) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'src-folder-has-a-layer',
      comment: 'A new folder under src/ needs a row in the table of layers',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: folders(Object.keys(LAYERS)) },
      to: {},
    },
    {
      name: 'index-is-the-only-loose-file',
      comment: 'Files directly under src/ belong to no layer; only the public entry point lives there',
      severity: 'error',
      from: { path: '^src/[^/]+$', pathNot: '^src/index[.]ts$' },
      to: {},
    },
    {
      name: 'nothing-imports-the-entry-point',
      severity: 'error',
      from: { path: '^(src|model|properties)/' },
      to: { path: '^src/index[.]ts$' },
    },
    {
      name: 'index-is-a-library',
      comment: 'The public entry point re-exports parts; it does not pull in the command line',
      severity: 'error',
      from: { path: '^src/index[.]ts$' },
      to: { path: '^(src/cli|bench|scripts|test)/' },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'Only the benchmark does: it measures the standard models that the tests count',
      severity: 'error',
      from: { pathNot: '^(test|bench)/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-development-package-at-run-time',
      severity: 'error',
      from: { path: '^(bin|src|model|properties)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'every-import-resolves',
      comment: 'bin/ is left out: it loads the compiled program by address',
      severity: 'error',
      from: { pathNot: '^bin/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|[.]cache|ics-check-out)/' },
    // Type-only imports count: they are the ones that tend to point outwards.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['ics-check-source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.d.ts', '.json'],
    },
  },
};
