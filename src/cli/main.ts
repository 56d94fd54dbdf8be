/** The command line of ics-check, over the ICS model. `bin/ics-check.js` calls this with the arguments of the process. */
import { createRequire } from 'node:module';
import { icsCatalogue } from './ics-catalogue.ts';
import { processIo } from './io.ts';
import { runCommandLine } from './program.ts';

/**
 * @param argv arguments, without node and the script
 * @returns the exit code: 0 as expected, 1 an unexpected verdict or a replay that diverged, 2 bad usage or input,
 * 3 vacuous or inconclusive
 */
export async function main(argv: readonly string[]): Promise<number> {
  return runCommandLine(argv, { catalogue: icsCatalogue, io: processIo(), version: programVersion() });
}

/** The package refers to itself by name, which finds its package.json from the sources and from dist/ alike. */
function programVersion(): string {
  const require = createRequire(import.meta.url);
  return (require('ics-check/package.json') as { readonly version: string }).version;
}
