// Loaded into the sandbox before any workflow. The SDK takes a stack trace of every promise, for Temporal's stack-trace query:
// with the usual ten frames that is a quarter of a workflow's processor time. Two of these frames are the SDK's own.
Error.stackTraceLimit = 4;
