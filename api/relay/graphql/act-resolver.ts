import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { SignInRequiredError } from '../../platform/kernel/errors.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { Materialization } from '../services/materialization.ts';
import type { BatchRelayService } from '../services/batch-relay.ts';
import type { RelayService } from '../services/relay.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST } from '../../platform/graphql/cost.ts';
import { BatchCallInput, ForwardBatchInput, toProvenCalls, toSignedBatch } from './batch-inputs.ts';
import { CallOutcome, toOutcomeNode } from './batch-nodes.ts';
import { ForwardRequestInput } from './forward-request-input.ts';
import { toAssetId } from '../../platform/graphql/parse-input.ts';
import { toForwardRequest } from './forward-request-input.ts';
import { Materialized, RelayedAct } from './act-nodes.ts';

export interface ActResolverServices {
  readonly catalog: CatalogService;
  readonly relay: RelayService;
  readonly batchRelay: BatchRelayService;
  readonly materialization: Materialization;
}

/** Acts on the chain. */
@Resolver()
export class ActResolver {
  readonly #services: ActResolverServices;

  constructor(services: ActResolverServices) {
    this.#services = services;
  }

  @Mutation(() => RelayedAct, {
    complexity: ACT_COST,
    description: 'Sends and pays for an act that you signed.',
  })
  async relay(
    @Ctx() { actor }: GraphqlContext,
    @Arg('request', () => ForwardRequestInput) request: ForwardRequestInput,
  ): Promise<RelayedAct> {
    return this.#services.relay.relay(actor, toForwardRequest(request));
  }

  @Mutation(() => [CallOutcome], {
    complexity: ACT_COST,
    description:
      'Sends and pays for calls of a batch that you signed once; a refused one stops no other. At most 50 calls and 128 KB. Where `deployment.canBatch`.',
  })
  async relayCalls(
    @Ctx() { actor }: GraphqlContext,
    @Arg('batch', () => ForwardBatchInput) batch: ForwardBatchInput,
    @Arg('calls', () => [BatchCallInput]) calls: BatchCallInput[],
  ): Promise<CallOutcome[]> {
    const { batchRelay } = this.#services;
    const outcomes = await batchRelay.relayCalls(actor, toSignedBatch(batch), toProvenCalls(calls));
    return outcomes.map(toOutcomeNode);
  }

  @Mutation(() => Materialized, {
    complexity: ACT_COST,
    description: 'Shows a logged asset to the contracts.',
  })
  async materialize(
    @Ctx() { actor }: GraphqlContext,
    @Arg('assetId', () => ID) assetId: string,
  ): Promise<Materialized> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const { id } = await this.#services.catalog.get(actor, toAssetId(assetId, 'assetId'));
    return { transaction: await this.#services.materialization.ensure(id) };
  }
}
