/** Writes the published JSON Schema of instance files from the zod schema: `npx tsx scripts/generate-schema.ts`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { instanceJsonSchemaText } from './instance-json-schema.ts';

const path = new URL('../schema/instance.schema.json', import.meta.url);
await mkdir(new URL('./', path), { recursive: true });
await writeFile(path, await instanceJsonSchemaText());
