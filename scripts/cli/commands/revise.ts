import { UsageError } from '@lanran/sdk/kernel/errors';
import { findNamedFiles } from '@lanran/sdk/node/named-files';
import { reviseAsset } from '@lanran/sdk/node/revise-files';
import {
  type CommunityReasonOption,
  parseCommunityReason,
  withCommunityReason,
} from '../community-reason.ts';
import type { CommandContext } from '../context.ts';
import { fileLines } from '../file-lines.ts';
import { readMetadataFile } from '../metadata-file.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';

export interface ReviseOptions extends CommunityReasonOption {
  readonly title?: string;
  readonly titleZh?: string;
  readonly metadata?: string;
  readonly remove?: readonly string[];
}

/** Everything about the command line is checked before anything is sent. */
export async function revise(
  context: CommandContext,
  { asset, paths }: { readonly asset: string; readonly paths: readonly string[] },
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
  if (files.length + remove.length + Object.keys({ ...metadata, ...title }).length === 0) {
    throw new UsageError(
      'FILE',
      'say what is to change: files, --title, --title-zh, --metadata, --no-community-reason or --remove.',
    );
  }
  const both = files.find(({ path }) => remove.includes(path));
  if (both !== undefined)
    throw new UsageError('--remove', `${both.path} is also among the files to publish. Leave one out.`);
  const published = await reviseAsset(
    await context.connect(),
    { assetId, title, metadata, remove },
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

function titleOf({ title, titleZh }: ReviseOptions) {
  const [en, zh] = [title, titleZh].map((text) => text?.normalize('NFC').trim());
  return { ...(en !== undefined && { en }), ...(zh !== undefined && { zh }) };
}
