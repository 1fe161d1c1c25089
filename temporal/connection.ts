import { Client, Connection } from '@temporalio/client';

export interface TemporalAddress {
  address: string;
  namespace: string;
}

/**
 * A client that connects at first use, so that a process starts while Temporal is still away.
 * @returns the client and what closes its connection.
 */
export function connectClient({ address, namespace }: TemporalAddress): { client: Client; close(): Promise<void> } {
  const connection = Connection.lazy({ address });
  return { client: new Client({ connection, namespace }), close: () => connection.close() };
}
