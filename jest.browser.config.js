/** Tests of the report page in a real browser: `npm run test:browser`. */
const base = require('./jest.config');

/** @type {import('jest').Config} */
module.exports = {
  ...base,
  verbose: true,
  maxWorkers: 1,
  runner: 'jest-runner',
  testMatch: ['<rootDir>/test/browser/**/*.browser.ts'],
  testTimeout: 300000,
};
