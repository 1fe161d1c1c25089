import { Client, Connection } from '@temporalio/client';

export interface TemporalAddress {
  address: string;
  namespace: string;
}

/** A connection that a network has lost without a word is noticed after both. Temporal allows no ping sooner than 10 s. */
const PINGED_EVERY_MS = 15_000;
const PING_ANSWERED_WITHIN_MS = 5_000;

/**
 * A client that connects at first use, so that a process starts while Temporal is still away.
 * @returns the client and what closes its connection.
 */
export function connectClient({ address, namespace }: TemporalAddress): { client: Client; close(): Promise<void> } {
  const channelArgs = {
    'grpc.keepalive_time_ms': PINGED_EVERY_MS,
    'grpc.keepalive_timeout_ms': PING_ANSWERED_WITHIN_MS,
  };
  const connection = Connection.lazy({ address, channelArgs });
  return { client: new Client({ connection, namespace }), close: () => connection.close() };
}
