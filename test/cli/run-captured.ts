/** Runs a command line on the heating catalogue and keeps what it prints. */
import { runCommandLine } from '../../src/cli/program.ts';
import type { Io } from '../../src/cli/io.ts';
import type { Catalogue } from '../../src/cli/catalogue.ts';
import { heatingCatalogue } from './heating-catalogue.ts';

export interface Captured {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function runCaptured(
  argv: readonly string[],
  catalogue: Catalogue<unknown> = heatingCatalogue(),
  io: Partial<Io> = {},
): Promise<Captured> {
  return runCapturedOn(catalogue, argv, io);
}

/** The same on any catalogue. */
export async function runCapturedOn<Subject>(
  catalogue: Catalogue<Subject>,
  argv: readonly string[],
  more: Partial<Io> = {},
): Promise<Captured> {
  let stdout = '';
  let stderr = '';
  const io = {
    stdout: (text: string) => void (stdout += text),
    stderr: (text: string) => void (stderr += text),
    showsProgress: false,
    colored: false,
    onInterrupt: () => () => undefined,
    ...more,
  };
  const code = await runCommandLine(argv, { catalogue, io, version: '1.2.3' });
  return { code, stdout, stderr };
}
