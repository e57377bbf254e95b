import { formatDay } from '@lanran/protocol/kernel/day';
import { UsageError } from '@lanran/sdk/kernel/errors';
import { getLicense } from '@lanran/sdk/licensing/licenses';
import { reportUsage } from '@lanran/sdk/publishing/signed-statements';
import { hashDocument } from '@lanran/sdk/node/local-files';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { REPEATED, SENT } from '../signed-hash-lines.ts';
import { parseLicenseArgument } from '../parse-ids.ts';
import { parseDayOption } from '../wish-options.ts';

export interface UsageReportOptions {
  readonly from?: string;
  readonly to?: string;
  readonly note?: string;
}

/**
 * The licensee reports how it used a license: the hash of a file that it keeps, such as an ASC MHL generation, is signed and
 * logged.
 */
export async function usage(
  context: CommandContext,
  license: string,
  file: string,
  options: UsageReportOptions,
): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(license);
  const periodFrom = options.from === undefined ? null : parseDayOption('--from', options.from);
  const periodTo = options.to === undefined ? null : parseDayOption('--to', options.to);
  if (periodFrom !== null && periodTo !== null && periodTo < periodFrom)
    throw new UsageError('--to', 'is before --from.');
  requirePast('--from', periodFrom);
  requirePast('--to', periodTo);
  const sha256 = await hashDocument(file);
  const platform = await context.connect();
  const { terms, licensee } = await getLicense(platform.api, licenseId);
  const report = {
    organization: licensee.id,
    licenseId,
    algorithm: 'sha256',
    hash: `0x${sha256}`,
    ...(periodFrom !== null && { periodFrom }),
    ...(periodTo !== null && { periodTo }),
    ...(options.note !== undefined && { note: options.note }),
  } as const;
  const { leafIndex, statementHash, isRepeated } = await reportUsage(platform, terms.assetId, report);
  return {
    json: {
      licenseId,
      organizationId: licensee.id,
      sha256,
      ...(periodFrom !== null && { from: formatDay(periodFrom) }),
      ...(periodTo !== null && { to: formatDay(periodTo) }),
      statementHash,
      leafIndex,
      ...(isRepeated && { already: true }),
    },
    lines: [
      `${licensee.slug} reported the use of license ${licenseId} by the file with SHA-256 ${sha256}`,
      `statement ${statementHash}, leaf ${leafIndex}. ${isRepeated ? REPEATED : SENT}`,
    ],
  };
}

/** What is reported has been. */
function requirePast(option: string, day: number | null): void {
  if (day === null || day <= Math.floor(Date.now() / 86_400_000)) return;
  throw new UsageError(
    option,
    `${formatDay(day)} is in the future: report what was used. · 日期在未来，请只报告已发生的使用。`,
  );
}
