/** `node dist/scripts/draw-lifecycle.js`: draws the lifecycle table into docs/lifecycle.md. A test compares the two. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lifecycleDiagram } from '../domain/project-transitions.js';
import { projectFolder } from '../local/project-folder.js';

const file = path.join(projectFolder(), 'docs', 'lifecycle.md');
const text = await readFile(file, 'utf8');
await writeFile(file, text.replace(/```mermaid\n[\s\S]*?\n```/, `\`\`\`mermaid\n${lifecycleDiagram()}\n\`\`\``));
