/**
 * Files that a command writes. Whether they can be written is found out before the work, not after it: by really
 * writing, since permissions alone do not tell (read-only mounts, a file where a folder should be, the superuser).
 */
import { existsSync, mkdirSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CheckerError } from '../errors/checker-error.ts';

/** A folder that exists and can be written to, or will not be touched. */
export interface OutputFolder {
  /** Writes the file and returns its path, as the user would type it. */
  readonly write: (name: string, text: string) => string;
  /** Removes the folder if it was made for this purpose and nothing was written to it. */
  readonly dispose: () => void;
}

/** @throws CheckerError FILE_UNUSABLE */
export function openOutputFolder(path: string): OutputFolder {
  const created = !existsSync(path);
  let written = 0;
  try {
    makeFolders(resolve(path));
    tryWriting(join(path, `.ics-check-probe-${process.pid}`));
  } catch (cause) {
    throw unusable(`cannot write to the folder ${path}`, path, cause, 'name another folder with --out');
  }
  return {
    write: (name, text) => {
      const file = join(path, name);
      writeOutputFile(file, text);
      written++;
      return file;
    },
    dispose: () => {
      if (!created || written > 0) return;
      // Somebody else may have put something there meanwhile; then it stays.
      try {
        rmdirSync(path);
      } catch {
        return;
      }
    },
  };
}

/** Makes sure that a file can be written, leaving things as they are. @throws CheckerError FILE_UNUSABLE */
export function probeOutputFile(path: string): void {
  const existed = existsSync(path);
  try {
    writeFileSync(path, '', { flag: 'a' });
    if (!existed) rmSync(path);
  } catch (cause) {
    throw unusable(`cannot write the file ${path}`, path, cause, `does the folder ${dirname(path)} exist?`);
  }
}

/** @throws CheckerError FILE_UNUSABLE */
export function writeOutputFile(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw unusable(`cannot write the file ${path}`, path, cause, 'is there space left on the disk?');
  }
}

/**
 * Level by level: Node's recursive `mkdirSync` never returns where a file system answers ENOENT for a folder whose
 * parent exists, as /proc does.
 */
function makeFolders(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolders(parent);
  mkdirSync(path);
}

function tryWriting(path: string): void {
  writeFileSync(path, '');
  rmSync(path);
}

function unusable(message: string, at: string, cause: unknown, hint: string): CheckerError {
  const received = cause instanceof Error ? cause.message : String(cause);
  return new CheckerError('FILE_UNUSABLE', message, { at, received, hint, cause });
}
