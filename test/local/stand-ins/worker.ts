/** In place of the worker, for tests of the supervision alone: it says that it lives, and ends when it is told to. */
process.stdout.write(`${JSON.stringify(process.env)}\n`);
setInterval(() => {}, 1_000);
