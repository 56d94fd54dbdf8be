/** Follows a trace of the peer's model step by step on this one, and compares the states on the way. */
import { defineSystem } from '../../src/system/define-system.ts';
import { channelOf, recordOf } from '../component-ids.ts';
import type { IcsSystem } from '../ics-system.ts';
import type { ChannelContext, ConsumerId, ConsumerRecordContext, ValidatorSetChange } from '../vocabulary.ts';
import { compareStates, type Difference } from './compare-states.ts';
import { followAction } from './follow-action.ts';
import { CannotFollow, isModelFailure, OurRun } from './our-run.ts';
import type { PeerAction, PeerState, PeerTrace, PeerVscPacket } from './peer-state.ts';
import { RuleCounts } from './rules.ts';

export interface PeerReplay {
  /** Steps of the trace, and how many of them were followed with all comparisons made. */
  readonly steps: number;
  readonly followed: number;
  /** Environment events that this took here. */
  readonly events: number;
  /** How often each rule of abstraction was needed. */
  readonly rules: ReturnType<RuleCounts['toJson']>;
  /** What ended the replay early. */
  readonly divergence?: Divergence;
}

export interface Divergence {
  /** From 1; 0 is the initial state. */
  readonly step: number;
  /** As the trace has it; empty for the initial state. */
  readonly action: string;
  /** The states differ, or this model cannot do what the trace does. */
  readonly problem: Difference | { readonly cannotFollow: string };
}

export function replayPeerTrace({ definition, instance }: IcsSystem, trace: PeerTrace): PeerReplay {
  const run = new OurRun(defineSystem(definition), instance);
  const rules = new RuleCounts();
  const end = (followed: number, divergence?: Divergence): PeerReplay => ({
    steps: trace.steps.length,
    followed,
    events: run.steps,
    rules: rules.toJson(),
    ...(divergence === undefined ? {} : { divergence }),
  });
  const atStart = compareStates(run, trace.initial, rules);
  if (atStart !== undefined) return end(0, { step: 0, action: '', problem: atStart });
  let before = trace.initial;
  for (const [index, { action, state }] of trace.steps.entries()) {
    const problem = takeStep(run, action, before, state, rules);
    if (problem !== undefined) return end(index, { step: index + 1, action: describe(action), problem });
    before = state;
  }
  return end(trace.steps.length);
}

function takeStep(
  run: OurRun,
  action: PeerAction,
  before: PeerState,
  after: PeerState,
  rules: RuleCounts,
): Divergence['problem'] | undefined {
  try {
    const issued = run.nextVscId;
    followAction(run, action, before, rules);
    if (run.nextVscId > issued) matchPackets(run, issued, after, rules);
  } catch (error) {
    if (error instanceof CannotFollow || isModelFailure(error)) return { cannotFollow: error.message };
    throw error;
  }
  return compareStates(run, after, rules);
}

/**
 * An epoch has ended. The peer sends a packet to whoever was flagged in its course, even if nothing has changed in the
 * end; this model, like the code, sends only news, but among these also acknowledgements that the peer forgets.
 */
function matchPackets(run: OurRun, vsc: number, { consumers }: PeerState, rules: RuleCounts): void {
  for (const [id, { status, toConsumer }] of consumers) {
    if (status !== 'running' || run.snapshot(recordOf(id)).value !== 'launched') continue;
    const ours = packetHere(run, id, vsc);
    const theirs = toConsumer.find((packet) => packet.id === vsc);
    if (ours === undefined && theirs !== undefined && saysNothingNew(run, id, theirs)) {
      rules.apply('packets-without-news');
      run.peersAlone(id).add(vsc);
    } else if (ours !== undefined && theirs === undefined && ours.updates.length === 0) {
      rules.apply('packets-of-ours-alone');
      run.oursAlone(id).add(vsc);
    }
  }
}

function packetHere(run: OurRun, id: ConsumerId, vsc: number): ValidatorSetChange | undefined {
  const { toConsumer } = run.snapshot<ChannelContext>(channelOf(id)).context;
  const { pending } = run.snapshot<ConsumerRecordContext>(recordOf(id)).context;
  return [...toConsumer, ...pending].find((packet) => run.idOf(packet.vsc) === vsc);
}

/** Its set is the one that this model provided last, and it acknowledges nothing. */
function saysNothingNew(run: OurRun, id: ConsumerId, { powers, slashAcks }: PeerVscPacket): boolean {
  const { stored } = run.snapshot<ConsumerRecordContext>(recordOf(id)).context;
  const powerful = [...powers].filter(([, power]) => power > 0);
  return (
    slashAcks.length === 0 &&
    powerful.length === stored.length &&
    stored.every(({ key, power }) => powers.get(key) === power)
  );
}

function describe({ kind, ...details }: PeerAction): string {
  return `${kind} ${JSON.stringify(details)}`;
}
