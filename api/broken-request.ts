// Requests that are broken before any route knows them: too large a head, no HTTP, or never finished.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import { Problem, type ProblemCode } from '../usecases/problem.js';
import { problemDetails } from './problem-details.js';

/** A caller that is still sending is cut off; closed at once, the answer would be lost with what was not read yet. */
const LINGER_MS = 1_000;

/** Answers such a request with problem details, as every other one, and ends its connection. */
export function answerBrokenRequest(publicUrl: string, error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  // Nothing of the request is known, so neither is its language.
  const details = problemDetails(publicUrl, new Problem(codeOf(error)), 'en', uuidv7());
  const body = JSON.stringify(details);
  const head = [
    `HTTP/1.1 ${details.status} ${STATUS_CODES[details.status]}`,
    'content-type: application/problem+json',
    'content-language: en',
    'cache-control: no-store',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

function codeOf({ code }: NodeJS.ErrnoException): ProblemCode {
  if (code === 'HPE_HEADER_OVERFLOW') return 'headersTooLarge';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'requestTimeout' : 'malformed';
}
