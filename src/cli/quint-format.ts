/** Traces of the ICS project's own Quint model, replayed on the preset `quint`. */
import { createIcsSystem } from '../../model/ics-system.ts';
import { loadInstance } from '../../model/load-instance.ts';
import { peerVariables } from '../../model/quint/peer-state.ts';
import { readPeerTrace } from '../../model/quint/read-peer-trace.ts';
import { replayPeerTrace } from '../../model/quint/replay-peer-trace.ts';
import { readForeignTrace } from '../trace/itf-data.ts';
import type { ForeignFormat } from './catalogue.ts';

export const quintCcv: ForeignFormat = {
  id: 'quint-ccv',
  replay: (bytes, source, faults) => {
    const { states } = readForeignTrace(bytes, source, peerVariables);
    const trace = readPeerTrace(states, source);
    const { divergence, ...replay } = replayPeerTrace(
      createIcsSystem(loadInstance('quint'), { faults }),
      trace,
    );
    if (divergence === undefined) return replay;
    const { step, action, problem } = divergence;
    const told =
      'cannotFollow' in problem
        ? { field: '', trace: action, run: problem.cannotFollow }
        : { field: problem.field, trace: problem.theirs, run: problem.ours };
    return { ...replay, divergence: { step, action, ...told } };
  },
};
