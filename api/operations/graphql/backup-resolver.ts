import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { BackupsService } from '../services/backups.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, CHAIN_COST } from '../../platform/graphql/cost.ts';
import { SignedActInput } from '../../relay/graphql/signed-act-input.ts';
import {
  BackupActNode,
  BackupDownloadNode,
  BackupNode,
  BackupRecipientNode,
  toBackupNode,
} from './backup-nodes.ts';

/** Backups, for the operator. */
@Resolver()
export class BackupResolver {
  readonly #backups: BackupsService;

  constructor({ backups }: { readonly backups: BackupsService }) {
    this.#backups = backups;
  }

  @Query(() => [BackupNode], { complexity: CHAIN_COST, description: 'Newest first. For the operator.' })
  async backups(@Ctx() { actor }: GraphqlContext): Promise<BackupNode[]> {
    return (await this.#backups.list(actor)).map(toBackupNode);
  }

  @Query(() => BackupRecipientNode, {
    nullable: true,
    description: 'Null: backups are made in clear. For the operator.',
  })
  async backupRecipient(@Ctx() { actor }: GraphqlContext): Promise<BackupRecipientNode | null> {
    return this.#backups.findRecipient(actor);
  }

  @Query(() => [BackupActNode], {
    complexity: CHAIN_COST,
    description: 'The newest 100 acts on backups, newest first. For the operator.',
  })
  async backupActs(@Ctx() { actor }: GraphqlContext): Promise<BackupActNode[]> {
    return this.#backups.listActs(actor);
  }

  @Mutation(() => BackupNode, {
    complexity: ACT_COST,
    description: 'Begins a backup, one at a time. For the operator.',
  })
  async createBackup(
    @Ctx() { actor }: GraphqlContext,
    @Arg('signed', () => SignedActInput) signed: SignedActInput,
  ): Promise<BackupNode> {
    return toBackupNode(await this.#backups.create(actor, signed));
  }

  @Mutation(() => BackupDownloadNode, {
    complexity: ACT_COST,
    description: 'Permits this session to download a backup for an hour. For the operator.',
  })
  async fetchBackup(
    @Ctx() { actor, token }: GraphqlContext,
    @Arg('id', () => ID) id: string,
    @Arg('signed', () => SignedActInput) signed: SignedActInput,
  ): Promise<BackupDownloadNode> {
    const { ticket, expiresAt } = await this.#backups.fetch(actor, id, { session: token, signed });
    return { path: `/backups/${encodeURIComponent(id)}?ticket=${ticket}`, expiresAt };
  }

  @Mutation(() => Boolean, { complexity: ACT_COST, description: 'For the operator.' })
  async deleteBackup(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
    @Arg('signed', () => SignedActInput) signed: SignedActInput,
  ): Promise<boolean> {
    await this.#backups.delete(actor, id, signed);
    return true;
  }

  @Mutation(() => BackupRecipientNode, {
    nullable: true,
    complexity: ACT_COST,
    description:
      'Backups made from now on are encrypted to this age key; null: they are made in clear. For the operator.',
  })
  async setBackupRecipient(
    @Ctx() { actor }: GraphqlContext,
    @Arg('recipient', () => String, { nullable: true, description: '`age1…`, as age-keygen prints it.' })
    recipient: string | null,
    @Arg('signed', () => SignedActInput) signed: SignedActInput,
  ): Promise<BackupRecipientNode | null> {
    return this.#backups.setRecipient(actor, recipient ?? null, signed);
  }
}
