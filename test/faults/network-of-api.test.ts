import { testNetworkFaults } from './support/test-network-faults.js';

testNetworkFaults(['api-postgres', 'api-temporal']);
