import type { ProjectStatus } from '../../domain/vocabulary.js';
import type { Viewer } from '../viewer.js';

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
