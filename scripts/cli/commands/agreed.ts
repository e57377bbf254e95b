import { UsageError } from '@lanran/sdk/kernel/errors';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { stateAgreement } from '@lanran/sdk/publishing/signed-statements';
import { hashDocument } from '@lanran/sdk/node/local-files';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { REPEATED, SENT } from '../signed-hash-lines.ts';
import { parseAssetArgument, parseLicenseArgument } from '../parse-ids.ts';

export interface AgreedOptions {
  readonly for: string;
  readonly with?: readonly string[];
  readonly license?: string;
  readonly note?: string;
}

/** An organization states which document it agreed on and with whom: the hash of a file that it keeps is signed and logged. */
export async function agreed(
  context: CommandContext,
  asset: string,
  file: string,
  options: AgreedOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const license = options.license === undefined ? {} : { licenseId: parseLicenseArgument(options.license) };
  if ((options.with ?? []).length === 0)
    throw new UsageError(
      '--with',
      'name the organizations that agreed with it: nobody agrees alone. · 请写明与谁达成一致。',
    );
  const sha256 = await hashDocument(file);
  const platform = await context.connect();
  const signing = await getOrganization(platform.api, options.for, '--for');
  const others = await Promise.all(
    (options.with ?? []).map((name) => getOrganization(platform.api, name, '--with')),
  );
  const parties = [signing, ...others].map(({ id }) => id);
  const { leafIndex, statementHash, isRepeated } = await stateAgreement(platform, assetId, {
    organization: signing.id,
    parties,
    algorithm: 'sha256',
    hash: `0x${sha256}`,
    ...license,
    ...(options.note !== undefined && { note: options.note }),
  });
  return {
    json: {
      assetId,
      ...license,
      organizationId: signing.id,
      parties,
      sha256,
      statementHash,
      leafIndex,
      ...(isRepeated && { already: true }),
    },
    lines: [
      `${signing.slug} agreed on the file with SHA-256 ${sha256}`,
      `statement ${statementHash}, leaf ${leafIndex}. ${isRepeated ? REPEATED : SENT}`,
    ],
  };
}
