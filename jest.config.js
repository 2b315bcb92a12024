/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/test/support/fc-defaults.js', '<rootDir>/test/support/stack-traces.js'],
  reporters: ['default', '<rootDir>/test/support/skipped-reporter.js'],
  runner: '<rootDir>/test/support/runner/batch-runner.js',
  // The default leaves one core idle, which is half of a machine with two.
  maxWorkers: '100%',
  // Each use of a global costs a look-up in the sandbox of the tests otherwise.
  sandboxInjectedGlobals: [
    'Array',
    'Error',
    'JSON',
    'Map',
    'Math',
    'Number',
    'Object',
    'Reflect',
    'RegExp',
    'Set',
    'String',
  ],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  moduleNameMapper: {
    '^cdk8s-verrazzano$': '<rootDir>/lib/index.ts',
    '^cdk8s-verrazzano/testing/jest$': '<rootDir>/lib/entries/testing-jest.ts',
    '^cdk8s-verrazzano/([a-z]+)$': '<rootDir>/lib/entries/$1.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2020' }, module: { type: 'commonjs' } },
    ],
    // An ES module, which Jest does not load as one.
    '/@marcbachmann/cel-js/.+\\.js$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: ['/node_modules/(?!@marcbachmann/cel-js/)'],
};
