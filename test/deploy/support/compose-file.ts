// docker-compose.yml as Docker Compose reads it, as far as the tests ask.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { projectFolder } from '../../../local/project-folder.js';

export interface Service {
  image?: string;
  build?: string;
  command?: string[];
  restart?: string;
  ports?: string[];
  networks?: string[];
  environment?: Record<string, string>;
  deploy?: { replicas?: number };
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  configs?: { source: string; target: string }[];
}

export interface ComposeFile {
  text: string;
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  configs: Record<string, { content: string }>;
  networks: Record<string, { ipam: { config: { subnet: string }[] } }>;
}

export const readProjectFile = (file: string) => readFile(path.join(projectFolder(), file), 'utf8');

export async function readCompose(): Promise<ComposeFile> {
  const text = await readProjectFile('docker-compose.yml');
  return { text, ...parse(text, { merge: true }) };
}

/** The values of .env.example, by name. */
export async function readEnvExample(): Promise<Record<string, string>> {
  const lines = (await readProjectFile('.env.example')).split('\n').filter((line) => line && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

/** What `${NAME}`, `${NAME:?why}` and `${NAME:-otherwise}` become; throws where a required one is missing. */
export function interpolated(text: string, values: Record<string, string>): string {
  return text.replace(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_, name: string, kind?: string, rest = '') => {
    if (values[name]) return values[name];
    if (kind === '-') return rest;
    throw new Error(`${name} is not set`);
  });
}

/** Names that stand in `${…}`; `$$` is a dollar sign. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.replaceAll('$$', '').matchAll(/\$\{(\w+)/g)].map(([, name]) => name as string))].sort();
}
