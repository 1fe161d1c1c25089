import { testDrainFaults } from './support/drain-scene.js';

// The first has decided all that was received and has not frozen; the second is the freeze, of which Temporal is not told yet.
testDrainFaults([
  ['drainDecided', 'worker'],
  ['drainDecided', 'postgres'],
  ['stepCommitted', 'worker'],
  ['stepCommitted', 'temporal'],
]);
