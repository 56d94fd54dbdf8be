import { format } from 'prettier';
import { z } from 'zod';
import { instanceSchema } from '../model/instance.ts';

/** The JSON Schema of an instance file as it is written (fields with a default may be left out), formatted. */
export async function instanceJsonSchemaText(): Promise<string> {
  const schema = z.toJSONSchema(instanceSchema, {
    io: 'input',
    // `readonly()` is about the parsed object; in a JSON Schema it would tell editors that nobody may change the file.
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
    },
  });
  const published = {
    $schema: schema.$schema,
    title: 'ics-check instance',
    description:
      'How many validators and consumer chains a checked system has, with which parameters, and how often the environment may act. Periods are in seconds, stake in tokens, fractions are decimal strings.',
    ...schema,
  };
  return format(JSON.stringify(published), { parser: 'json', printWidth: 110 });
}
