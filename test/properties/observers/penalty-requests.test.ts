/** Goal: penalties that change early, late, unasked or not at all are noticed. */
import test from 'ava';
import { loadInstance } from '../../../model/load-instance.ts';
import { penaltyRequests, type PenaltyRequests } from '../../../properties/observers/penalty-requests.ts';
import type { MachineEvent } from '../../../src/system/vocabulary.ts';
import { follow, said, type ScriptedDelivery } from '../slashing-situations.ts';

/** An unbonding period of 3 s. */
const instance = loadInstance('lifecycle');
const consumer = instance.consumers.find(({ id }) => id === 'c3');
if (consumer === undefined) throw new Error('no consumer c3');
const observer = penaltyRequests(instance, consumer);

const at = (event: MachineEvent, ...changes: readonly number[]): ScriptedDelivery => ({
  component: 'penalties-c3',
  event,
  emitted: changes.map((choice) => said({ type: 'penaltiesChanged', choice })),
});
const asks = (choice: number, ...changes: readonly number[]): ScriptedDelivery =>
  at({ type: 'updateInfractionParameters', choice }, ...changes);
const sets = (choice: number, ...changes: readonly number[]): ScriptedDelivery =>
  at({ type: 'setInfractionParameters', choice }, ...changes);
const passes = (seconds: number, ...changes: readonly number[]): ScriptedDelivery =>
  at({ type: 'penaltyChangesComeCloser', seconds }, ...changes);

const rows: readonly (readonly [string, readonly ScriptedDelivery[], RegExp])[] = [
  ['after an unbonding period', [asks(1), passes(2), passes(1, 1)], /^$/],
  ['too early', [asks(1), passes(2, 1)], /no. 1 come into force 2 s after no. 1/],
  ['too late', [asks(1), passes(3)], /no. 1 are due and not in force/],
  ['unasked', [passes(1, 1)], /no. 1 come into force unasked/],
  ['at once after the launch', [asks(1, 1)], /no. 1 come into force 0 s after/],
  ['at once before the launch', [sets(1, 1), sets(1), sets(0, 0)], /^$/],
  ['not at once before the launch', [sets(1)], /no. 1 are asked for at once and not in force/],
  ['others before the launch', [sets(1, 0)], /no. 1 are asked for at once and not in force/],
  ['back to those set before the launch', [sets(1, 1), asks(1), passes(3)], /^$/],
];
for (const [title, deliveries, defect] of rows) {
  test(`penalties change ${title}`, (t) => {
    t.regex(follow<PenaltyRequests>(observer, deliveries).at(-1)?.defect ?? '', defect);
  });
}
