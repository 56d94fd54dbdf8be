/** How far a worker's search of a pass is, for the main thread to see while the worker is busy. */
import type { PassProgress } from '../explicit/run-pass.ts';

const fields = ['distinct', 'generated', 'depth', 'frontier', 'livenessStates'] as const;

export function progressMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(8 * fields.length);
}

export function leaveProgress(memory: SharedArrayBuffer, progress: PassProgress): void {
  new Float64Array(memory).set(fields.map((field) => progress[field] ?? 0));
}

/** What several searches have done together. */
export function sumOfProgress(memories: readonly SharedArrayBuffer[]): PassProgress {
  const all = memories.map((memory) => new Float64Array(memory));
  const sum = (field: (typeof fields)[number]): number =>
    all.reduce((total, numbers) => total + (numbers[fields.indexOf(field)] ?? 0), 0);
  const depth = Math.max(0, ...all.map((numbers) => numbers[fields.indexOf('depth')] ?? 0));
  const livenessStates = sum('livenessStates');
  return {
    distinct: sum('distinct'),
    generated: sum('generated'),
    depth,
    frontier: sum('frontier'),
    ...(livenessStates > 0 ? { livenessStates } : {}),
  };
}
