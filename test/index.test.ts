/** The public entry point: what its documentation shows runs as it stands. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const root = new URL('../', import.meta.url);

test('the example in the module comment runs and prints what it says', async (t) => {
  const source = readFileSync(new URL('src/index.ts', root), 'utf8');
  const comment = /```ts\n([^]*?)```/.exec(source)?.[1] ?? '';
  const code = comment.replace(/^ \* ?/gm, '');
  const promised = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map(([, value]) => value);
  t.deepEqual(promised, ['violated', '3']);

  const printed: string[] = [];
  const runnable = code
    .replace("from 'ics-check'", `from ${JSON.stringify(new URL('src/index.ts', root).href)}`)
    .replaceAll(
      'console.log(',
      '(globalThis as { printExample?: (value: unknown) => void }).printExample?.(',
    );
  const folder = new URL('.cache/', root);
  mkdirSync(folder, { recursive: true });
  const file = new URL(`example-${String(process.pid)}.ts`, folder);
  writeFileSync(file, runnable);
  try {
    Object.assign(globalThis, { printExample: (value: unknown) => printed.push(String(value)) });
    await import(fileURLToPath(file));
  } finally {
    rmSync(file);
  }
  t.deepEqual(printed, promised);
});

test('everything that the entry point promises is there', async (t) => {
  const library = await import('../src/index.ts');
  const missing = Object.entries(library).filter(([, exported]) => exported === undefined);
  t.deepEqual(missing, []);
  t.deepEqual(
    library.presetNames().filter((name) => name === 'pair'),
    ['pair'],
  );
  const instance = library.loadInstance('minimal');
  t.is(library.defineSystem(library.createIcsSystem(instance).definition).componentIds[0], 'provider');
});
