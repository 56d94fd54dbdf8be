/** What the environment may do, in words. */
import { heightIn, secondsIn } from '../absolute-clock.ts';
import { provider } from '../component-ids.ts';
import type { ChannelChoice, ConsumerChoice, ProviderChoice, Signer } from '../vocabulary.ts';
import type { PhraseTable } from './phrase-table.ts';
import { consumerIn, counted, shapingInWords } from './wording.ts';

const chainOf = (component: string): string => (component === provider ? provider : consumerIn(component));

const signedFor = (validator: string, signer: Signer): string =>
  signer === 'operator' ? validator : `somebody else, in the name of ${validator},`;

export const choicePhrases: PhraseTable<ProviderChoice | ChannelChoice | ConsumerChoice> = {
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
  updateShaping: ({ consumer, parameters }) =>
    `${consumer} is to be shaped otherwise: ${shapingInWords(parameters)}`,
  nextBlock: ({ seconds }, { component, clock }) => {
    const chain = chainOf(component);
    const height = heightIn(clock, chain);
    const time = secondsIn(clock, chain);
    return `block ${height - 1} ends, block ${height} begins ${seconds} s later (at ${time} s)`;
  },
  quietBlocks: ({ blocks, seconds }, { component, clock }) =>
    `${counted(blocks, 'block')} pass in ${seconds} s in which nothing is due (now block ${heightIn(clock, chainOf(component))})`,
  relayVsc: (_, { component }) => `a relayer delivers the oldest VSC packet to ${consumerIn(component)}`,
  relaySlash: (_, { component }) =>
    `a relayer delivers the oldest slash packet of ${consumerIn(component)} to the provider`,
  relaySlashAck: (_, { component }) =>
    `a relayer delivers the oldest slash acknowledgement to ${consumerIn(component)}`,
  timeoutVsc: (_, { component }) =>
    `a relayer proves that a VSC packet to ${consumerIn(component)} timed out`,
  timeoutSlash: (_, { component }) =>
    `a relayer proves that a slash packet of ${consumerIn(component)} timed out`,
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
  queueUnknownVscReport: ({ key }) =>
    `a faulty binary queues a report about ${key} with a VSC id that was never issued`,
};
