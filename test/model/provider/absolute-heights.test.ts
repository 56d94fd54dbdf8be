/**
 * Ages instead of heights lose nothing: on random histories of a provider, an oracle that keeps absolute heights and the
 * real map from VSC ids to heights agrees on which unbonding entries every id that was ever issued would reach.
 */
import fc from 'fast-check';
import test from 'ava';
import type { Instance } from '../../../model/instance.ts';
import { createProviderMachine } from '../../../model/provider/provider-machine.ts';
import { mappedHeight, reaches } from '../../../model/provider/slashing.ts';
import { dueEntries } from '../../../model/provider/staking-end-block.ts';
import type { ProviderChoice, ProviderContext } from '../../../model/vocabulary.ts';
import { epochLength, oldestVscAge } from '../../../model/vsc-age.ts';
import { play, start } from '../play-machine.ts';
import { providerInstance } from './provider-instance.ts';

class AbsoluteProvider {
  readonly instance: Instance;
  readonly #machine;
  #snapshot;
  #height = 1;
  /** VSCtoH; an id that has not been provided yet is mapped in every block. Index 0 is the channel's opening. */
  readonly #heightOf = [1, 1];
  /** Creation heights, parallel to the list of entries; 0 for those from before any channel. */
  #created: number[];
  readonly #unbondHeights = new Map<string, number>();

  constructor(instance: Instance) {
    this.instance = instance;
    this.#machine = createProviderMachine(instance);
    this.#snapshot = start(this.#machine);
    this.#created = this.context.unbonding.map(() => 0);
  }

  get context(): ProviderContext {
    return this.#snapshot.context as ProviderContext;
  }

  take(event: ProviderChoice): void {
    const before = this.context;
    const played = play(this.#machine, this.#snapshot, [event]);
    if (played.refused.length > 0) return;
    this.#snapshot = played.snapshot;
    if (event.type === 'nextBlock') {
      const done = new Set(dueEntries(before));
      this.#created = this.#created.filter((_, index) => !done.has(entryAt(before, index)));
      const ended = this.#height;
      for (const { id, status } of this.context.validators) {
        const was = before.validators.find((validator) => validator.id === id)?.status;
        if (was === 'Bonded' && status === 'Unbonding') this.#unbondHeights.set(id, ended);
      }
      this.#heightOf[this.#heightOf.length - 1] = ended + 1;
      if (ended % epochLength(this.instance) === 0) this.#heightOf.push(ended + 1);
      this.#height += 1;
    } else if (this.context.unbonding.length > before.unbonding.length) {
      const source =
        event.type === 'redelegate' ? before.validators.find(({ id }) => id === event.from) : undefined;
      const isUnbonding = source?.status === 'Unbonding';
      this.#created.push(isUnbonding ? (this.#unbondHeights.get(source.id) ?? NaN) : this.#height);
    }
  }

  /** For every id and entry: what heights say and what ages say. */
  comparisons(): readonly { readonly heights: boolean; readonly ages: boolean }[] {
    const current = this.#heightOf.length - 1;
    const oldest = oldestVscAge(this.instance);
    return this.#heightOf.flatMap((infractionHeight, id) => {
      const vsc = id === 0 ? 'genesis' : Math.min(current - id, oldest);
      const infraction = mappedHeight(vsc, this.context.blockOfEpoch, epochLength(this.instance));
      return this.context.unbonding.map((entry, index) => ({
        heights:
          // Height 1 is both the current one and the channel's opening only in the first block.
          (infractionHeight < this.#height || id === 0) &&
          (this.#created[index] ?? NaN) >= infractionHeight &&
          entry.completesIn > 0,
        ages: reaches(infraction, entry),
      }));
    });
  }
}

function entryAt({ unbonding }: ProviderContext, index: number) {
  const entry = unbonding[index];
  if (entry === undefined) throw new RangeError(`no entry ${String(index)}`);
  return entry;
}

const validator = fc.constantFrom('a', 'b', 'c');
const event: fc.Arbitrary<ProviderChoice> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant('nextBlock' as const), seconds: fc.constantFrom(1, 2) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('undelegate' as const), validator, tokens: fc.constant(1) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('redelegate' as const),
      from: validator,
      to: validator,
      tokens: fc.constant(1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('providerDowntime' as const), validator }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('unjail' as const), validator }) },
);

for (const blocksPerEpoch of [1, 2, 3]) {
  test(`epochs of ${String(blocksPerEpoch)}: ages reach what heights reach, and no entry outgrows them`, (t) => {
    let reached = 0;
    let safe = 0;
    fc.assert(
      fc.property(fc.array(event, { minLength: 10, maxLength: 60 }), (events) => {
        const chain = new AbsoluteProvider(
          providerInstance({
            provider: { blockSeconds: [1, 2], blocksPerEpoch, unbondingSeconds: 7 },
            validators: [
              { id: 'a', tokens: 9, unbonding: [{ tokens: 2, completesIn: 5 }] },
              { id: 'b', tokens: 8 },
              { id: 'c', tokens: 7 },
            ],
          }),
        );
        const oldest = oldestVscAge(chain.instance);
        for (const next of events) {
          chain.take(next);
          for (const { heights, ages } of chain.comparisons()) {
            t.is(ages, heights);
            if (ages) reached += 1;
            else safe += 1;
          }
          for (const { createdAt } of chain.context.unbonding) {
            t.true(createdAt === 'before-channels' || createdAt < oldest);
          }
        }
      }),
      { numRuns: 60 },
    );
    t.true(reached > 100 && safe > 100);
  });
}
