import { Ctx, FieldResolver, Resolver } from 'type-graphql';
import type { CouncilSeats } from '../../organizations/services/council-seats.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST } from '../../platform/graphql/cost.ts';
import { CouncilSeat } from './council-nodes.ts';
import { toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { Me } from '../../accounts/graphql/session-nodes.ts';
import { toSafe } from './safe-resolver.ts';

/** For whom a key speaks. */
@Resolver(() => Me)
export class CouncilResolver {
  readonly #seats: CouncilSeats;

  constructor(seats: CouncilSeats) {
    this.#seats = seats;
  }

  @FieldResolver(() => [CouncilSeat], {
    complexity: ACT_COST,
    description: 'Communities whose council the key is, or is an owner of, or is named to be.',
  })
  async councils(@Ctx() { actor }: GraphqlContext): Promise<CouncilSeat[]> {
    return (await this.#seats.seatsOf(actor)).map(({ community, safe, isNamed }) => ({
      community: toOrganizationNode(community),
      safe: safe === null ? null : toSafe(safe),
      isNamed,
    }));
  }
}
