import { consumerRecordParameters, queueVsc } from '../provider/consumer-record-setup.ts';
import { diffOf } from '../provider/validator-set-diff.ts';
import { ofConsumer, type Fault } from './fault.ts';

export const m01: Fault = {
  id: 'M01',
  name: 'no-removals',
  kind: 'mutant',
  description: 'A VSC does not mention validators that leave the set.',
  source: ['x/ccv/provider/keeper/validator_set_update.go DiffValidators'],
  machine: 'consumer-record',
  overrides: ofConsumer((instance, consumer) => {
    const { nextSet } = consumerRecordParameters(instance, consumer);
    const withoutRemovals: typeof diffOf = (before, after) =>
      diffOf(before, after).filter(({ power }) => power > 0);
    return { actions: { queueVsc: queueVsc(nextSet, withoutRemovals) } };
  }),
  caughtBy: ['vsc-validity', 'stored-tracks-consumer', 'valsets-converge'],
};
