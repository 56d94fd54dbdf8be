/** The recorded traces of the peer, for tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { createIcsSystem } from '../../../model/ics-system.ts';
import { loadInstance } from '../../../model/load-instance.ts';
import { peerVariables } from '../../../model/quint/peer-state.ts';
import { readPeerTrace } from '../../../model/quint/read-peer-trace.ts';
import { replayPeerTrace, type PeerReplay } from '../../../model/quint/replay-peer-trace.ts';
import { readForeignTrace } from '../../../src/trace/itf-data.ts';

const folder = new URL('../../../traces/quint/', import.meta.url);

export const recordedNames = readdirSync(folder).filter((name) => name.endsWith('.itf.json.gz'));

/** The document as JSON text. */
export function recordedText(name: string): string {
  return gunzipSync(readFileSync(new URL(name, folder))).toString('utf8');
}

export function replayText(text: string, faults: readonly string[] = []): PeerReplay {
  const { states } = readForeignTrace(new TextEncoder().encode(text), 'trace', peerVariables);
  return replayPeerTrace(createIcsSystem(loadInstance('quint'), { faults }), readPeerTrace(states, 'trace'));
}
