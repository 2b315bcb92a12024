/** Tests against a real API server: `npm run test:cluster`. */
const base = require('./jest.config');

/** @type {import('jest').Config} */
module.exports = {
  ...base,
  verbose: true,
  // Each file starts servers of its own.
  maxWorkers: 2,
  testMatch: ['<rootDir>/test/cluster/**/*.cluster.ts'],
  testTimeout: 300000,
};
