import { testDrainFaults } from './support/drain-scene.js';

testDrainFaults([
  ['drainDecided', 'worker'],
  ['drainDecided', 'temporal'],
  ['drainDecided', 'postgres'],
]);
