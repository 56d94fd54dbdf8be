/** A trace of the peer's model, read from its data: what is compared, with everything else left out. */
import { CheckerError } from '../../src/errors/checker-error.ts';
import { DataReader } from './data-reader.ts';
import type {
  PeerAction,
  PeerChain,
  PeerConsumer,
  PeerPacketToProvider,
  PeerState,
  PeerStatus,
  PeerTrace,
  PeerVscPacket,
  Powers,
} from './peer-state.ts';

/**
 * @param states by variable, as `readForeignTrace` gives them
 * @param source what to call the trace in errors
 * @throws CheckerError TRACE_INVALID
 */
export function readPeerTrace(
  states: readonly Readonly<Record<string, unknown>>[],
  source: string,
): PeerTrace {
  const read = states.map((state, index) => new DataReader(state, `${source}: states[${String(index)}]`));
  const [first, ...others] = read;
  if (first === undefined) throw new RangeError('a trace without states');
  return {
    initial: readState(first),
    steps: others.map((state) => ({ action: readAction(lastAction(state)), state: readState(state) })),
  };
}

function lastAction(state: DataReader): DataReader {
  const last = state.field('trace').list().at(-1);
  if (last === undefined) throw state.field('trace').wrong('the action that led to the state');
  return last;
}

function readState(state: DataReader): PeerState {
  const current = state.field('currentState');
  const provider = current.field('providerState');
  const statuses = provider.field('consumerStatus').map();
  const consumers = current.field('consumerStates').map();
  return {
    provider: readChain(provider.field('chainState')),
    nextVscId: provider.field('runningVscId').integer(),
    consumers: new Map(
      [...statuses].map(([id, status]) => {
        const consumer = consumers.get(id);
        if (consumer === undefined) throw current.field('consumerStates').wrong(`an entry for ${id}`);
        return [id, readConsumer(id, status, consumer, provider)];
      }),
    ),
  };
}

const statusNames: ReadonlySet<string> = new Set(['not consumer', 'running', 'stopped', 'timedout']);

function readConsumer(
  id: string,
  status: DataReader,
  consumer: DataReader,
  provider: DataReader,
): PeerConsumer {
  const name = status.text();
  if (!statusNames.has(name)) throw status.wrong([...statusNames].join(', '));
  /** Entry of the consumer in a map of the provider by consumer, which may leave it out. */
  const of = (field: string): DataReader | undefined => provider.field(field).map().get(id);
  return {
    status: name as PeerStatus,
    chain: readChain(consumer.field('chainState')),
    toConsumer: (of('outstandingPacketsToConsumer')?.list() ?? []).map(readVsc),
    unanswered: (of('sentVscPacketsToConsumer')?.list() ?? []).map((packet) => packet.field('id').integer()),
    toProvider: consumer.field('outstandingPacketsToProvider').list().map(readPacketToProvider),
    queued: consumer.field('queuedPackets').list().map(readPacketToProvider),
    maturing: consumer
      .field('maturationTimes')
      .list()
      .map((pair) => {
        const [packet, at] = pair.list();
        if (packet === undefined || at === undefined) throw pair.wrong('a packet and a time');
        return { id: packet.field('id').integer(), at: at.integer() };
      }),
    outstandingDowntime: new Set(
      consumer
        .field('outstandingDowntime')
        .set()
        .map((key) => key.text()),
    ),
    awaitsSlashAck: consumer.field('waitingForSlashPacketAck').set().length > 0,
    slashesReceived: (of('acksToSendOnEndBlock')?.list() ?? [])
      .map(readPacketToProvider)
      .filter(({ kind }) => kind === 'slash').length,
    keyOf: texts(of('validatorToConsumerAddr')),
    validatorOf: texts(of('consumerAddrToValidator')),
    toPrune: new Map(
      [...(of('consumerAddrsToPrune')?.entries() ?? [])].flatMap(([vsc, keys]) => {
        const list = keys.list().map((key) => key.text());
        return list.length === 0 ? [] : [[vsc.integer(), list]];
      }),
    ),
  };
}

function texts(map: DataReader | undefined): ReadonlyMap<string, string> {
  return new Map([...(map?.map() ?? [])].map(([key, value]) => [key, value.text()]));
}

function readChain(chain: DataReader): PeerChain {
  const [committed] = chain.field('votingPowerHistory').list();
  return {
    currentPowers: readPowers(chain.field('currentValidatorPowers')),
    committedPowers: committed && readPowers(committed),
    runningTimestamp: chain.field('runningTimestamp').integer(),
    height: chain.field('currentBlockHeight').integer(),
    jailedUntil: readPowers(chain.field('jailedUntil')),
  };
}

function readPowers(powers: DataReader): Powers {
  return new Map([...powers.map()].map(([name, power]) => [name, power.integer()]));
}

function readVsc(packet: DataReader): PeerVscPacket {
  const content = packet.field('tag').text() === 'Vsc' ? packet.field('value') : undefined;
  if (content === undefined) throw packet.field('tag').wrong('Vsc');
  return {
    kind: 'vsc',
    id: content.field('id').integer(),
    powers: readPowers(content.field('validatorSet')),
    slashAcks: content
      .field('downtimeSlashAcks')
      .list()
      .map((key) => key.text()),
    timeoutTime: content.field('timeoutTime').integer(),
  };
}

function readPacketToProvider(packet: DataReader): PeerPacketToProvider {
  const tag = packet.field('tag').text();
  const content = packet.field('value');
  const shared = { id: content.field('id').integer(), timeoutTime: content.field('timeoutTime').integer() };
  if (tag === 'VscMatured') return { kind: 'matured', ...shared };
  if (tag !== 'Slash') throw packet.field('tag').wrong('VscMatured or Slash');
  const isDowntime = content.field('downtime').flag();
  return { kind: 'slash', ...shared, key: content.field('validator').text(), isDowntime };
}

function readAction(action: DataReader): PeerAction {
  const kind = action.field('kind').text();
  const text = (field: string): string => action.field(field).text();
  const integer = (field: string): number => action.field(field).integer();
  const names = (field: string): readonly string[] =>
    action
      .field(field)
      .set()
      .map((name) => name.text())
      .sort();
  switch (kind) {
    case 'VotingPowerChange':
      return { kind, validator: text('validator'), changeAmount: integer('changeAmount') };
    case 'EndAndBeginBlockForProvider':
      return {
        kind,
        timeAdvancement: integer('timeAdvancement'),
        consumersToStart: names('consumersToStart'),
        consumersToStop: names('consumersToStop'),
      };
    case 'EndAndBeginBlockForConsumer':
      return { kind, consumerChain: text('consumerChain'), timeAdvancement: integer('timeAdvancement') };
    case 'DeliverVscPacket':
    case 'DeliverPacketToProvider':
      return { kind, consumerChain: text('consumerChain') };
    case 'ConsumerInitiatedSlash':
      return {
        kind,
        consumerChain: text('consumerChain'),
        validator: text('validator'),
        vscId: integer('vscId'),
        isDowntime: action.field('isDowntime').flag(),
      };
    case 'KeyAssignment':
      return {
        kind,
        consumerChain: text('consumerChain'),
        validator: text('validator'),
        consumerAddr: text('consumerAddr'),
      };
    default:
      throw new CheckerError('TRACE_INVALID', `the trace has an action "${kind}"`, {
        at: action.at,
        expected: 'an action of the Quint model ccv_model or of its key assignment',
        received: kind,
      });
  }
}
