/**
 * Completes dist/ with the files that the program reads at run time and the compiler leaves behind: instances,
 * recorded traces, schemas and the explorer's assets. The tree is kept, so `new URL('./x.json', import.meta.url)`
 * finds the same file from a source module and from its compiled twin.
 */
import { cp, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDERS = ['model', 'properties', 'src', 'traces', 'schema'];
const LEFT_OUT: ReadonlySet<string> = new Set(['.ts', '.md']);

const root = new URL('../', import.meta.url);

async function isData(path: string): Promise<boolean> {
  return !LEFT_OUT.has(extname(path)) || (await stat(path)).isDirectory();
}

for (const folder of FOLDERS) {
  const from = fileURLToPath(new URL(folder, root));
  const to = fileURLToPath(new URL(`dist/${folder}`, root));
  if (existsSync(from)) await cp(from, to, { recursive: true, filter: isData });
}
