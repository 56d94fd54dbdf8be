/**
 * A number for a name that depends on nothing else (FNV-1a, 32 bits). Numbers given out as names turn up would depend on the
 * runs before, and a run played alone would not be the one it was.
 */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
