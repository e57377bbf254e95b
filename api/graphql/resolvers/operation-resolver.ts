import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { BackupsService } from '../../services/backups.ts';
import type { HealthService } from '../../services/health.ts';
import type { GraphqlContext } from '../context.ts';
import { ACT_COST, CHAIN_COST } from '../cost.ts';
import { BackupNode, ServiceHealthNode, toBackupNode } from '../types/operation-nodes.ts';

/** What the operator and the accreditor see and do. */
@Resolver()
export class OperationResolver {
  readonly #backups: BackupsService;
  readonly #health: HealthService;

  constructor({ backups, health }: { readonly backups: BackupsService; readonly health: HealthService }) {
    this.#backups = backups;
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

  @Query(() => [BackupNode], {
    complexity: CHAIN_COST,
    description: 'Newest first. For the operator and the accreditor.',
  })
  async backups(@Ctx() { actor }: GraphqlContext): Promise<BackupNode[]> {
    return (await this.#backups.list(actor)).map(toBackupNode);
  }

  @Mutation(() => BackupNode, {
    complexity: ACT_COST,
    description: 'Begins a backup, one at a time. For the operator and the accreditor.',
  })
  async createBackup(@Ctx() { actor }: GraphqlContext): Promise<BackupNode> {
    return toBackupNode(await this.#backups.create(actor));
  }

  @Mutation(() => Boolean, { description: 'For the operator and the accreditor.' })
  async deleteBackup(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<boolean> {
    await this.#backups.delete(actor, id);
    return true;
  }
}
