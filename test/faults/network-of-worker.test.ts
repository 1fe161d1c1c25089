import { testNetworkFaults } from './support/test-network-faults.js';

testNetworkFaults(['worker-postgres', 'worker-temporal', 'worker-mailbox']);
