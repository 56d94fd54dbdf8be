/**
 * Guards and actions of the consumer machine, by name. What they are for is said in `descriptions.ts`.
 */
import { assertEvent } from 'xstate';
import { castDraft, freeze, produce } from 'immer';
import { genesisValidatorSet } from '../genesis-validator-set.ts';
import type { ConsumerInstance, Instance } from '../instance.ts';
import { hasRewards } from '../rewards/has-rewards.ts';
import { startsLaunched } from '../lifecycle.ts';
import { remark, sendMessage } from '../send-message.ts';
import type {
  ConsumerChoice,
  ConsumerContext,
  DowntimeReport,
  Equivocation,
  KeyPower,
  ToConsumer,
} from '../vocabulary.ts';
import { featuresOf, growOlder, mayChangePeriod, oldestVscAge, reportsMaturity } from '../vsc-age.ts';
import { isStandalone } from '../changeover/is-standalone.ts';
import { changeoverActions, changeoverGuards } from './changeover-setup.ts';
import { consumerTypes } from './consumer-types.ts';
import { maturityActions } from './maturity-setup.ts';
import { noMaturities, withLessTime, withOlderReferences, withoutHead } from './maturity.ts';
import { detectDowntime, missedAfter } from './missed-blocks.ts';
import { softOptOutOf } from './soft-opt-out.ts';
import { accumulateUpdates, applyUpdates, entrants, powerOf, sameSets } from './validator-updates.ts';
import { sendRewardMessage } from '../rewards/send-reward-message.ts';

/**
 * A consumer that has just launched, or waits for that: its genesis set signs (nobody does before there is one), and no VSC
 * was received in any remembered block.
 */
export function initialConsumerContext(instance: Instance, consumer: ConsumerInstance): ConsumerContext {
  const set: readonly KeyPower[] = !startsLaunched(consumer)
    ? []
    : genesisValidatorSet(instance, consumer)
        .map(({ key, power }) => ({ key, power }))
        .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const context: ConsumerContext = {
    set,
    signers: set,
    pendingChanges: null,
    vscOfHeight: { previous: 'genesis', current: 'genesis', next: 'genesis' },
    channelEstablished: consumer.channelEstablished,
    outstanding: [],
    queue: [],
    slashRecord: null,
    down: [],
    missed: [],
    channelClosed: false,
    faulty: false,
    ...(reportsMaturity(instance, consumer) ? noMaturities : {}),
    ...(mayChangePeriod(instance, consumer) ? { unbondingSeconds: consumer.unbondingSeconds } : {}),
    ...(isStandalone(consumer) ? { isFirstBlock: true } : {}),
  };
  return freeze(context, true);
}

/** XState's `setup` with everything that the machine's configuration names. */
export function consumerSetup(instance: Instance, consumer: ConsumerInstance) {
  const { clearFlagOnEntry } = featuresOf(instance);
  const oldest = oldestVscAge(instance);
  const { downtimeBlocks, retryDelaySeconds } = consumer;
  const paysRewards = hasRewards(consumer);
  const softOptOut = softOptOutOf(instance, consumer);

  return consumerTypes.extend({
    guards: {
      vscIsInvalid: ({ event }) => event.type === 'vscReceived' && event.vsc === 'genesis',
      channelIsEstablished: ({ context }) => context.channelEstablished,
      reportIsQueued: ({ context }) => context.queue.length > 0,
      sendingIsPermitted: ({ context: { slashRecord } }) =>
        slashRecord === null || (!slashRecord.waiting && slashRecord.retryIn < 0),
      reportWasHandled: ({ event }) => event.type === 'slashAcknowledged' && event.result === 'handled',
      reportWasBounced: ({ event }) => event.type === 'slashAcknowledged' && event.result === 'bounced',
      keyIsValidating: ({ context, event }) => {
        assertEvent(event, 'stopSigning');
        return powerOf(context.set, event.key) > 0 || powerOf(context.signers, event.key) > 0;
      },
      keyIsDown: ({ context, event }) => {
        assertEvent(event, ['stopSigning', 'resumeSigning']);
        return context.down.includes(event.key);
      },
      keyMayBeReported: ({ context, event }) => {
        assertEvent(event, 'queueUnknownVscReport');
        return powerOf(context.set, event.key) > 0 && !context.outstanding.includes(event.key);
      },
      signerEquivocates: ({ context, event }) => {
        assertEvent(event, 'equivocate');
        const power = powerOf(context.signers, event.key);
        const total = context.signers.reduce((sum, signer) => sum + signer.power, 0);
        return event.kind === 'lightClientAttack' ? 3 * power > total : power > 0;
      },
      chainNotices: ({ event }) => event.type === 'equivocate' && event.noticed,
      noChangesPending: ({ context }) => context.pendingChanges === null,
      setsHaveSettled: ({ context }) => sameSets(context.set, context.signers),
      nothingGetsSentMeanwhile: ({ context, event }) => {
        assertEvent(event, 'quietBlocks');
        const { queue, channelEstablished, channelClosed, slashRecord } = context;
        if (queue.length === 0 || !channelEstablished || channelClosed) return true;
        return slashRecord !== null && (slashRecord.waiting || slashRecord.retryIn >= event.seconds);
      },
      ...changeoverGuards,
      noDowntimeIsDueMeanwhile: ({ context, event }) => {
        assertEvent(event, 'quietBlocks');
        return missedAfter(context, event.blocks, softOptOut).every(({ blocks }) => blocks < downtimeBlocks);
      },
    },
    actions: {
      startWithSet: consumerTypes.assign(({ context, event }) => {
        assertEvent(event, 'genesisMade');
        return produce(context, (draft) => {
          draft.set = castDraft(event.set);
          draft.signers = castDraft(event.set);
        });
      }),
      tellChannelOfHalt: consumerTypes.emit(sendMessage('channel', { type: 'consumerHalted' })),

      // Receiving a VSC
      refuseVsc: consumerTypes.emit(sendMessage('channel', { type: 'refuseVsc' })),
      accumulateChanges: consumerTypes.assign(({ context, event }) => {
        assertEvent(event, 'vscReceived');
        return produce(context, (draft) => {
          draft.pendingChanges = castDraft(accumulateUpdates(context.pendingChanges ?? [], event.updates));
        });
      }),
      mapNextHeight: consumerTypes.assign(({ context, event }) => {
        assertEvent(event, 'vscReceived');
        return produce(context, (draft) => {
          draft.vscOfHeight.next = event.vsc;
        });
      }),
      establishChannel: consumerTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.channelEstablished = true;
        }),
      ),
      clearAcknowledgedFlags: consumerTypes.assign(({ context, event }) => {
        assertEvent(event, 'vscReceived');
        return withoutFlags(context, event.slashAcks);
      }),

      // EndBlock
      endRewardsBlock: consumerTypes.enqueueActions(({ enqueue }) => {
        if (paysRewards) enqueue.emit(sendRewardMessage('rewards', { type: 'rewardsBlockEnding' }));
      }),
      awaitReply: consumerTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.slashRecord = { waiting: true, retryIn: retryDelaySeconds };
        }),
      ),
      sendHead: consumerTypes.emit(({ context }) => {
        const [report] = context.queue;
        if (report === undefined) throw new Error('expected a queued report, received an empty queue');
        return sendMessage('channel', { type: 'sendSlash', report });
      }),
      clearFlagsOfEntrants: consumerTypes.assign(({ context }) =>
        clearFlagOnEntry && context.pendingChanges !== null
          ? withoutFlags(context, entrants(context.set, context.pendingChanges))
          : context,
      ),
      noteChanges: consumerTypes.enqueueActions(({ context, enqueue }) => {
        if (context.pendingChanges === null) return;
        enqueue.emit(
          remark({ type: 'changesApplied', set: applyUpdates(context.set, context.pendingChanges) }),
        );
      }),

      // BeginBlock
      passTime: consumerTypes.assign(({ context, event }) => {
        assertEvent(event, ['nextBlock', 'quietBlocks']);
        return produce(withLessTime(context, event.seconds), (draft) => {
          if (draft.slashRecord)
            draft.slashRecord.retryIn = Math.max(-1, draft.slashRecord.retryIn - event.seconds);
        });
      }),
      reportDowntime: consumerTypes.enqueueActions(({ context, enqueue }) => {
        if (context.down.length === 0) return;
        const { reports, missed } = detectDowntime(context, downtimeBlocks, softOptOut);
        enqueue.assign(
          produce(context, (draft) => {
            draft.missed = castDraft(missed);
            if (reports.length === 0) return;
            draft.queue = castDraft([...context.queue, ...reports]);
            draft.outstanding = [...context.outstanding, ...reports.map(({ key }) => key)].sort();
          }),
        );
        for (const report of reports) enqueue.emit(remark({ type: 'reportQueued', report }));
      }),
      changeSets: consumerTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.signers = castDraft(context.set);
          if (context.pendingChanges === null) return;
          draft.set = castDraft(applyUpdates(context.set, context.pendingChanges));
          draft.pendingChanges = null;
        }),
      ),
      shiftHeights: consumerTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.vscOfHeight.previous = context.vscOfHeight.current;
          draft.vscOfHeight.current = context.vscOfHeight.next;
        }),
      ),
      noteBlock: consumerTypes.emit(({ context: { set, signers } }) =>
        remark({ type: 'consumerBlockEnded', set, signers }),
      ),
      tellChannelOfTime: consumerTypes.emit(({ event }) => {
        assertEvent(event, ['nextBlock', 'quietBlocks']);
        return sendMessage('channel', { type: 'consumerTimePassed', seconds: event.seconds });
      }),

      // Blocks in which nothing is due
      countMissedBlocks: consumerTypes.assign(({ context, event }) => {
        assertEvent(event, 'quietBlocks');
        return produce(context, (draft) => {
          draft.missed = castDraft(missedAfter(context, event.blocks, softOptOut));
        });
      }),
      shiftManyHeights: consumerTypes.assign(({ context, event }) => {
        assertEvent(event, 'quietBlocks');
        const { current, next } = context.vscOfHeight;
        return produce(context, (draft) => {
          draft.vscOfHeight = { previous: event.blocks > 1 ? next : current, current: next, next };
        });
      }),

      // The slash queue
      forgetSending: consumerTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.slashRecord = null;
        }),
      ),
      clearSlashRecord: consumerTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.slashRecord = null;
        }),
      ),
      removeHead: consumerTypes.assign(({ context }) => withoutHead(context)),
      keepHeadForRetry: consumerTypes.assign(({ context }) =>
        produce(context, (draft) => {
          if (draft.slashRecord) draft.slashRecord.waiting = false;
        }),
      ),
      closeChannel: consumerTypes.emit(sendMessage('channel', { type: 'closeFromConsumer' })),
      rememberClosing: consumerTypes.assign(({ context }) =>
        produce(context, (draft) => {
          draft.channelClosed = true;
        }),
      ),
      queueUnknownVsc: consumerTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'queueUnknownVscReport');
        const report: DowntimeReport = {
          key: event.key,
          power: powerOf(context.set, event.key),
          vsc: 'unknown',
        };
        enqueue.assign(
          produce(context, (draft) => {
            draft.faulty = true;
            draft.outstanding = [...context.outstanding, event.key].sort();
            draft.queue.push(report);
          }),
        );
        enqueue.emit(remark({ type: 'reportQueued', report }));
      }),

      noteEquivocation: consumerTypes.emit(({ context, event }) =>
        remark({ type: 'equivocated', ...equivocationIn(context, event) }),
      ),
      showEquivocation: consumerTypes.emit(({ context, event }) =>
        sendMessage('evidence', { type: 'equivocationSeen', ...equivocationIn(context, event) }),
      ),
      queueDoubleSignReport: consumerTypes.enqueueActions(({ context, event, enqueue }) => {
        const { key, power, vsc } = equivocationIn(context, event);
        const report: DowntimeReport = { key, power, vsc, infraction: 'doubleSign' };
        enqueue.assign(
          produce(context, (draft) => {
            draft.queue.push(report);
          }),
        );
        enqueue.emit(remark({ type: 'doubleSignReportQueued', report }));
      }),
      queueByzantineReport: consumerTypes.enqueueActions(({ context, event, enqueue }) => {
        assertEvent(event, 'byzantineReport');
        const { type: _, ...report } = event;
        enqueue.assign(
          produce(context, (draft) => {
            draft.faulty = true;
            draft.queue.push(report);
          }),
        );
        enqueue.emit(remark({ type: 'reportQueued', report }));
      }),

      // Validators and ids
      goDown: consumerTypes.assign(({ context, event }) => {
        assertEvent(event, 'stopSigning');
        return produce(context, (draft) => {
          draft.down = [...context.down, event.key].sort();
        });
      }),
      comeBack: consumerTypes.assign(({ context, event }) => {
        assertEvent(event, 'resumeSigning');
        return produce(context, (draft) => {
          draft.down = context.down.filter((key) => key !== event.key);
          draft.missed = castDraft(context.missed.filter(({ key }) => key !== event.key));
        });
      }),
      growReferencesOlder: consumerTypes.assign(({ context }) =>
        produce(
          withOlderReferences(context, (vsc) => growOlder(vsc, oldest)),
          (draft) => {
            const { previous, current, next } = context.vscOfHeight;
            draft.vscOfHeight.previous = growOlder(previous, oldest);
            draft.vscOfHeight.current = growOlder(current, oldest);
            draft.vscOfHeight.next = growOlder(next, oldest);
            context.queue.forEach(({ vsc }, index) => {
              const report = draft.queue[index];
              if (report && vsc !== 'unknown') report.vsc = growOlder(vsc, oldest);
            });
          },
        ),
      ),
      ...maturityActions(consumer),
      ...changeoverActions(consumer),
    },
  });
}

/**
 * What the key does in the present block. Its set was fixed one block earlier (ValidatorUpdateDelay), so it is the VSC id
 * of the previous height that counts.
 */
function equivocationIn(context: ConsumerContext, event: ConsumerChoice | ToConsumer): Equivocation {
  assertEvent(event, 'equivocate');
  const { key, kind } = event;
  return { key, kind, power: powerOf(context.signers, key), vsc: context.vscOfHeight.previous };
}

function withoutFlags(context: ConsumerContext, keys: readonly string[]): ConsumerContext {
  if (keys.length === 0) return context;
  return produce(context, (draft) => {
    draft.outstanding = context.outstanding.filter((key) => !keys.includes(key));
  });
}
