import { type AssetId, type OrganizationId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { findAssetState } from '@lanran/sdk/assets/asset-state';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import { findNamedFiles } from '@lanran/sdk/node/named-files';
import { publishAsset } from '@lanran/sdk/node/publish-files';
import { chooseOrganization, findOrganization } from '@lanran/sdk/organizations/organizations';
import type { PublishRequest } from '@lanran/sdk/publishing/publication-check';
import type { CommandContext } from './context.ts';
import { fileLines } from './lines/asset.ts';
import {
  agreementFor,
  type AgreementOption,
  NO_AGREEMENT,
  type ReadAgreement,
  readAgreementOption,
} from './options/agreement.ts';
import { parseAssetArgument } from './options/arguments.ts';
import {
  type CommunityReasonOption,
  parseCommunityReason,
  readDemoDefaults,
  readMetadataFile,
  withCommunityReason,
} from './options/publication.ts';
import { parseRightsStatementOptions, type RightsStatementOptions } from './options/rights-statement.ts';
import type { CommandResult } from './output.ts';

interface TitleOptions {
  readonly title?: string;
  readonly titleZh?: string;
}

interface PublishOptions
  extends TitleOptions, CommunityReasonOption, AgreementOption, RightsStatementOptions {
  readonly kind: string;
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
  const title = requireTitle(options);
  const rightsStatement = parseRightsStatementOptions(options);
  const read = await readAgreementOption(options);
  const files = await findNamedFiles(paths, context.say);
  const communityName = await nameOfCommunity(options.community, context);
  requireMayBeOpen(access, { community: communityName, isNamed: options.community !== undefined });
  const reason = parseCommunityReason(options);
  const content = await withCommunityReason(context, {
    synthetic: false,
    ...metadata,
    ...(reason !== null && { noCommunityReason: reason }),
    ...(rightsStatement != null && { rightsStatement }),
    community: communityName,
    kind,
    access,
    title,
  });

  const platform = await context.connect();
  const organization = await chooseOrganization(platform.api, {
    named: options.organization,
    kind: 'INSTITUTION',
    argument: 'organization',
  });
  const agreement = await agreementFor(platform, organization.id, read);
  if (agreement === null && read !== null) context.say(NO_AGREEMENT);
  const request: PublishRequest = {
    ...content,
    ...(agreement !== null && { agreement }),
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
    throw new ArgumentError(
      option,
      `${JSON.stringify(text)} is not one of ${choices.join(', ').toLowerCase()}.`,
    );
  }
  return found;
}

function requireTitle({ title, titleZh }: TitleOptions): PublishRequest['title'] {
  const [en, zh] = [title, titleZh].map((text) => text?.normalize('NFC').trim());
  if ((en ?? '') === '' && (zh ?? '') === '') throw new ArgumentError('--title', 'give the asset a title.');
  return { ...(en !== undefined && en !== '' && { en }), ...(zh !== undefined && zh !== '' && { zh }) };
}

/** Null for an asset with no community behind it. */
async function nameOfCommunity(named: string | undefined, { env }: CommandContext): Promise<string | null> {
  if (named !== undefined) return named === 'none' ? null : named;
  const defaults = await readDemoDefaults(env);
  if (defaults === null) {
    throw new ArgumentError(
      '--community',
      'name the community behind the asset (id or slug), or `none` when there is none.',
    );
  }
  return defaults.community;
}

/** The platform refuses the same, and cannot say which community this program chose. @throws ArgumentError */
function requireMayBeOpen(
  access: PublishRequest['access'],
  { community, isNamed }: { readonly community: string | null; readonly isNamed: boolean },
): void {
  if (access !== 'OPEN' || community === null) return;
  const chosen = isNamed ? '' : ' Without --community, that is the community of the demo data.';
  throw new ArgumentError(
    '--access',
    `an asset can't be open while a community stands behind it.${chosen} Choose licensed or restricted; or --community none, where no community is behind it.`,
  );
}

async function findCommunity({ api }: Platform, name: string | null): Promise<OrganizationId | null> {
  if (name === null) return null;
  const found = await findOrganization(api, name);
  if (found?.kind !== 'COMMUNITY' || !found.isAdmitted) {
    throw new ArgumentError(
      '--community',
      `${name} is no admitted community here. Give its id or slug, or \`none\`.`,
    );
  }
  return parseOrganizationId(found.id);
}

interface ReviseOptions extends TitleOptions, CommunityReasonOption, AgreementOption, RightsStatementOptions {
  readonly metadata?: string;
  readonly remove?: readonly string[];
}

/** Everything about the command line is checked before anything is sent. */
export async function revise(
  context: CommandContext,
  asset: string,
  paths: readonly string[],
  options: ReviseOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const reason = parseCommunityReason(options);
  const metadata = {
    ...(options.metadata === undefined ? {} : await readMetadataFile(options.metadata, context.say)),
    ...(reason !== null && { noCommunityReason: reason }),
  };
  const title = titleOf(options);
  const remove = (options.remove ?? []).map((path) => path.normalize('NFC'));
  const files = await findNamedFiles(paths, context.say);
  const read = await readAgreementOption(options);
  const rightsStatement = parseRightsStatementOptions(options);
  const stated = rightsStatement === undefined ? {} : { rightsStatement };
  const changes = Object.keys({ ...metadata, ...title, ...stated }).length + (read === undefined ? 0 : 1);
  if (files.length + remove.length + changes === 0) {
    throw new ArgumentError(
      'FILE',
      'say what is to change: files, --title, --title-zh, --metadata, --no-community-reason, --agreement, --copyright or --remove.',
    );
  }
  const both = files.find(({ path }) => remove.includes(path));
  if (both !== undefined)
    throw new ArgumentError('--remove', `${both.path} is also among the files to publish. Leave one out.`);
  // It verifies the present version, with libraries that `publish` does without.
  const { reviseAsset } = await import('@lanran/sdk/node/revise-files');
  const platform = await context.connect();
  const agreement = read === undefined ? {} : { agreement: await agreementOf(platform, assetId, read) };
  const published = await reviseAsset(
    platform,
    { assetId, title, metadata, ...agreement, ...stated, remove },
    {
      files,
      stateDir: context.stateDir,
      say: context.say,
      complete: (content) => withCommunityReason(context, content),
    },
  );
  return {
    json: published,
    lines: [
      `published version ${published.version} of asset ${published.assetId}, leaf ${published.leafIndex}`,
      ...fileLines(published.files, { particulars: ({ cid }) => cid }).map((line) => `  ${line}`),
    ],
  };
}

/** Of the holder, who alone revises. */
async function agreementOf(
  platform: Platform,
  assetId: AssetId,
  read: ReadAgreement | null,
): Promise<LicenseAgreement | null> {
  const holder = read === null ? null : (await findAssetState(platform.api, assetId))?.holder;
  // Of an asset that is not there, the revision says so.
  return holder == null ? null : agreementFor(platform, holder.id, read);
}

/** An empty title stays, which takes the present one away. */
function titleOf({ title, titleZh }: TitleOptions): PublishRequest['title'] {
  const [en, zh] = [title, titleZh].map((text) => text?.normalize('NFC').trim());
  return { ...(en !== undefined && { en }), ...(zh !== undefined && { zh }) };
}
