import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { BadInputError } from '../../platform/kernel/errors.ts';
import type { ProofFile, ProvenanceService } from '../services/provenance.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST } from '../../platform/graphql/cost.ts';
import { toAssetId, toLicenseId, toStatementHash } from '../../platform/graphql/parse-input.ts';
import { Proof } from './proof.ts';

export interface ProofResolverServices {
  readonly provenance: ProvenanceService;
}

/** Proof bundles. */
@Resolver()
export class ProofResolver {
  readonly #services: ProofResolverServices;

  constructor(services: ProofResolverServices) {
    this.#services = services;
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

  @Query(() => Proof, {
    complexity: ACT_COST,
    description: "Of what the last run found of the asset's originals.",
  })
  async fixityProof(
    @Ctx() { actor }: GraphqlContext,
    @Arg('assetId', () => ID) assetId: string,
  ): Promise<Proof> {
    return toProof(await this.#services.provenance.fixityProof(actor, toAssetId(assetId, 'assetId')));
  }
}

function toProof({ filename, text }: ProofFile): Proof {
  return { filename, bundle: text };
}
