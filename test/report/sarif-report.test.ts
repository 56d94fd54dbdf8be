import { Ajv } from 'ajv';
import test from 'ava';
import { sarifReport } from '../../src/report/sarif-report.ts';
import { sampleReport } from './sample-report.ts';

/** What SARIF 2.1.0 requires of the parts that a report uses (sections 3.13, 3.14, 3.18, 3.27, 3.36-3.38). */
const text = { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 } } };
const artifact = {
  type: 'object',
  required: ['artifactLocation'],
  properties: {
    artifactLocation: {
      type: 'object',
      required: ['uri'],
      properties: { uri: { type: 'string', pattern: '^[^ ]+$' } },
    },
  },
};
const location = { type: 'object', properties: { message: text, physicalLocation: artifact } };
const schema = {
  type: 'object',
  required: ['version', 'runs'],
  properties: {
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool', 'results'],
        properties: {
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name'],
                properties: {
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id'],
                      properties: { shortDescription: text, fullDescription: text, help: text },
                    },
                  },
                },
              },
            },
          },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['message'],
              properties: {
                message: text,
                level: { enum: ['none', 'note', 'warning', 'error'] },
                kind: { enum: ['notApplicable', 'pass', 'fail', 'review', 'open', 'informational'] },
                locations: { type: 'array', items: location },
                codeFlows: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['threadFlows'],
                    properties: {
                      threadFlows: {
                        type: 'array',
                        minItems: 1,
                        items: {
                          type: 'object',
                          required: ['locations'],
                          properties: {
                            locations: {
                              type: 'array',
                              minItems: 1,
                              items: {
                                type: 'object',
                                properties: {
                                  location,
                                  importance: { enum: ['important', 'essential', 'unimportant'] },
                                  executionOrder: { type: 'integer', minimum: 0 },
                                },
                              },
                            },
                          },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

const log = JSON.parse(JSON.stringify(sarifReport(sampleReport, '1.2.3')));

test('the log has the shape that SARIF 2.1.0 asks for', (t) => {
  const ajv = new Ajv();
  t.true(ajv.validate(schema, log), ajv.errorsText());
});

test('every result refers to its own rule', (t) => {
  const [run] = log.runs;
  for (const { ruleId, ruleIndex } of run.results) t.is(run.tool.driver.rules[ruleIndex].id, ruleId);
  t.deepEqual(
    run.results.map(({ ruleId, level }: { ruleId: string; level: string }) => [ruleId, level]),
    [
      ['broken', 'error'],
      ['finding', 'note'],
      ['silent', 'warning'],
      ['unseen', 'warning'],
    ],
  );
});

test('a counterexample is a code flow over the steps of its trace, whose path is a URI', (t) => {
  const [broken] = log.runs[0].results;
  t.is(broken.locations[0].physicalLocation.artifactLocation.uri, 'out%20dir/broken.itf.json');
  const [{ locations }] = broken.codeFlows[0].threadFlows;
  t.deepEqual(
    locations.map((step: typeof broken) => step.location.message.text),
    ['c1: v1 stops signing', 'provider: a delegator stakes 1 token', 'provider: block 1 ends'],
  );
});
