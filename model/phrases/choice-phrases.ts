/** What the environment may do, in words. */
import { heightIn, secondsIn, vscName } from '../absolute-clock.ts';
import { provider } from '../component-ids.ts';
import type {
  ChannelChoice,
  ConsumerChoice,
  EvidenceChoice,
  EvidenceFlaw,
  OwnershipChoice,
  PenaltiesChoice,
  ConsumerRecordChoice,
  ProviderChoice,
  Signer,
  StandaloneChoice,
} from '../vocabulary.ts';
import type { PhraseTable } from './phrase-table.ts';
import { consumerIn, counted, ownersInWords, shapingInWords } from './wording.ts';

const chainOf = (component: string): string => (component === provider ? provider : consumerIn(component));

const signedFor = (validator: string, signer: Signer): string =>
  signer === 'operator' ? validator : `somebody else, in the name of ${validator},`;

const penaltiesInWords = (choice: number): string =>
  choice === 0 ? 'the infraction parameters of the launch' : `infraction parameters no. ${choice}`;

const flaws: Readonly<Record<EvidenceFlaw, string>> = {
  unsigned: 'that it has not signed',
  otherChain: 'that it signed for another chain id',
  tooOld: 'older than the first height of the client',
  noConflict: 'for one and the same block',
};

export const choicePhrases: PhraseTable<
  | ProviderChoice
  | ConsumerRecordChoice
  | ChannelChoice
  | ConsumerChoice
  | EvidenceChoice
  | OwnershipChoice
  | PenaltiesChoice
  | StandaloneChoice
> = {
  delegate: ({ validator, tokens }) => `a delegator stakes ${counted(tokens, 'token')} with ${validator}`,
  undelegate: ({ validator, tokens }) =>
    `a delegator begins to unbond ${counted(tokens, 'token')} from ${validator}`,
  redelegate: ({ from, to, tokens }) => `a delegator moves ${counted(tokens, 'token')} from ${from} to ${to}`,
  createValidator: ({ validator, tokens }) =>
    `${validator} becomes a validator with ${counted(tokens, 'token')}`,
  assignKey: ({ consumer, validator, key }) => `${validator} asks for the key ${key} on ${consumer}`,
  unjail: ({ validator }) => `${validator} unjails itself`,
  providerDowntime: ({ validator }) =>
    `${validator} was down on the provider itself: slashed and jailed there`,
  providerDoubleSign: ({ validator }) =>
    `${validator} double-signed on the provider itself: slashed, jailed and tombstoned there`,
  optIn: ({ consumer, validator, signer }) => `${signedFor(validator, signer)} opts in to ${consumer}`,
  optOut: ({ consumer, validator, signer }) => `${signedFor(validator, signer)} opts out of ${consumer}`,
  setCommission: ({ consumer, validator, rate, signer }) =>
    `${signedFor(validator, signer)} asks for a commission of ${rate} on ${consumer}`,
  updateShaping: ({ consumer, parameters, ownership }) =>
    ownership === undefined
      ? `${consumer} is to be shaped otherwise: ${shapingInWords(parameters)}`
      : `${ownersInWords[ownership.by]} would have ${consumer} belong to ${ownersInWords[ownership.to]} and be shaped so: ${shapingInWords(parameters)}`,
  restartFromExport: () => 'the provider is started anew from its exported state',
  nextBlock: ({ seconds }, { component, clock }) => {
    const chain = chainOf(component);
    const height = heightIn(clock, chain);
    const time = secondsIn(clock, chain);
    return `block ${height - 1} ends, block ${height} begins ${seconds} s later (at ${time} s)`;
  },
  quietBlocks: ({ blocks, seconds }, { component, clock }) =>
    `${counted(blocks, 'block')} pass in ${seconds} s in which nothing is due (now block ${heightIn(clock, chainOf(component))})`,
  scheduleLaunch: ({ seconds }, { component }) =>
    seconds === 0
      ? `the owner of ${consumerIn(component)} sets a spawn time that has passed already`
      : `the owner of ${consumerIn(component)} sets a spawn time ${seconds} s from now`,
  unscheduleLaunch: (_, { component }) => `the owner of ${consumerIn(component)} takes the spawn time back`,
  confirmAnotherChannel: ({ client }, { component }) =>
    client === 'own'
      ? `somebody confirms a second channel to ${consumerIn(component)}`
      : `somebody confirms a channel to another chain, as if it were ${consumerIn(component)}`,
  removeConsumer: (_, { component }) => `the owner of ${consumerIn(component)} removes it`,
  requestLaunch: ({ seconds, by }, { component }) =>
    `${ownersInWords[by]} would have ${consumerIn(component)} launched ${seconds} s from now`,
  withdrawLaunch: ({ by }, { component }) =>
    `${ownersInWords[by]} would have ${consumerIn(component)} not launched`,
  requestPenalties: ({ choice, by }, { component }) =>
    `${ownersInWords[by]} asks for ${penaltiesInWords(choice)} for ${consumerIn(component)}`,
  requestDenoms: ({ denoms, by }, { component }) =>
    `${ownersInWords[by]} would have ${denoms.length === 0 ? 'no further denomination' : denoms.join(', ')} distributed for ${consumerIn(component)}`,
  handOver: ({ by, to }, { component }) =>
    `${ownersInWords[by]} would have ${consumerIn(component)} belong to ${ownersInWords[to]}`,
  requestRemoval: ({ by }, { component }) =>
    `${ownersInWords[by]} would have ${consumerIn(component)} removed`,
  openInit: (_, { component }) => `the opening of a channel begins on ${consumerIn(component)}`,
  openTry: () => 'a relayer takes the opening of the channel to the provider',
  openAck: (_, { component }) =>
    `a relayer takes the answer of the provider to ${consumerIn(component)}: the channel is open there`,
  openConfirm: () => 'a relayer confirms the opening of the channel to the provider',
  relayVscError: (_, { component }) =>
    `a relayer proves to the provider that ${consumerIn(component)} answered a VSC packet with an error`,
  relayVsc: (_, { component }) => `a relayer delivers the oldest VSC packet to ${consumerIn(component)}`,
  relaySlash: (_, { component }) =>
    `a relayer delivers the oldest slash packet of ${consumerIn(component)} to the provider`,
  relaySlashAck: (_, { component }) =>
    `a relayer delivers the oldest slash acknowledgement to ${consumerIn(component)}`,
  relayMatured: (_, { component }) =>
    `a relayer delivers the oldest packet of ${consumerIn(component)}, a maturity, to the provider`,
  timeoutVsc: (_, { component }) =>
    `a relayer proves that a VSC packet to ${consumerIn(component)} timed out`,
  timeoutSlash: (_, { component }) => `a relayer proves that a packet of ${consumerIn(component)} timed out`,
  relayClose: () => 'a relayer proves that the other end of the channel is closed',
  updateClientOnProvider: (_, { component }) =>
    `a relayer updates the provider's light client of ${consumerIn(component)}`,
  updateClientOnConsumer: (_, { component }) =>
    `a relayer updates the light client that ${consumerIn(component)} has of the provider`,
  recoverClientOnProvider: (_, { component }) =>
    `governance recovers the provider's expired light client of ${consumerIn(component)}`,
  recoverClientOnConsumer: (_, { component }) =>
    `governance recovers the expired light client that ${consumerIn(component)} has of the provider`,
  stopSigning: ({ key }) => `the validator with key ${key} stops signing`,
  resumeSigning: ({ key }) => `the validator with key ${key} signs again`,
  changeUnbondingPeriod: ({ seconds }, { component }) =>
    `the governance of ${consumerIn(component)} sets its unbonding period to ${String(seconds)} s`,
  haltForEver: (_, { component }) => `${consumerIn(component)} stops producing blocks for good`,
  queueUnknownVscReport: ({ key }) =>
    `a faulty binary queues a report about ${key} with a VSC id that was never issued`,
  equivocate: ({ key, kind, noticed }) =>
    kind === 'lightClientAttack'
      ? `${key} signs two conflicting headers that light clients accept`
      : `${key} signs two blocks of one height${noticed ? ', and its own chain reports it' : ''}`,
  byzantineReport: ({ key, power, vsc }, { clock }) =>
    `whoever controls the chain queues a report about ${key} with power ${power} under ${vscName(vsc, clock)}`,
  upgrade: (_, { component }) => `an upgrade adds the CCV module to ${consumerIn(component)}`,
  undelegateAtHome: ({ key }, { component }) =>
    `a delegator begins to unbond 1 token from ${key}, on ${consumerIn(component)} itself`,
  signTwiceAtHome: ({ key }, { component }) =>
    `${key}, an own validator of ${consumerIn(component)}, signs two blocks of one height`,
  reportOldDoubleSign: ({ key }, { component }) =>
    `${consumerIn(component)} gets evidence of the double sign of ${key}, its validator of before`,
  submitEvidence: ({ to, key, kind }) =>
    `somebody hands in proof that ${key} ${kind === 'doubleVote' ? 'voted twice' : 'signed two headers'}, as evidence about ${to}`,
  submitForgedEvidence: ({ to, key, flaw }) =>
    `somebody hands in votes of ${key} ${flaws[flaw]}, as evidence about ${to}`,
  submitPaddedEvidence: ({ to, key, bystander }) =>
    `somebody hands in proof that ${key} signed two headers, with a made-up signature of ${bystander}, as evidence about ${to}`,
  submitTwinVotes: ({ to, key }) =>
    `somebody hands in honest votes of ${key} on two chains with one chain id, as evidence about ${to}`,
  updateInfractionParameters: ({ choice }, { component }) =>
    `the owner of ${consumerIn(component)} asks for ${penaltiesInWords(choice)}`,
};
