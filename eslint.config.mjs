import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import rooms from './eslint.rooms.js';

/** What would make the output depend on the machine, the clock or chance. */
const NOT_DETERMINISTIC = {
  'no-restricted-globals': [
    'error',
    { name: 'Date', message: 'Output must not depend on the clock.' },
    { name: 'performance', message: 'Output must not depend on the clock.' },
    { name: 'Intl', message: 'Output must not depend on the locale.' },
  ],
  'no-restricted-properties': [
    'error',
    { object: 'process', property: 'env', message: 'Output must not depend on the environment; take a prop.' },
    { object: 'Math', property: 'random', message: 'Output must not depend on chance.' },
    ...['localeCompare', 'toLocaleString', 'toLocaleLowerCase', 'toLocaleUpperCase'].map((property) => ({
      property,
      message: 'Output must not depend on the locale; compare with < and >.',
    })),
  ],
  'no-restricted-imports': [
    'error',
    {
      paths: [
        ...['process', 'node:process', 'os', 'node:os'].map((name) => ({
          name,
          message: 'Output must not depend on the machine.',
        })),
        ...['crypto', 'node:crypto'].map((name) => ({
          name,
          importNames: ['randomBytes', 'randomInt', 'randomUUID'],
          message: 'Output must not depend on chance.',
        })),
      ],
    },
  ],
};

/** What the code does without: each with its reason. */
const FORBIDDEN_SYNTAX = [
  {
    selector: "CallExpression[callee.property.name='addDependency']",
    message: 'Order is data: use waves and delivery units. Dependencies of cdk8s charts take quadratic time.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(push|unshift|splice|max|min|fromCharCode|fromCodePoint)$/] > SpreadElement',
    message: 'Arguments end at about 100,000, with a stack trace; take a loop, flatMap or reduce.',
  },
  {
    selector: 'ArrayExpression > SpreadElement > ArrayExpression, ObjectExpression > SpreadElement > ObjectExpression',
    message: 'State the items themselves; the formatter gives each a line where they are many.',
  },
  { selector: 'ImportExpression', message: 'Import at the top, where the directions between rooms are checked.' },
  {
    selector: "ExportDefaultDeclaration, ExportSpecifier[exported.name='default']",
    message: 'Give the export a name, which is then the same wherever it is imported.',
  },
];

/**
 * Whether rules that need types hold. They take five times as long as all others, and the compiler checks the types of all files in any case:
 * they hold where everything is asked for, as in CI, with FC_RUNS=all.
 */
const IS_TYPED = process.env.FC_RUNS === 'all';

/** Those of them that `recommendedTypeChecked` does not have. */
const TYPED_RULES = {
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

export default tseslint.config(
  {
    ignores: [
      'build/',
      'coverage/',
      'dist/',
      'imports/',
      'lib/checks/schema/data/',
      'lib/values/shape/shapes.ts',
      'temp/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [IS_TYPED ? tseslint.configs.recommendedTypeChecked : tseslint.configs.recommended],
    languageOptions: {
      parserOptions: IS_TYPED ? { projectService: true, tsconfigRootDir: import.meta.dirname } : {},
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      // The compiler finds them, too, and the rule takes a fifth of a run without types.
      '@typescript-eslint/no-unused-vars': IS_TYPED
        ? ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }]
        : 'off',
      ...(IS_TYPED ? TYPED_RULES : {}),
      complexity: ['error', 15],
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', 400],
      'no-restricted-syntax': ['error', ...FORBIDDEN_SYNTAX],
    },
  },
  {
    files: ['lib/**/*.ts'],
    // A rule that does not fit is changed here, for everybody, and not beside the code that it finds.
    linterOptions: { noInlineConfig: true },
    rules: { 'no-console': 'error', ...NOT_DETERMINISTIC },
  },
  { files: ['lib/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  // The program loads what only one command, option or kind of input needs when that is asked for, from the room itself.
  {
    files: ['lib/cli/command-table.ts', 'lib/cli/*/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...FORBIDDEN_SYNTAX.filter(({ selector }) => selector !== 'ImportExpression'),
        {
          selector: 'ImportExpression:not([source.value=/^[.]{1,2}.[a-z]/])',
          message: 'Load late only from lib/cli.',
        },
      ],
    },
  },
  // Where the output goes, colours, what Git needs, and what cdk8s reads by itself: the bytes do not depend on it, and tests prove that.
  {
    files: [
      'lib/gitops/gitops-app.ts',
      'lib/gitops/render/render-object.ts',
      'lib/cli/bin.ts',
      'lib/cli/check/git/run-git.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  // A profile has its components as properties, whose types come from the table of components.
  { files: ['lib/profile/profile.ts'], rules: { '@typescript-eslint/no-unsafe-declaration-merging': 'off' } },
  // Extends the types of Jest, in the way and with the type parameters that they have.
  {
    files: ['lib/entries/testing-jest.ts'],
    rules: Object.fromEntries(
      ['namespace', 'unused-vars', 'empty-object-type'].map((rule) => [`@typescript-eslint/no-${rule}`, 'off']),
    ),
  },
  // Loads whatever examples there are.
  { files: ['examples/main.ts'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  // Its other half is in each template, and the tsconfig.json beside it is that of a new project. `tsc` checks its types.
  {
    files: ['templates/base/*.ts'],
    rules: Object.fromEntries(
      ['argument', 'assignment', 'call', 'member-access'].map((use) => [`@typescript-eslint/no-unsafe-${use}`, 'off']),
    ),
  },
  // Tests look into rendered manifests, which cdk8s gives as any.
  {
    files: ['test/**/*.ts'],
    rules: {
      ...Object.fromEntries(
        ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [
          `@typescript-eslint/no-unsafe-${use}`,
          'off',
        ]),
      ),
      '@typescript-eslint/unbound-method': 'off',
      complexity: 'off',
    },
  },
  ...rooms.roomsConfig(tseslint.plugin),
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'writable', require: 'readonly', process: 'readonly', __dirname: 'readonly' },
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
  prettier,
);
