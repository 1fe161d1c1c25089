import type { ProjectStatus, TaskKind } from '../../domain/vocabulary.js';
import type { RulebookWords } from '../rulebook-words.js';
import type { Viewer } from '../viewer.js';

/** Who has an open task: a school's council, an NSO, or the founders who revise the project. */
export function whoHas(
  { t }: Viewer,
  words: RulebookWords,
  { kind, schoolName, nsoId }: { kind: TaskKind; schoolName: string | null; nsoId: string },
): string {
  if (kind === 'revision') return t('pages.waitingFor.founders');
  return schoolName ?? words.nso(nsoId);
}

/** Who has a project on which no task is open. */
export function whoGoesOn({ t }: Viewer, status: ProjectStatus | 'draft'): string {
  switch (status) {
    case 'draft':
    case 'active':
    case 'councilRejected':
    case 'returned':
      return t('pages.waitingFor.founders');
    case 'completed':
      return t('pages.waitingFor.teachers');
    default:
      return t('pages.waitingFor.nobody');
  }
}
