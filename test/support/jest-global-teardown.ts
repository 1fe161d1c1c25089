import './jest-global-setup.js';
import { clearRunFolder } from './test-run-folder.js';

/** Stops what the set-up started, whether or not the tests passed, and what a test left running. */
export default async function stopServices(): Promise<void> {
  const started = globalThis.testServices;
  if (!started) return;
  await Promise.all(started.services.map((service) => service.stop()));
  await clearRunFolder(started.folder);
}
