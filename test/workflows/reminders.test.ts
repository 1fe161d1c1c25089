import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { publishRules } from '../support/rules.js';
import { openSkippingLifecycle, type SkippingLifecycle } from '../support/skipping-lifecycle.js';
import { type Story, storyOf } from '../support/story.js';

let life: SkippingLifecycle;
let story: Story;
beforeAll(async () => {
  life = await openSkippingLifecycle('reminders');
  story = storyOf(life);
  await life.startWorker();
});
afterAll(() => life?.close());

test('x', async () => {
  const nowMs = await life.nowMs();
  console.log(new Date(nowMs));
  const { rulebookId } = await publishRules(life.owner, { nowMs });
  const projectId = await story.submit({ rulebookId });
  const task = await story.task(projectId, 'councilApproval');
  console.log(task);
  await life.skipTo(task.next_rung_at?.toISOString() ?? '', 1000);
  console.log(await story.task(projectId, 'councilApproval'), new Date(await life.nowMs()));
});
