import { z } from 'zod';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { getOrganizationState } from '@lanran/sdk/organizations/organization-state';
import { findRecoveryRecipient, setRecoveryRecipient } from '@lanran/sdk/vault/recovery-recipients';
import { StartRefusedError } from '../start/data-directory.ts';
import { addVaultKey, renewServiceSecrets } from '../start/secrets.ts';
import type { CommandContext } from './context.ts';
import { requireRecipient } from './options/arguments.ts';
import type { CommandResult } from './output.ts';

/** Makes a new vault key in a data directory of this machine. The platform takes it at its next start. */
export async function vaultNewKey(
  { env }: CommandContext,
  options: { readonly dataDir?: string },
): Promise<CommandResult> {
  const recipient = inDataDir(addVaultKey, options.dataDir ?? env['LANRAN_DATA_DIR'] ?? '.lanran');
  return {
    json: { recipient },
    lines: [
      `new vault key, recipient ${recipient}`,
      'Restart the platform, then: lanran vault rotate (or vault reencrypt, if the old key is in other hands).',
      'Where LANRAN_VAULT_KEY or LANRAN_VAULT_KEY_FILE is set, this key comes after those: put one of age-keygen first there instead.',
    ],
  };
}

/** Makes new secrets between platform and embedded services in a data directory of this machine, which the next start takes. */
export async function secretsRenew(
  { env }: CommandContext,
  options: { readonly dataDir?: string },
): Promise<CommandResult> {
  const dataDir = options.dataDir ?? env['LANRAN_DATA_DIR'] ?? '.lanran';
  inDataDir(renewServiceSecrets, dataDir);
  return {
    json: { dataDir },
    lines: [
      "new secrets for the embedded services: the content store's token, the document store's password, the chain's secret",
      'Restart the platform. Until then the former ones serve. Passwords of servers of your own are not changed: change them at the server, then in the environment.',
    ],
  };
}

function inDataDir<T>(change: (dataDir: string) => T, dataDir: string): T {
  try {
    return change(dataDir);
  } catch (cause) {
    if (cause instanceof StartRefusedError) throw new ArgumentError('--data-dir', cause.message, { cause });
    throw cause;
  }
}

/** The operator has the keys of all files encrypted to the newest vault key. */
export async function vaultRotate(context: CommandContext): Promise<CommandResult> {
  const { api } = await context.connect();
  const { rotateVault: files } = await api.request({
    query: `mutation { rotateVault }`,
    variables: {},
    answer: z.object({ rotateVault: z.number() }),
  });
  return demanded(files, 'rotated');
}

/** The operator has files encrypted anew. */
export async function vaultReencrypt(
  context: CommandContext,
  { organization }: { readonly organization?: string },
): Promise<CommandResult> {
  const { api } = await context.connect();
  const id =
    organization === undefined ? null : (await getOrganizationState(api, organization, '--organization')).id;
  const { reencryptVault: files } = await api.request({
    query: `mutation ($id: ID) { reencryptVault(organizationId: $id) }`,
    variables: { id },
    answer: z.object({ reencryptVault: z.number() }),
  });
  return demanded(files, 'encrypted anew');
}

function demanded(files: number, done: string): CommandResult {
  const line = `${files} files are being ${done}; the job \`vault\` shows how many are left`;
  return { json: { files }, lines: [line] };
}

export async function recoveryShow(context: CommandContext, name: string): Promise<CommandResult> {
  const { api } = await context.connect();
  const { id, slug } = await getOrganizationState(api, name, 'ORG');
  return recoveryResult(slug, await findRecoveryRecipient(api, id));
}

/** An owner names the age key that the organization's originals are encrypted to. */
export async function recoverySet(
  context: CommandContext,
  name: string,
  text: string,
): Promise<CommandResult> {
  return setRecovery(context, name, requireRecipient(text));
}

/** An owner has its originals encrypted to the vault alone. */
export async function recoveryRemove(context: CommandContext, name: string): Promise<CommandResult> {
  return setRecovery(context, name, null);
}

async function setRecovery(
  context: CommandContext,
  name: string,
  recipient: string | null,
): Promise<CommandResult> {
  const { api } = await context.connect();
  const { id, slug } = await getOrganizationState(api, name, 'ORG');
  return recoveryResult(slug, await setRecoveryRecipient(api, { organizationId: id, recipient }));
}

function recoveryResult(
  slug: string,
  found: Awaited<ReturnType<typeof findRecoveryRecipient>>,
): CommandResult {
  const line =
    found === null
      ? `${slug} has no recovery key: the platform's vault alone opens its originals`
      : `${slug}'s originals are encrypted to ${found.recipient} too`;
  return { json: { organization: slug, recovery: found }, lines: [line] };
}
