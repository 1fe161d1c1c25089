// A journey whose processes reach PostgreSQL, Temporal and the mailbox through relays.
import { compiled } from '../../../local/project-folder.js';
import type { SystemUrls } from '../../../local/system.js';
import { type Journey, startJourney } from '../../journeys/support/journey.js';
import { openRelay, type Relay } from './relay.js';

const EDGES = ['api-postgres', 'api-temporal', 'worker-postgres', 'worker-temporal', 'worker-mailbox'] as const;
export type Edge = (typeof EDGES)[number];

export interface RelayedJourney {
  journey: Journey;
  relays: Record<Edge, Relay>;
  close(): Promise<void>;
}

export async function startRelayedJourney(): Promise<RelayedJourney> {
  const opened = await Promise.all(EDGES.map(async (edge) => [edge, await openRelay()] as const));
  const relays = Object.fromEntries(opened) as Record<Edge, Relay>;
  const through = (edge: Edge, url: string): string => {
    const relayed = new URL(url);
    relays[edge].connectTo(Number(relayed.port));
    relayed.hostname = '127.0.0.1';
    relayed.port = String(relays[edge].port);
    return relayed.href;
  };
  const temporalThrough = (edge: Edge, { temporal }: SystemUrls) => new URL(through(edge, `tcp://${temporal}`)).host;

  const journey = await startJourney({
    processes: [
      {
        name: 'worker',
        kind: 'worker',
        module: compiled('worker/main.js'),
        environment: (urls) => ({
          DATABASE_URL: through('worker-postgres', urls.database.worker),
          TEMPORAL_ADDRESS: temporalThrough('worker-temporal', urls),
          SMTP_URL: through('worker-mailbox', urls.smtp),
        }),
      },
      {
        name: 'api',
        kind: 'api',
        module: compiled('api/main.js'),
        environment: (urls) => ({
          DATABASE_URL: through('api-postgres', urls.database.api),
          TEMPORAL_ADDRESS: temporalThrough('api-temporal', urls),
        }),
      },
    ],
  });
  return {
    journey,
    relays,
    async close() {
      for (const relay of Object.values(relays)) relay.heal();
      await journey.close();
      await Promise.all(Object.values(relays).map((relay) => relay.close()));
    },
  };
}
