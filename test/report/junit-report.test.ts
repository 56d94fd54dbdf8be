import test from 'ava';
import fc from 'fast-check';
import { junitReport } from '../../src/report/junit-report.ts';
import { xmlAttribute, xmlText } from '../../src/report/xml-text.ts';
import { sampleReport } from './sample-report.ts';

/**
 * Elements of an XML document with their attributes, in document order. Accepts well-formed documents of the form that
 * reports use (no comments, CDATA or doctype) and nothing else.
 */
function parseXml(
  text: string,
): readonly { name: string; attributes: Record<string, string>; inside: string }[] {
  const found: { name: string; attributes: Record<string, string>; inside: string }[] = [];
  const open: string[] = [];
  const declaration = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(text);
  let rest = text.slice(declaration?.[0].length ?? 0);
  while (rest.length > 0) {
    const characters = /^[^<&>]+|^&(?:amp|lt|gt|quot|apos|#[0-9]+);/.exec(rest)?.[0];
    const tag = /^<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>/.exec(rest);
    if (characters !== undefined) rest = rest.slice(characters.length);
    else if (tag === null) throw new SyntaxError(`not well-formed at: ${rest.slice(0, 80)}`);
    else {
      const [whole, closing, name = '', attributeText = '', empty] = tag;
      if (closing === '/') {
        if (open.pop() !== name) throw new SyntaxError(`${name} closes nothing`);
      } else {
        const attributes = [...attributeText.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key, value]) => [
          key,
          value,
        ]);
        if (/&(?!(?:amp|lt|gt|quot|apos|#[0-9]+);)/.test(attributeText))
          throw new SyntaxError('a bare ampersand');
        found.push({ name, attributes: Object.fromEntries(attributes), inside: open.join(' ') });
        if (empty !== '/') open.push(name);
      }
      rest = rest.slice(whole.length);
    }
  }
  if (open.length > 0) throw new SyntaxError(`${open.join()} stays open`);
  return found;
}

test('the report is well-formed and counts its cases', (t) => {
  const elements = parseXml(junitReport(sampleReport));
  const suite = elements.find(({ name }) => name === 'testsuite');
  t.like(suite?.attributes, { tests: '6', failures: '1', errors: '2', skipped: '1', time: '1.250' });
  const cases = elements.filter(({ name }) => name === 'testcase');
  t.deepEqual(
    cases.map(({ attributes }) => attributes['name']),
    ['kept', 'broken', 'finding', 'silent', 'elsewhere', 'unseen'],
  );
  t.true(cases.every(({ inside }) => inside === 'testsuites testsuite'));
  const outcomes = elements.filter(({ inside }) => inside.endsWith(' testcase')).map(({ name }) => name);
  t.deepEqual(outcomes, ['failure', 'error', 'skipped', 'error']);
});

test('a failure carries its story', (t) => {
  const report = junitReport(sampleReport);
  t.regex(report, /message="violated: c1: v1 is &quot;down&quot; &amp; never &lt;jailed&gt;"/);
  t.regex(report, /v1 stops signing/);
});

test('any text survives inside XML', (t) => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, (any) => {
      const [root, leaf] = parseXml(`<a x="${xmlAttribute(any)}"><b>${xmlText(any)}</b></a>`);
      return root?.name === 'a' && leaf?.name === 'b';
    }),
    { seed: 1, numRuns: 1_000 },
  );
  t.is(xmlText('a\u0000b\uD800c\u{1F600}'), 'a\u{FFFD}b\u{FFFD}c\u{1F600}');
  t.is(xmlAttribute('a"b\nc'), 'a&quot;b&#10;c');
});
