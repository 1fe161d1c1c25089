import { testFaults } from './support/test-faults.js';

testFaults('given a decision that the worker records', [
  ['stepBegun', 'api'],
  ['stepBegun', 'worker'],
  ['stepBegun', 'temporal'],
  ['stepBegun', 'postgres'],
  ['stepCommitted', 'api'],
  ['stepCommitted', 'worker'],
  ['stepCommitted', 'temporal'],
  ['stepCommitted', 'postgres'],
]);
