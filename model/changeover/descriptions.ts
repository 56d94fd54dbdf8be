/** What each guard and action of a standalone chain means, and the clause that it implements. */
export const descriptions = {
  guards: {
    hasOwnStake: {
      description: 'The validator has stake on the chain itself.',
      spec: 'cosmos-sdk x/staking MsgUndelegate',
    },
    signsAtHome: {
      description: 'The own validator signs the block in progress.',
      spec: 'environment',
    },
    hasSignedTwice: {
      description: 'There is proof of a double sign of that validator that is not too old.',
      spec: 'cosmos-sdk x/evidence/keeper/infraction.go handleEquivocationEvidence (MaxAgeDuration)',
    },
  },
  actions: {
    undelegateOwnStake: {
      description: 'The stake waits for the unbonding period of the chain, changeover or not.',
      spec: 'cosmos-sdk x/staking/keeper/delegation.go Undelegate',
    },
    completeDueUnbondings: {
      description: 'Stake whose unbonding period is over is paid out.',
      spec: 'cosmos-sdk x/staking/keeper/val_state_change.go BlockValidatorUpdates',
    },
    slashOwnStake: {
      description: 'The stake that backed the validator at the infraction pays, and nobody else does.',
      spec: 'cosmos-sdk x/staking/keeper/slash.go Slash',
    },
    rememberDoubleSign: {
      description: 'There is proof of it for as long as the stake behind it can be slashed.',
      spec: 'environment',
    },
    showDoubleSign: {
      description: 'The two votes are known to everybody, who may hand them in at the provider as well.',
      spec: 'x/ccv/provider/keeper/consumer_equivocation.go HandleConsumerDoubleVoting (the minimum height)',
    },
    punishDoubleSign: {
      description: 'The stake that backed the validator at the infraction pays.',
      spec: 'cosmos-sdk x/staking/keeper/slash.go Slash',
    },
    passInfractionOn: {
      description: 'Asks the CCV module, which stands in for staking now, to slash.',
      spec: 'x/ccv/consumer/keeper/validators.go SlashWithInfractionReason',
    },
    passOwnTime: { description: 'The clock of the chain moves on.', spec: 'CometBFT block time' },
    tellChannelOfTime: {
      description: 'The light clients and packets of the connection notice the time.',
      spec: 'ICS-07 expiry; ICS-04 timeouts',
    },
    rotateOwnSets: {
      description: 'What stake has decided signs one block after the next.',
      spec: 'cosmos-sdk x/staking/keeper/val_state_change.go; ValidatorUpdateDelay',
    },
    keepGenesis: {
      description: 'The set that is to take over is kept until the upgrade.',
      spec: 'x/ccv/consumer/keeper/keeper.go SetInitialValSet',
    },
    switchSet: {
      description:
        'The set of the genesis takes over as a whole, once: whoever is not in it has no power any more.',
      spec: 'x/ccv/consumer/keeper/changeover.go ChangeoverToConsumer (DeletePreCCV)',
    },
    startConsumer: {
      description: 'From the block that begins on, the chain is validated as a consumer.',
      spec: 'x/ccv/consumer/keeper/changeover.go FirstConsumerHeight',
    },
    retireOwnSets: {
      description: 'The old staking decides no longer who validates.',
      spec: 'x/ccv/democracy/staking EndBlock (no updates are returned)',
    },
  },
} as const;
