// Stands for a change of a handler that events do not show: whatever was applied is now turned away.
import { ApplicationFailure, type WorkflowInterceptors } from '@temporalio/workflow';

export const interceptors = (): WorkflowInterceptors => ({
  inbound: [
    {
      async handleUpdate(input, next) {
        await next(input);
        throw ApplicationFailure.nonRetryable('turned away', 'refused');
      },
    },
  ],
});
