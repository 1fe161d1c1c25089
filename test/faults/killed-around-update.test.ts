import { testFaults } from './support/test-faults.js';

testFaults('given a decision that the api has taken in', [
  ['intakeCommitted', 'api'],
  ['intakeCommitted', 'worker'],
  ['intakeCommitted', 'temporal'],
  ['intakeCommitted', 'postgres'],
  ['updateSent', 'api'],
  ['updateSent', 'worker'],
  ['updateSent', 'temporal'],
  ['updateSent', 'postgres'],
  ['answerReceived', 'api'],
  ['answerReceived', 'worker'],
  ['answerReceived', 'temporal'],
  ['answerReceived', 'postgres'],
]);
