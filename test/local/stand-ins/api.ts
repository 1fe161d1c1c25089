/** In place of the API, for tests of the supervision alone: ready at once, tells its environment. */
import { createServer } from 'node:http';

createServer((request, response) => {
  response.end(request.url === '/environment' ? JSON.stringify(process.env) : 'ready');
}).listen(Number(process.env.PORT), '127.0.0.1');
