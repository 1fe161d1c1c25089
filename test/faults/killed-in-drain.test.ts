import { testDrainFaults } from './support/drain-scene.js';

testDrainFaults([
  ['drainLocked', 'api'],
  ['drainLocked', 'worker'],
  ['drainLocked', 'temporal'],
  ['drainLocked', 'postgres'],
]);
