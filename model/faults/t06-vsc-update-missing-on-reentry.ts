import { genesisValidatorSet } from '../genesis-validator-set.ts';
import { consumerRecordParameters, queueVsc } from '../provider/consumer-record-setup.ts';
import { diffOf } from '../provider/validator-set-diff.ts';
import { ofConsumer, type Fault } from './fault.ts';

export const t06: Fault = {
  id: 'T06',
  name: 'vsc-update-missing-on-reentry',
  kind: 'historical',
  description:
    'A validator that left the set and returns with the power that it had at the launch is not mentioned, as if it had never been away.',
  source: ['cosmos/ibc#742'],
  machine: 'consumer-record',
  overrides: ofConsumer((instance, consumer) => {
    const { nextSet } = consumerRecordParameters(instance, consumer);
    const launched = genesisValidatorSet(instance, consumer);
    const isAsAtLaunch = ({ key, power }: { readonly key: string; readonly power: number }): boolean =>
      launched.some((member) => member.key === key && member.power === power);
    const withoutReturns: typeof diffOf = (before, after) =>
      diffOf(before, after).filter(
        (update) => before.some(({ key }) => key === update.key) || !isAsAtLaunch(update),
      );
    return { actions: { queueVsc: queueVsc(nextSet, withoutReturns) } };
  }),
  caughtBy: ['vsc-validity', 'stored-tracks-consumer', 'valsets-converge'],
};
