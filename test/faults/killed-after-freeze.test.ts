import { testDrainFaults } from './support/drain-scene.js';

testDrainFaults([
  ['stepCommitted', 'worker'],
  ['stepCommitted', 'temporal'],
  ['stepCommitted', 'postgres'],
]);
