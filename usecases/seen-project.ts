import type { ActorTransaction } from '../records/actor.js';
import { findProject, type StoredProject } from '../records/project-view.js';
import { Problem } from './problem.js';

/** A submitted project that the actor sees. @throws Problem `notFound` */
export async function seenProject(tx: ActorTransaction, projectId: string): Promise<StoredProject> {
  const project = await findProject(tx, projectId);
  if (!project) throw new Problem('notFound');
  return project;
}
