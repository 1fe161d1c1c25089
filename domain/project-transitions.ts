// The lifecycle table: from which status a project comes to which, and through what. A status without a way on is an end.
import type { ProjectStatus } from './vocabulary.js';

/** What moves a project on: a person's command with what it led to, or the clock. */
export const TRANSITION_CAUSES = [
  'submitted',
  'councilsApproved',
  'councilRejected',
  'nsosApproved',
  'nsoRejected',
  'nsoReturned',
  'resubmitted',
  'withdrawn',
  'completed',
  'closed',
  'lapsed',
  'rolloverClosed',
] as const;
export type TransitionCause = (typeof TRANSITION_CAUSES)[number];

export interface Transition {
  on: TransitionCause;
  to: ProjectStatus;
  /** Id of RULES.md; null where the circular is silent. */
  rule: string | null;
}

/** Where a submitted project begins: with the councils, or at once with the NSOs where no council is required (R-1.4.a). */
export const FIRST_STATUSES = ['council', 'nsos'] as const satisfies readonly ProjectStatus[];

const WITHDRAWAL = { on: 'withdrawn', to: 'withdrawn', rule: null } as const;

/** Every way that there is. A new status does not compile until it has its row. */
export const PROJECT_TRANSITIONS = {
  council: [
    { on: 'councilsApproved', to: 'nsos', rule: 'R-1.4.a.2' },
    { on: 'councilRejected', to: 'councilRejected', rule: 'R-1.4.a' },
    WITHDRAWAL,
  ],
  councilRejected: [
    { on: 'resubmitted', to: 'council', rule: 'R-1.4.a' },
    { on: 'lapsed', to: 'lapsed', rule: 'R-1.4.a' },
    WITHDRAWAL,
  ],
  nsos: [
    { on: 'nsosApproved', to: 'active', rule: 'R-1.4.f' },
    { on: 'nsoRejected', to: 'rejected', rule: 'R-1.4.f' },
    { on: 'nsoReturned', to: 'returned', rule: 'R-1.4.f' },
    WITHDRAWAL,
  ],
  returned: [
    { on: 'resubmitted', to: 'nsos', rule: 'R-1.4.f' },
    { on: 'lapsed', to: 'lapsed', rule: 'R-1.4.f' },
    WITHDRAWAL,
  ],
  active: [
    { on: 'completed', to: 'completed', rule: 'R-3.1.0' },
    { on: 'closed', to: 'closed', rule: 'R-1.4.f' },
    { on: 'lapsed', to: 'lapsed', rule: 'R-1.3.a' },
  ],
  completed: [{ on: 'rolloverClosed', to: 'archived', rule: 'R-3.1.5' }],
  archived: [],
  rejected: [],
  withdrawn: [],
  closed: [],
  lapsed: [],
} as const satisfies Record<ProjectStatus, readonly Transition[]>;

/** Nothing happens any more, by itself or by command. */
export function isEnd(status: ProjectStatus): boolean {
  return PROJECT_TRANSITIONS[status].length === 0;
}

/** The table as a Mermaid state diagram, for docs/lifecycle.md. */
export function lifecycleDiagram(): string {
  const ways = Object.entries(PROJECT_TRANSITIONS).flatMap(([from, transitions]: [string, readonly Transition[]]) =>
    transitions.length === 0
      ? [`  ${from} --> [*]`]
      : transitions.map(({ on, to, rule }) => `  ${from} --> ${to}: ${on}${rule === null ? '' : ` (${rule})`}`),
  );
  const begins = FIRST_STATUSES.map((status) => `  [*] --> ${status}: submitted`);
  return ['stateDiagram-v2', ...begins, ...ways].join('\n');
}
