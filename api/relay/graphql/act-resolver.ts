import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { BadInputError, SignInRequiredError } from '../../platform/kernel/errors.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { Materialization } from '../services/materialization.ts';
import type { ProvenanceService } from '../../provenance/services/provenance.ts';
import type { RelayService } from '../services/relay.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST } from '../../platform/graphql/cost.ts';
import { ForwardRequestInput } from './forward-request-input.ts';
import { toAssetId, toLicenseId, toStatementHash } from '../../platform/graphql/parse-input.ts';
import { toForwardRequest } from './forward-request-input.ts';
import { Materialized, RelayedAct } from './act-nodes.ts';
import { Proof } from '../../provenance/graphql/proof.ts';
import { toProof } from '../../provenance/graphql/proof-resolver.ts';

export interface ActResolverServices {
  readonly catalog: CatalogService;
  readonly relay: RelayService;
  readonly materialization: Materialization;
  readonly provenance: ProvenanceService;
}

/** Acts on the chain, and the proofs of what was done. */
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

  @Query(() => Proof, {
    complexity: ACT_COST,
    description:
      'Of an asset’s present version, of a license and its asset, or of any one statement of an asset.',
  })
  async proof(
    @Ctx() { actor }: GraphqlContext,
    @Arg('assetId', () => ID, { nullable: true }) assetId: string | null | undefined,
    @Arg('licenseId', () => ID, { nullable: true }) licenseId: string | null | undefined,
    @Arg('statementHash', () => ID, { nullable: true }) statementHash: string | null | undefined,
  ): Promise<Proof> {
    const { provenance } = this.#services;
    if ([assetId, licenseId, statementHash].filter((id) => id != null).length !== 1)
      throw new BadInputError('assetId', 'give one of `assetId`, `licenseId` and `statementHash`.');
    if (assetId != null) return toProof(await provenance.assetProof(actor, toAssetId(assetId, 'assetId')));
    if (licenseId != null)
      return toProof(await provenance.licenseProof(actor, toLicenseId(licenseId, 'licenseId')));
    const hash = toStatementHash(statementHash ?? '', 'statementHash');
    return toProof(await provenance.statementProof(actor, hash));
  }
}
