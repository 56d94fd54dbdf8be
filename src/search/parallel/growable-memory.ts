/// <reference lib="es2024.sharedmemory" />
/**
 * Shared memory that grows in place, so that threads need not be sent another buffer: they make new views of it. Only
 * addresses are reserved beforehand; memory is taken as it grows.
 */

/** @param most bytes that it may grow to, at most 4 GB */
export function growableMemory(bytes: number, most: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes, { maxByteLength: most });
}

/** Memory for a few cells that one thread writes often: far enough from any other that none shares a cache line with it. */
export function lonelyCells(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes + 2 * cacheLine);
}
const cacheLine = 128;

/** Makes the memory at least so large. Only one thread at a time may do so. */
export function growTo(memory: SharedArrayBuffer, bytes: number): void {
  if (memory.byteLength < bytes) memory.grow(bytes);
}

/** A view of a fixed length, as fast as one of ordinary memory (a view that follows its buffer's length is not). */
export function intsOf(memory: SharedArrayBuffer, length = memory.byteLength >> 2): Int32Array {
  return new Int32Array(memory, 0, length);
}
