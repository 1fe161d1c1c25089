// The process that runs workflows and activities, and sends the outbox's mails.
import { runWorker } from './run-worker.js';

await runWorker(process.env);
