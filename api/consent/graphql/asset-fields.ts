import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ConsentEnd } from '../domain/consent.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { AssetNode } from '../../assets/graphql/asset-node.ts';
import { ConsentEndEnum } from './enums.ts';
import { ConsentNode, toConsentNode } from './consent-node.ts';
import { ConsentRefusalNode, toRefusalNode } from './refusal-node.ts';
import { CONSENTS, CONSENT_ENDS, REFUSALS } from './loaders.ts';

/** What the community's council says of an asset. */
@Resolver(() => AssetNode)
export class AssetConsentResolver {
  @FieldResolver(() => ConsentNode, { nullable: true, description: 'The consent in force.' })
  async consent(
    @Root() { source }: AssetNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<ConsentNode | null> {
    const consent = await loaders.of(CONSENTS).load(source.id);
    return consent === null ? null : toConsentNode(consent);
  }

  @FieldResolver(() => ConsentEndEnum, {
    nullable: true,
    description: 'How the last consent ended; null where one is in force, or none was given.',
  })
  async consentEnd(
    @Root() { source }: AssetNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<ConsentEnd | null> {
    return loaders.of(CONSENT_ENDS).load(source.id);
  }

  @FieldResolver(() => ConsentRefusalNode, {
    nullable: true,
    description: "Its council's stated no; null for those who are of neither community nor holder.",
  })
  async consentRefusal(
    @Root() { source }: AssetNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<ConsentRefusalNode | null> {
    const refusal = await loaders.of(REFUSALS).load(source);
    return refusal === null ? null : toRefusalNode(refusal);
  }
}
