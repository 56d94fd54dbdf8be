/**
 * The infraction parameters of one consumer, where its owner may change them. What is to be punished passes here on its
 * way and is given its price. A change takes effect an unbonding period after it was asked for, so that whoever is
 * punished with it could have left before; a second request takes the place of the first, and one for what is in force
 * already cancels it.
 *
 * Before the launch a change takes effect at once, if somebody asks for it then: only of consumers whose owner is known.
 */
import type { ConsumerInstance, Instance } from '../instance.ts';
import { isOwned } from '../lifecycle.ts';
import { penaltiesSetup } from './penalties-setup.ts';

const beforeLaunch = {
  setInfractionParameters: {
    description: 'The owner asks for other parameters before the launch: they are in force at once.',
    meta: { spec: 'x/ccv/provider/keeper/msg_server.go UpdateConsumer (SetInfractionParameters)' },
    actions: ['setAtOnce'],
  },
} as const;

export function createPenaltiesMachine(instance: Instance, consumer: ConsumerInstance) {
  return penaltiesSetup(instance, consumer).createMachine({
    id: 'penalties',
    description: "A consumer's infraction parameters, with the change that is queued.",
    meta: { spec: 'ADR-020; x/ccv/provider/keeper/infraction_parameters.go' },
    context: { inForce: 0, queued: null },
    initial: 'pricing',
    states: {
      pricing: {
        description: 'Reports and evidence are given their price.',
        meta: { spec: 'x/ccv/provider/keeper/infraction_parameters.go GetInfractionParameters' },
        on: {
          throttleReport: {
            description: 'A downtime report goes on to the slash meter with the penalty in force.',
            meta: { spec: 'x/ccv/provider/keeper/relay.go HandleSlashPacket (infraction parameters)' },
            actions: ['priceReport'],
          },
          punishEquivocation: {
            description: 'Proof of equivocation goes on to the provider with the penalty in force.',
            meta: {
              spec: 'x/ccv/provider/keeper/consumer_equivocation.go HandleConsumerDoubleVoting (infraction parameters)',
            },
            actions: ['priceEquivocation'],
          },
          updateInfractionParameters: [
            {
              description: 'The owner asks for what is in force already: nothing is queued any more.',
              meta: { spec: 'x/ccv/provider/keeper/infraction_parameters.go UpdateQueuedInfractionParams' },
              guard: 'choiceIsInForce',
              actions: ['cancelChange'],
            },
            {
              description:
                'The owner asks for other parameters: they are queued in place of what was queued.',
              meta: { spec: 'x/ccv/provider/keeper/infraction_parameters.go UpdateQueuedInfractionParams' },
              actions: ['queueChange'],
            },
          ],
          ...(isOwned(consumer) ? beforeLaunch : {}),
          penaltyChangesComeCloser: [
            {
              description: 'A block of the provider begins at which the queued change is due.',
              meta: {
                spec: 'x/ccv/provider/keeper/infraction_parameters.go BeginBlockUpdateInfractionParameters',
              },
              guard: 'changeIsDue',
              actions: ['applyChange'],
            },
            {
              description: 'A block of the provider begins.',
              meta: {
                spec: 'x/ccv/provider/keeper/infraction_parameters.go BeginBlockUpdateInfractionParameters',
              },
              actions: ['countDown'],
            },
          ],
        },
      },
    },
  });
}
