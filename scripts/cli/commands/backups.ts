import { setTimeout as delay } from 'node:timers/promises';
import {
  type Backup,
  type BackupRecipient,
  createBackup,
  deleteBackup,
  findBackupRecipient,
  listBackups,
  setBackupRecipient,
} from '@lanran/sdk/operations/backups';
import { RefusedError, UsageError } from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { shortRecipient } from '@lanran/sdk/vault/recovery-text';
import { downloadBackup } from '@lanran/sdk/node/backup-download';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { requireRecipient } from '../recipient-argument.ts';
import { SECRETS } from './backup.ts';

/* Backups that a running platform makes and keeps, for its operator. */

const ASK_EVERY_MS = 500;

export async function backupCreate(context: CommandContext): Promise<CommandResult> {
  const platform = await context.connect();
  const begun = await createBackup(platform);
  if (begun.recipient === null) context.say(`warning: ${SECRETS}`);
  const backup = await waitFor(platform.api, begun, context.say);
  return { json: backup, lines: [lineOf(backup)] };
}

export async function backupList(context: CommandContext): Promise<CommandResult> {
  const { api } = await context.connect();
  const backups = await listBackups(api);
  return { json: { backups }, lines: backups.length === 0 ? ['no backup yet'] : backups.map(lineOf) };
}

export async function backupFetch(
  context: CommandContext,
  id: string,
  out: string | undefined,
): Promise<CommandResult> {
  if (out === undefined) throw new UsageError('--out', 'name the file to write.');
  const platform = await context.connect();
  const backup = await getBackup(platform.api, id);
  if (backup.recipient === null) context.say(`warning: ${SECRETS}`);
  await downloadBackup(platform, { backup, out, say: context.say });
  const identity = backup.recipient === null ? '' : ' --identity FILE';
  return {
    json: { file: out, ...backup },
    lines: [`${out}: ${backup.bytes} bytes; check it: lanran backup verify ${out}${identity}`],
  };
}

export async function backupDelete(context: CommandContext, id: string): Promise<CommandResult> {
  const platform = await context.connect();
  await deleteBackup(platform, id);
  return { json: { id }, lines: [`backup ${id} is deleted`] };
}

export async function recipientShow(context: CommandContext): Promise<CommandResult> {
  const { api } = await context.connect();
  return recipientResult(await findBackupRecipient(api));
}

/** Null has backups made in clear. */
export async function recipientSet(context: CommandContext, text: string | null): Promise<CommandResult> {
  const recipient = text === null ? null : requireRecipient(text);
  return recipientResult(await setBackupRecipient(await context.connect(), recipient));
}

function recipientResult(found: BackupRecipient): CommandResult {
  const line =
    found === null
      ? 'backups are made in clear: who has one has every secret of the installation'
      : `backups are encrypted to ${found.recipient}`;
  return { json: { recipient: found }, lines: [line] };
}

function lineOf({ id, state, bytes, error, recipient }: Backup): string {
  const how = recipient === null ? 'in clear' : `encrypted to ${shortRecipient(recipient)}`;
  if (state === 'DONE') return `${id}  ${bytes} bytes, ${how}`;
  return state === 'FAILED' ? `${id}  failed: ${error}` : `${id}  is being made, ${how}`;
}

async function getBackup(api: GraphqlClient, id: string): Promise<Backup> {
  const found = (await listBackups(api)).find((backup) => backup.id === id);
  if (found !== undefined) return found;
  throw new RefusedError('NOT_FOUND', `There is no backup ${id}. See: lanran backup list`);
}

async function waitFor(api: GraphqlClient, { id }: Backup, say: (line: string) => void): Promise<Backup> {
  for (let told = -1; ;) {
    const backup = await getBackup(api, id);
    if (backup.state === 'DONE') return backup;
    if (backup.state === 'FAILED')
      throw new RefusedError('BACKUP_FAILED', `Backup ${id} failed: ${backup.error}`);
    const percent = Math.floor((backup.progress ?? 0) * 100);
    if (percent !== told) say(`${percent} %`);
    told = percent;
    await delay(ASK_EVERY_MS);
  }
}
