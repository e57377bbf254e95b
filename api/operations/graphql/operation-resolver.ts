import { Ctx, Query, Resolver } from 'type-graphql';
import type { HealthService } from '../services/health.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST } from '../../platform/graphql/cost.ts';
import { ServiceHealthNode } from './operation-nodes.ts';

/** What the operator and the accreditor see and do. */
@Resolver()
export class OperationResolver {
  readonly #health: HealthService;

  constructor({ health }: { readonly health: HealthService }) {
    this.#health = health;
  }

  @Query(() => [ServiceHealthNode], {
    complexity: ACT_COST,
    description: 'For the operator and the accreditor.',
  })
  async health(@Ctx() { actor }: GraphqlContext): Promise<ServiceHealthNode[]> {
    const found = await this.#health.check(actor);
    return found.map((one) => ({ ...one, details: JSON.stringify(one.details) }));
  }
}
