import { parseOrganizationId, type OrganizationId } from '@lanran/protocol/kernel/ids';
import { UsageError } from '@lanran/sdk/kernel/errors';
import { findNamedFiles } from '@lanran/sdk/node/named-files';
import { chooseOrganization, findOrganization } from '@lanran/sdk/organizations/organizations';
import type { Platform } from '@lanran/sdk/kernel/session';
import type { PublishRequest } from '@lanran/sdk/publishing/publication-check';
import { publishAsset } from '@lanran/sdk/node/publish-files';
import {
  type CommunityReasonOption,
  parseCommunityReason,
  withCommunityReason,
} from '../community-reason.ts';
import type { CommandContext } from '../context.ts';
import { fileLines } from '../file-lines.ts';
import { readDemoDefaults } from '../demo-defaults.ts';
import { readMetadataFile } from '../metadata-file.ts';
import type { CommandResult } from '../output.ts';

export interface PublishOptions extends CommunityReasonOption {
  readonly kind: string;
  readonly title?: string;
  readonly titleZh?: string;
  readonly metadata?: string;
  readonly community?: string;
  readonly access: string;
  readonly organization?: string;
}

const KINDS = ['PATTERN', 'COSTUME', 'FILM'] as const;
const ACCESS_LEVELS = ['OPEN', 'LICENSED', 'RESTRICTED'] as const;

/** Everything about the command line is checked before anything is sent. */
export async function publish(
  context: CommandContext,
  paths: readonly string[],
  options: PublishOptions,
): Promise<CommandResult> {
  const kind = parseChoice('--kind', KINDS, options.kind);
  const access = parseChoice('--access', ACCESS_LEVELS, options.access);
  const metadata =
    options.metadata === undefined ? {} : await readMetadataFile(options.metadata, context.say);
  const title = titleOf(options);
  const files = await findNamedFiles(paths, context.say);
  const communityName = await nameOfCommunity(options.community, context);
  const reason = parseCommunityReason(options);
  const content = await withCommunityReason(context, {
    synthetic: false,
    ...metadata,
    ...(reason !== null && { noCommunityReason: reason }),
    community: communityName,
    kind,
    access,
    title,
  });

  const platform = await context.connect();
  const organization = await chooseOrganization(platform.api, {
    named: options.organization,
    kind: 'INSTITUTION',
    option: '--organization',
  });
  const request: PublishRequest = {
    ...content,
    organizationId: organization.id,
    community: await findCommunity(platform, communityName),
  };
  const published = await publishAsset(platform, request, {
    files,
    stateDir: context.stateDir,
    say: context.say,
  });
  return {
    json: published,
    lines: [
      `published asset ${published.assetId}, version ${published.version}, leaf ${published.leafIndex}`,
      ...fileLines(published.files, { particulars: ({ cid }) => cid }).map((line) => `  ${line}`),
    ],
  };
}

function parseChoice<T extends string>(option: string, choices: readonly T[], text: string): T {
  const found = choices.find((choice) => choice === text.toUpperCase());
  if (found === undefined) {
    throw new UsageError(
      option,
      `${JSON.stringify(text)} is not one of ${choices.join(', ').toLowerCase()}.`,
    );
  }
  return found;
}

function titleOf({ title, titleZh }: PublishOptions): PublishRequest['title'] {
  const [en, zh] = [title, titleZh].map((text) => text?.normalize('NFC').trim());
  if ((en ?? '') === '' && (zh ?? '') === '') throw new UsageError('--title', 'give the asset a title.');
  return { ...(en !== undefined && en !== '' && { en }), ...(zh !== undefined && zh !== '' && { zh }) };
}

/** Null for an asset with no community behind it. */
async function nameOfCommunity(named: string | undefined, { env }: CommandContext): Promise<string | null> {
  if (named !== undefined) return named === 'none' ? null : named;
  const defaults = await readDemoDefaults(env);
  if (defaults === null) {
    throw new UsageError(
      '--community',
      'name the community behind the asset (id or slug), or `none` when there is none.',
    );
  }
  return defaults.community;
}

async function findCommunity({ api }: Platform, name: string | null): Promise<OrganizationId | null> {
  if (name === null) return null;
  const found = await findOrganization(api, name);
  if (found?.kind !== 'COMMUNITY' || !found.isAdmitted) {
    throw new UsageError(
      '--community',
      `${name} is no admitted community here. Give its id or slug, or \`none\`.`,
    );
  }
  return parseOrganizationId(found.id);
}
