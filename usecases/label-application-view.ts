import { checkLabelApplication, type LabelApplicationCheck } from '../domain/label-application-check.js';
import type { LabelContent } from '../domain/label-content.js';
import type { LabelRules } from '../domain/rulebook/label.js';
import type { Version } from '../domain/version.js';
import type { Instant, LabelStatus } from '../domain/vocabulary.js';
import type { StoredApplication } from '../records/label-applications.js';

export interface LabelApplicationView {
  applicationId: string;
  projectId: string;
  projectTitle: string;
  rulebookId: string;
  status: LabelStatus | 'draft';
  periodId: string | null;
  closesAt: Instant | null;
  receivedAt: Instant | null;
  /** Why it belongs to a later period than the one that it missed. */
  rolledOver: { fromPeriodId: string; receivedAt: Instant; closedAt: Instant; rule: 'R-3.1.5' } | null;
  version: number;
  savedAt: Instant;
  /** Name of whoever saved this version. */
  savedBy: string;
  content: LabelContent;
  editable: boolean;
  /** Once decided: the outcome, and what the evaluator wrote to the applicant. */
  outcome: StoredApplication['decision'];
  /** What its submission would be refused or warned for. */
  check: LabelApplicationCheck;
}

/** The version that an edit of the application is made from. */
export function versionOf({ status, version }: Pick<LabelApplicationView, 'status' | 'version'>): Version {
  return { stage: status === 'draft' ? 'draft' : 'submitted', number: version };
}

/** An application as its teacher sees it. */
export function labelApplicationView(stored: StoredApplication, label: LabelRules): LabelApplicationView {
  const { teacherId: _teacherId, rolledOverFrom, rolledOverWhy, decision, ...rest } = stored;
  const rolledOver = rolledOverFrom
    ? {
        fromPeriodId: rolledOverFrom,
        receivedAt: String(rolledOverWhy?.receivedAt),
        closedAt: String(rolledOverWhy?.closedAt),
        rule: 'R-3.1.5' as const,
      }
    : null;
  return { ...rest, rolledOver, outcome: decision, check: checkLabelApplication(label, stored.content) };
}
