/** What every command gets besides its own options. */
import type { Palette } from '../report/palette.ts';
import { paletteFor } from '../report/palette.ts';
import type { JsonValue } from '../system/json.ts';
import type { Catalogue } from './catalogue.ts';
import type { Io } from './io.ts';

export interface CommandContext<Subject> {
  readonly catalogue: Catalogue<Subject>;
  readonly io: Io;
  /** Of this program. */
  readonly version: string;
}

/** Flags that all commands with results share. */
export interface CommonOptions {
  readonly json?: true;
  readonly quiet?: true;
  /** False for `--no-color`. */
  readonly color: boolean;
}

export function paletteOf({ io }: Pick<CommandContext<never>, 'io'>, { color }: CommonOptions): Palette {
  return paletteFor(color && io.colored);
}

/** The one document that `--json` puts on stdout. */
export function printJson(io: Io, document: JsonValue): void {
  io.stdout(`${JSON.stringify(document, null, 2)}\n`);
}
