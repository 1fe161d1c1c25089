// The table of invitations: from which status one comes to which, and through what. A status without a way on is an end.
import type { InvitationStatus } from '../vocabulary.js';

export const INVITATION_CAUSES = [
  'accepted',
  'councilApproved',
  'councilRejected',
  'declined',
  'withdrawn',
  'memberLeft',
  'projectEnded',
] as const;

export interface InvitationTransition {
  on: (typeof INVITATION_CAUSES)[number];
  to: InvitationStatus;
  /** Id of RULES.md; null where the circular is silent. */
  rule: string | null;
}

const ENDINGS = [
  { on: 'declined', to: 'declined', rule: null },
  { on: 'withdrawn', to: 'cancelled', rule: null },
  { on: 'memberLeft', to: 'cancelled', rule: null },
  { on: 'projectEnded', to: 'cancelled', rule: null },
] as const;

/** Every way that there is. A new status does not compile until it has its row. */
export const INVITATION_TRANSITIONS = {
  open: [
    { on: 'accepted', to: 'accepted', rule: 'R-1.4.a' },
    { on: 'accepted', to: 'effective', rule: 'R-1.p1' },
    ...ENDINGS,
  ],
  accepted: [
    { on: 'councilApproved', to: 'effective', rule: 'R-1.4.a' },
    { on: 'councilRejected', to: 'rejected', rule: 'R-1.4.a' },
    ...ENDINGS,
  ],
  effective: [],
  declined: [],
  rejected: [],
  cancelled: [],
} as const satisfies Record<InvitationStatus, readonly InvitationTransition[]>;
