import { Ctx, Query, Resolver } from 'type-graphql';
import type { LogStatusService } from '../services/log-status.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { CHAIN_COST } from '../../platform/graphql/cost.ts';
import { JobStateNode, LogStatusNode } from './log-status-nodes.ts';

export interface LogStatusResolverServices {
  readonly logStatus: LogStatusService;
}

/** How far the log has come, and the jobs that follow it. */
@Resolver()
export class LogStatusResolver {
  readonly #services: LogStatusResolverServices;

  constructor(services: LogStatusResolverServices) {
    this.#services = services;
  }

  @Query(() => LogStatusNode, { complexity: CHAIN_COST })
  async logStatus(): Promise<LogStatusNode> {
    return this.#services.logStatus.status();
  }

  @Query(() => [JobStateNode], { complexity: CHAIN_COST, description: 'For members of an organization.' })
  async jobs(@Ctx() { actor }: GraphqlContext): Promise<JobStateNode[]> {
    return this.#services.logStatus.jobs(actor);
  }
}
