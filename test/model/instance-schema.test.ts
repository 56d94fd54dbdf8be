/** The published JSON Schema is what the zod schema says, and editors can check every preset with it. */
import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import test from 'ava';
import { presetNames } from '../../model/load-instance.ts';
import { instanceJsonSchemaText } from '../../scripts/instance-json-schema.ts';

const schemaPath = new URL('../../schema/instance.schema.json', import.meta.url);

const presetUrl = (name: string): URL => new URL(`../../model/instances/${name}.json`, import.meta.url);

async function readJson(url: URL): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(url, 'utf8'));
}

test('the published schema is up to date (npx tsx scripts/generate-schema.ts)', async (t) => {
  t.is(await readFile(schemaPath, 'utf8'), await instanceJsonSchemaText());
});

test('every preset names the schema and satisfies it', async (t) => {
  const validate = new Ajv2020().compile(await readJson(schemaPath));
  for (const name of presetNames()) {
    const preset = await readJson(presetUrl(name));
    t.is(new URL(String(preset.$schema), presetUrl(name)).href, schemaPath.href);
    t.true(validate(preset), JSON.stringify(validate.errors));
  }
});

test('the schema refuses what the loader refuses', async (t) => {
  const validate = new Ajv2020().compile(await readJson(schemaPath));
  const preset = await readJson(presetUrl('pair'));
  t.false(validate({ ...preset, liquidTokens: -1 }));
  t.false(validate({ ...preset, unknownField: 1 }));
  t.false(validate({ ...preset, consumers: [] }));
});
