#!/usr/bin/env node
// Starts the compiled command line. All behaviour, exit codes included, lives in src/cli/main.ts.
import { existsSync } from 'node:fs';

const entry = new URL('../dist/src/cli/main.js', import.meta.url);

if (existsSync(entry)) {
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write('ics-check: the compiled program (dist/) is missing; run `npm run build` first\n');
  process.exitCode = 2;
}
