import type { Person } from './identity/people.js';
import type { System, SystemEvent } from './system.js';

/** A line for what happened; undefined for what needs none. */
export function eventLine(event: SystemEvent): string | undefined {
  switch (event.kind) {
    case 'starting':
      return undefined;
    case 'ready':
      return `  ${event.part.padEnd(11)} ready after ${event.seconds.toFixed(1)} s`;
    case 'given':
      return `  ${event.part.padEnd(11)} not started: ${event.address} is used`;
    case 'note':
      return `  ${event.part.padEnd(11)} ${event.sentence}`;
    case 'stopped-leftovers':
      return `  Stopped what an earlier start had left running: ${event.parts.join(', ')}.`;
    case 'died':
      return `The ${event.part} ended (${event.how}); it is started again.`;
    case 'restarted':
      return `The ${event.part} runs again after ${(event.afterMs / 1000).toFixed(1)} s.`;
    case 'crash-loop':
      return event.sentence;
  }
}

/** Where everything is, and who can sign in. */
export function readyReport(system: System, people: readonly Person[]): string {
  const { urls } = system;
  const places: [string, string | undefined][] = [
    ['Web pages', urls.web],
    ['API, described', urls.docs],
    ['Mailbox', urls.mailbox],
    ['Sign-in', urls.identity],
    ['Temporal', urls.temporal],
    ['Temporal UI', urls.temporalUi],
    ['PostgreSQL', urls.database.owner],
    ['Logs', `${system.folder}/logs`],
  ];
  const lines = places.flatMap(([name, place]) => (place === undefined ? [] : [`  ${name.padEnd(16)}${place}`]));
  return [
    '',
    `Everything runs, ready after ${system.secondsToReady.toFixed(1)} s:`,
    ...lines,
    ...(people.length === 0 ? [] : ['', 'Invented people who can sign in:', ...table(people)]),
    '',
    'Ctrl-C stops everything; npm start then goes on where it was.',
    '',
  ].join('\n');
}

function table(people: readonly Person[]): string[] {
  const rows = [
    ['E-MAIL', 'PASSWORD', 'WHO'],
    ...people.map(({ email, password, name, role }) => [email, password, role ? `${name}, ${role}` : name]),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)) + 2);
  return rows.map(([email = '', password = '', who = '']) => {
    return `  ${email.padEnd(widths[0] ?? 0)}${password.padEnd(widths[1] ?? 0)}${who}`;
  });
}
