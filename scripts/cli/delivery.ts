import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DeliveryToken,
  issueDeliveryToken,
  listDeliveryTokens,
  revokeDeliveryToken,
} from '@lanran/sdk/delivery/delivery-tokens';
import { reasonOf, ArgumentError } from '@lanran/sdk/kernel/errors';
import { listDelivery } from '@lanran/sdk/node/deliver';
import { downloadFiles } from '@lanran/sdk/node/file-downloads';
import { isReadableByOthers } from '@lanran/sdk/node/key-file';
import type { CommandContext } from './context.ts';
import { parseLicenseArgument, parseVersionOption } from './options/arguments.ts';
import type { CommandResult } from './output.ts';

interface TokenCreateOptions {
  readonly label: string;
  readonly until?: string;
}

export async function tokenCreate(
  context: CommandContext,
  licenseText: string,
  { label, until }: TokenCreateOptions,
): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(licenseText);
  const { api } = await context.connect();
  const { token, text } = await issueDeliveryToken(api, { licenseId, label, lastDay: until ?? null });
  context.say('Keep the token now: it is not shown again. Whoever has it can fetch the files.');
  return { json: { ...token, licenseId, token: text }, lines: [text] };
}

export async function tokenList(context: CommandContext, licenseText: string): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(licenseText);
  const { api } = await context.connect();
  const tokens = await listDeliveryTokens(api, licenseId);
  return {
    json: { licenseId, tokens },
    lines: tokens.length === 0 ? ['no tokens; make one with: lanran token create'] : tokens.map(lineOf),
  };
}

function lineOf({ id, label, state, lastDay, lastUsedAt }: DeliveryToken): string {
  const use = lastUsedAt === null ? 'never used' : `last used ${lastUsedAt}`;
  return `${id}  ${state.toLowerCase()}  until ${lastDay}  ${use}  ${label}`;
}

export async function tokenRevoke(context: CommandContext, id: string): Promise<CommandResult> {
  const { api } = await context.connect();
  const token = await revokeDeliveryToken(api, id);
  return { json: { ...token }, lines: [`${token.id} opens nothing any more (${token.label})`] };
}

interface DeliverOptions {
  readonly tokenFile: string;
  readonly out: string;
  readonly version?: string;
}

/** All that a delivery token opens, each file checked against what the platform said of it; content that differs is never overwritten. */
export async function deliver(
  { apiUrl, say }: CommandContext,
  { tokenFile, out, version }: DeliverOptions,
): Promise<CommandResult> {
  const token = await readToken(tokenFile);
  if (await isReadableByOthers(tokenFile))
    say(`warning: others can read ${tokenFile}; make it yours alone: chmod 600 ${tokenFile}`);
  const platform = { apiUrl, token };
  const delivered = await listDelivery({ ...platform, version: parseVersionOption(version) });
  await mkdir(out, { recursive: true });
  await downloadFiles({
    platform,
    orders: delivered.map((file) => ({ ...file, targetPath: join(out, file.entry.path) })),
    onBegin: ({ entry }, at) => say(`${at + 1} of ${delivered.length}: ${entry.path} (${entry.bytes} bytes)`),
  });
  const files = delivered.map(({ entry: { path, bytes, sha256, cid } }) => ({ path, bytes, sha256, cid }));
  return {
    json: { out, files },
    lines: files.map(({ path, bytes }) => `${join(out, path)}  ${bytes} bytes, as listed`),
  };
}

async function readToken(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw new ArgumentError('--token-file', `can't be read: ${reasonOf(cause)}`, { cause });
  }
}
