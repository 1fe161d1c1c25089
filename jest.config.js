/** Runs the compiled tests; `npm test` compiles first and gives node the option that ES modules need. */
export default {
  roots: ['<rootDir>/dist/test'],
  testMatch: ['**/*.test.js'],
  testEnvironment: 'node',
  transform: {},
  globalSetup: '<rootDir>/dist/test/support/jest-global-setup.js',
  globalTeardown: '<rootDir>/dist/test/support/jest-global-teardown.js',
  testTimeout: 60_000,
  maxWorkers: 2,
  watchman: false,
};
