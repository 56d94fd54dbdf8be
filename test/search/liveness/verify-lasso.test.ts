/** Goal: the verifier lets no lasso pass that is not one, whatever part of it is wrong. */
import test from 'ava';
import type { EventuallyCheck, LeadsToCheck } from '../../../src/property/definition.ts';
import type { CertificateLine } from '../../../src/property/fairness-certificate.ts';
import type { FairLasso } from '../../../src/search/liveness/lasso.ts';
import { verifyLasso } from '../../../src/search/liveness/verify-lasso.ts';
import type { ChosenEvent } from '../../../src/system/chosen-event.ts';
import { defineSystem } from '../../../src/system/define-system.ts';
import type { FairnessClass } from '../../../src/system/vocabulary.ts';
import { drawnMachine, drawnSystem, fair, isIn } from './small-systems.ts';

const drawing = {
  start: { ask: 'off' },
  off: { toggle: 'on' },
  on: { toggle: 'off', serve: 'served', lose: 'lost' },
  lost: { ask: 'on' },
  served: { ask: 'off' },
};
const classes = [fair('weak', 'toggle'), fair('weak', 'serve'), fair('strong', 'buy')];
const system = defineSystem(
  drawnSystem(drawing, classes, {
    choices: {
      it: [
        { type: 'ask' },
        { type: 'toggle' },
        { type: 'serve' },
        { event: { type: 'lose' }, cost: { losses: 1 } },
      ],
    },
  }),
);
const asked: LeadsToCheck = {
  kind: 'leadsTo',
  scope: '',
  reads: ['it'],
  from: isIn('off'),
  to: isIn('served'),
};
const event = (type: string): ChosenEvent => ({ to: 'it', event: { type } });
const line = ({ name, strength, component }: FairnessClass) => ({ name, strength, component });
const [toggle, serve, buy] = classes.map(line) as [
  Pick<CertificateLine, 'name' | 'strength' | 'component'>,
  Pick<CertificateLine, 'name' | 'strength' | 'component'>,
  Pick<CertificateLine, 'name' | 'strength' | 'component'>,
];

const genuine: FairLasso = {
  stem: [event('ask')],
  loop: [event('toggle'), event('toggle')],
  opensAt: 1,
  certificate: [
    { ...toggle, reason: 'taken', event: 0 },
    { ...serve, reason: 'disabled', before: 0, spent: [] },
    { ...buy, reason: 'never-enabled', spent: [] },
  ],
  message: '',
  shortest: { stem: true, loop: true },
};

function problems(
  changes: Partial<FairLasso>,
  check: LeadsToCheck | EventuallyCheck = asked,
  given: readonly FairnessClass[] = classes,
): string {
  return verifyLasso(system, check, given, { ...genuine, ...changes }, { budgets: { losses: 1 } }).join('; ');
}

test('a genuine lasso passes', (t) => {
  t.is(problems({}), '');
});

test('an event that is not possible', (t) => {
  t.regex(problems({ stem: [event('toggle')] }), /event 1, "toggle" to it, is not possible/);
  t.regex(problems({ loop: [event('toggle'), event('lose'), event('ask'), event('lose')] }), /event 5/);
  t.regex(problems({ stem: [{ to: 'nobody', event: { type: 'ask' } }] }), /not possible/);
});

test('a loop that does not close', (t) => {
  t.regex(problems({ loop: [event('toggle')] }), /does not close: it differs/);
});

test('a loop that closes for the machines but not for an observer', (t) => {
  const observers = [
    { id: 'toggles', initial: 0, observes: ['it'], reduce: (count: number) => count + 1 } as never,
  ];
  t.regex(problems({}, { ...asked, observers }), /observer toggles differs/);
});

test('a loop that takes from a bounded budget', (t) => {
  t.regex(
    problems({ loop: [event('toggle'), event('lose'), event('ask'), event('toggle')] }),
    /takes from a bounded budget/,
  );
});

test('an obligation that does not arise, is met, or is excluded', (t) => {
  t.regex(problems({ opensAt: 0 }), /premise does not hold after 0 events/);
  t.regex(problems({ opensAt: 2 }), /does not arise on the stem/);
  t.regex(
    problems({ loop: [event('toggle'), event('serve'), event('ask')] }),
    /the obligation is met after 3 events/,
  );
  t.regex(problems({}, { ...asked, excluded: isIn('on') }), /assumption.*broken after 2 events/);
  const eventually: EventuallyCheck = { kind: 'eventually', scope: '', reads: ['it'], goal: isIn('served') };
  t.is(problems({ opensAt: 0 }, eventually), '');
  t.regex(problems({}, eventually), /owed from the initial state/);
});

test('a certificate that is wrong or says too little', (t) => {
  const [taken, disabled, never] = genuine.certificate as [CertificateLine, CertificateLine, CertificateLine];
  const certified = (...certificate: readonly CertificateLine[]) => problems({ certificate });
  t.regex(certified(taken, disabled), /says nothing of "buy"/);
  t.regex(certified({ ...toggle, reason: 'taken', event: 7 }, disabled, never), /"toggle" is not taken/);
  t.regex(certified(taken, { ...serve, reason: 'taken', event: 0 }, never), /"serve" is not taken/);
  t.regex(
    certified(taken, { ...serve, reason: 'disabled', before: 1, spent: [] }, never),
    /"serve" is not disabled/,
  );
  t.regex(
    certified(taken, { ...serve, reason: 'disabled', before: 9, spent: [] }, never),
    /"serve" is not disabled/,
  );
  t.regex(
    certified({ ...toggle, reason: 'never-enabled', spent: [] }, disabled, never),
    /"toggle" is not never-enabled/,
  );
  // Being disabled now and then satisfies weak fairness only.
  const strict = [fair('weak', 'toggle'), fair('strong', 'serve'), fair('strong', 'buy')];
  t.regex(problems({}, asked, strict), /"serve" is not disabled/);
});

test('a class with a condition counts only where it holds', (t) => {
  const when = (...states: readonly string[]) => ({ component: 'it', name: 'when', holds: isIn(...states) });
  t.is(problems({}, asked, [{ ...fair('weak', 'toggle'), when: [when('off')] }, ...classes.slice(1)]), '');
  t.regex(
    problems({}, asked, [{ ...fair('weak', 'toggle'), when: [when('on')] }, ...classes.slice(1)]),
    /"toggle" is not taken/,
  );
});

test('staying in one state for ever is a lasso where nothing fair is enabled', (t) => {
  const idle = defineSystem({
    name: 'idle',
    components: { it: drawnMachine({ a: { go: 'b' }, b: {} }) },
    choices: { it: [{ type: 'go' }] },
  });
  const check: EventuallyCheck = { kind: 'eventually', scope: '', reads: ['it'], goal: isIn('b') };
  const still = { ...genuine, stem: [], loop: [], opensAt: 0, certificate: [] };
  t.deepEqual(verifyLasso(idle, check, [], still, { budgets: {} }), []);
  const go = fair('weak', 'go');
  const excuse: CertificateLine = { ...line(go), reason: 'disabled', before: 0, spent: [] };
  t.deepEqual(verifyLasso(idle, check, [go], { ...still, certificate: [excuse] }, { budgets: {} }), [
    '"go" is not disabled as the certificate says',
  ]);
});
