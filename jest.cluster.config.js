/** Tests against a real API server: `npm run test:cluster`. */
const base = require('./jest.config');

/** @type {import('jest').Config} */
module.exports = {
  ...base,
  verbose: true,
  maxWorkers: 1,
  testMatch: ['<rootDir>/test/cluster/**/*.cluster.ts'],
  testTimeout: 300000,
};
