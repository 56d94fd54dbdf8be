/** Empties dist/, so that a file deleted from the sources does not linger in the package. */
import { rm } from 'node:fs/promises';

await rm(new URL('../dist/', import.meta.url), { recursive: true, force: true });
