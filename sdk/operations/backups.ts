import { z } from 'zod';
import { type BackupAct, backupActText } from '@lanran/protocol/accounts/backup-act';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import type { Platform } from '../kernel/session.ts';
import { requireOwnDomain } from '../accounts/sign-in.ts';

const FIELDS = `id createdAt bytes state progress error recipient`;

const BackupAnswer = z.object({
  id: z.string(),
  createdAt: z.string(),
  /** Null until it is done. */
  bytes: z.string().transform(Number).nullable(),
  state: z.enum(['RUNNING', 'DONE', 'FAILED']),
  /** 0 to 1 while it runs. */
  progress: z.number().nullable(),
  error: z.string().nullable(),
  /** Null: it holds every secret of the installation in clear. */
  recipient: z.string().nullable(),
});
export type Backup = z.infer<typeof BackupAnswer>;

const RecipientAnswer = z.object({ recipient: z.string(), setAt: z.string(), setBy: z.string() }).nullable();
/** Null: backups are made in clear. */
export type BackupRecipient = z.infer<typeof RecipientAnswer>;

const DownloadAnswer = z.object({ path: z.string().startsWith('/backups/'), expiresAt: z.string() });
export type BackupDownload = z.infer<typeof DownloadAnswer>;

type Signing = Pick<Platform, 'api' | 'deployment' | 'signer'>;

/** Begins a backup. */
export async function createBackup(platform: Signing): Promise<Backup> {
  const { createBackup: begun } = await platform.api.request({
    query: `mutation ($signed: SignedActInput!) { createBackup(signed: $signed) { ${FIELDS} } }`,
    variables: { signed: await sign(platform, { kind: 'create' }) },
    answer: z.object({ createBackup: BackupAnswer }),
  });
  return begun;
}

/** Newest first. */
export async function listBackups(api: GraphqlClient): Promise<Backup[]> {
  const { backups } = await api.request({
    query: `query { backups { ${FIELDS} } }`,
    answer: z.object({ backups: z.array(BackupAnswer) }),
  });
  return backups;
}

/** Where this session can download it, for an hour. */
export async function fetchBackup(platform: Signing, backupId: string): Promise<BackupDownload> {
  const { fetchBackup: download } = await platform.api.request({
    query: `mutation ($id: ID!, $signed: SignedActInput!) {
      fetchBackup(id: $id, signed: $signed) { path expiresAt }
    }`,
    variables: { id: backupId, signed: await sign(platform, { kind: 'fetch', backupId }) },
    answer: z.object({ fetchBackup: DownloadAnswer }),
  });
  return download;
}

export async function deleteBackup(platform: Signing, backupId: string): Promise<void> {
  await platform.api.request({
    query: `mutation ($id: ID!, $signed: SignedActInput!) { deleteBackup(id: $id, signed: $signed) }`,
    variables: { id: backupId, signed: await sign(platform, { kind: 'delete', backupId }) },
    answer: z.object({ deleteBackup: z.boolean() }),
  });
}

export async function findBackupRecipient(api: GraphqlClient): Promise<BackupRecipient> {
  const { backupRecipient } = await api.request({
    query: `query { backupRecipient { recipient setAt setBy } }`,
    answer: z.object({ backupRecipient: RecipientAnswer }),
  });
  return backupRecipient;
}

/** Null has backups made in clear. */
export async function setBackupRecipient(
  platform: Signing,
  recipient: string | null,
): Promise<BackupRecipient> {
  const act: BackupAct =
    recipient === null ? { kind: 'clear-recipient' } : { kind: 'set-recipient', recipient };
  const { setBackupRecipient: set } = await platform.api.request({
    query: `mutation ($recipient: String, $signed: SignedActInput!) {
      setBackupRecipient(recipient: $recipient, signed: $signed) { recipient setAt setBy }
    }`,
    variables: { recipient, signed: await sign(platform, act) },
    answer: z.object({ setBackupRecipient: RecipientAnswer }),
  });
  return set;
}

/** @throws WrongAddressError when the platform asks for a signature for somewhere else */
async function sign(
  { api, deployment, signer }: Signing,
  act: BackupAct,
): Promise<{ nonce: string; signature: string }> {
  const { createNonce } = await api.request({
    query: `mutation { createNonce { nonce domain } }`,
    answer: z.object({ createNonce: z.object({ nonce: z.string(), domain: z.string() }) }),
  });
  const { nonce, domain: site } = createNonce;
  requireOwnDomain(site, api.apiUrl);
  const text = backupActText(act, { logId: deployment.logId, site, nonce });
  return { nonce, signature: await signer.signMessage(text) };
}
