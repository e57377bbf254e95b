import { Ctx, Query, Resolver } from 'type-graphql';
import { toAssetNode } from '../../assets/graphql/asset-node.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';
import { toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import type { RecentPublications } from '../services/recent-publications.ts';
import type { ShownOrganization, ShownOrganizations } from '../services/shown-organizations.ts';
import { FrontPage, type ShownOrganizationNode } from './front-nodes.ts';

const MOST = 12;
/** It reads every holder's newest, and counts. */
const FRONT_COST = 200;

export interface FrontResolverServices {
  readonly publications: Pick<RecentPublications, 'list'>;
  readonly shownOrganizations: Pick<ShownOrganizations, 'list'>;
}

@Resolver()
export class FrontResolver {
  readonly #services: FrontResolverServices;

  constructor(services: FrontResolverServices) {
    this.#services = services;
  }

  @Query(() => FrontPage, {
    complexity: FRONT_COST,
    description: 'The first page, as it is for the one who asks.',
  })
  async frontPage(@Ctx() { actor, loaders }: GraphqlContext): Promise<FrontPage> {
    const { publications, shownOrganizations } = this.#services;
    const [days, communities, institutions] = await Promise.all([
      publications.list(actor, MOST),
      shownOrganizations.list(actor, 'COMMUNITY', MOST),
      shownOrganizations.list(actor, 'INSTITUTION', MOST),
    ]);
    const shown = await Promise.all(
      days.map(async ({ holder, assets, ...day }) => {
        const found = await loaders.of(ORGANIZATIONS).load(holder);
        if (found === null) return [];
        return [{ ...day, holder: toOrganizationNode(found), assets: assets.map(toAssetNode) }];
      }),
    );
    return {
      publications: shown.flat(),
      communities: communities.map(toNode),
      institutions: institutions.map(toNode),
    };
  }
}

function toNode({ organization, assetCount, showpiece }: ShownOrganization): ShownOrganizationNode {
  return {
    organization: toOrganizationNode(organization),
    assetCount,
    showpiece: showpiece === null ? null : toAssetNode(showpiece),
  };
}
