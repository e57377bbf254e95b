import { setTimeout as delay } from 'node:timers/promises';
import { RefusedError, ArgumentError } from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { downloadBackup } from '@lanran/sdk/node/downloads/backup-download';
import {
  type Backup,
  type BackupRecipient,
  createBackup,
  deleteBackup,
  findBackupRecipient,
  listBackups,
  setBackupRecipient,
} from '@lanran/sdk/operations/backups';
import { shortRecipient } from '@lanran/sdk/vault/recovery-text';
import { readArchive } from '../backup/archive-reader.ts';
import { backUp } from '../backup/backup.ts';
import { readIdentities } from '../backup/identity-file.ts';
import { outsideParts } from '../backup/manifest.ts';
import { chooseRecipient } from '../backup/recipient.ts';
import { restore } from '../backup/restore.ts';
import type { CommandContext } from './context.ts';
import { requireRecipient } from './options/arguments.ts';
import type { CommandResult } from './output.ts';

interface BackupOptions {
  readonly dataDir?: string;
  readonly out?: string;
  readonly recipient?: string;
}

const SECRETS =
  'this file holds the secrets of the installation in clear: who has it can sign as the platform and read every file. Keep it as you keep keys, or have backups encrypted: lanran backup recipient set age1…';

/** Writes a backup; what is on servers of its own is named. */
export async function backup({ env, say }: CommandContext, options: BackupOptions): Promise<CommandResult> {
  if (options.out === undefined) throw new ArgumentError('--out', 'name the file to write.');
  const dataDir = options.dataDir ?? env['LANRAN_DATA_DIR'] ?? '.lanran';
  const recipient = await chooseRecipient(dataDir, options.recipient);
  const { file, bytes, manifest } = await backUp({ dataDir, out: options.out, recipient });
  const outside = outsideParts(manifest);
  if (recipient === null) say(`warning: ${SECRETS}`);
  for (const part of outside) say(`warning: not in this file, back it up besides: ${part}`);
  return {
    json: { file, bytes, files: manifest.files.length, createdAt: manifest.createdAt, recipient, outside },
    lines: [
      `${file}: ${bytes} bytes, ${manifest.files.length} files, ${recipient === null ? 'in clear' : `encrypted to ${recipient}`}`,
    ],
  };
}

interface IdentityOption {
  /** File with the age identity that opens it. */
  readonly identity?: string;
}

/** Every byte of a backup is as it was written, or the first that is not is named. */
export async function backupVerify(
  _context: CommandContext,
  file: string,
  options: IdentityOption,
): Promise<CommandResult> {
  const identities = await readIdentities(options.identity);
  const { manifest, bytes, isEncrypted } = await readArchive(file, { identities });
  const { createdAt, files } = manifest;
  const outside = outsideParts(manifest);
  return {
    json: { ok: true, file, bytes, isEncrypted, files: files.length, createdAt, outside },
    lines: [
      `${file} is whole: ${files.length} files of ${createdAt}, ${isEncrypted ? 'encrypted' : 'in clear: it holds every secret of the installation'}`,
    ],
  };
}

interface RestoreOptions extends IdentityOption {
  readonly dataDir: string;
}

export async function restoreBackup(
  _context: CommandContext,
  file: string,
  { dataDir, identity }: RestoreOptions,
): Promise<CommandResult> {
  const { manifest } = await restore(file, dataDir, await readIdentities(identity));
  const { createdAt, files } = manifest;
  const outside = outsideParts(manifest);
  return {
    json: { dataDir, files: files.length, createdAt, outside },
    lines: [
      `${dataDir} is as it was at ${createdAt}; start it: LANRAN_DATA_DIR=${dataDir} npm start`,
      'What the former platform signed after that contradicts what this one will sign: never run both. If the former data directory is still there and newer, start that one instead.',
      ...outside.map((part) => `restore besides, from your own backup of the same time: ${part}`),
    ],
  };
}

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
  { out }: BackupOptions,
): Promise<CommandResult> {
  if (out === undefined) throw new ArgumentError('--out', 'name the file to write.');
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

export async function recipientSet(context: CommandContext, text: string): Promise<CommandResult> {
  const recipient = requireRecipient(text);
  return recipientResult(await setBackupRecipient(await context.connect(), recipient));
}

/** Has backups made in clear. */
export async function recipientClear(context: CommandContext): Promise<CommandResult> {
  return recipientResult(await setBackupRecipient(await context.connect(), null));
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
