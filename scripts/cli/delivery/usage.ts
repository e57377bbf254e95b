import { formatDay } from '@lanran/protocol/kernel/day';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { getLicense } from '@lanran/sdk/licensing/licenses';
import { isHistory, matchHistory, type HistoryMatch } from '@lanran/sdk/node/returned-history';
import { hashDocument } from '@lanran/sdk/node/local-files';
import { listUsageReports } from '@lanran/sdk/delivery/usage-reports';
import { reportUsage } from '@lanran/sdk/publishing/signed-statements';
import type { CommandContext } from '../context.ts';
import { signedHashResult } from '../lines/signed-hash.ts';
import { parseLicenseArgument } from '../options/arguments.ts';
import { parseDayOption } from '../options/window.ts';
import type { CommandResult } from '../output.ts';

interface UsageReportOptions {
  readonly from?: string;
  readonly to?: string;
  readonly note?: string;
  readonly private?: boolean;
}

/**
 * The licensee reports how it used a license: the hash of a file that it keeps is signed and logged. An ASC MHL generation has to list
 * files of the license, with the hashes that were published. Without a file: what was reported so far.
 */
export async function usage(
  context: CommandContext,
  license: string,
  file: string | undefined,
  options: UsageReportOptions,
): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(license);
  if (file === undefined) {
    if ([options.from, options.to, options.note, options.private].some((each) => each !== undefined))
      throw new ArgumentError(
        'FILE',
        'name the report: --from, --to, --note and --private say something of it.',
      );
    return listed(context, licenseId);
  }
  if (
    options.private === true &&
    [options.from, options.to, options.note].every((each) => each === undefined)
  )
    throw new ArgumentError('--private', 'keeps note and days: give --note, --from or --to with it.');
  const periodFrom = options.from === undefined ? null : parseDayOption('--from', options.from);
  const periodTo = options.to === undefined ? null : parseDayOption('--to', options.to);
  if (periodFrom !== null && periodTo !== null && periodTo < periodFrom)
    throw new ArgumentError('--to', 'is before --from.');
  requirePast('--from', periodFrom);
  requirePast('--to', periodTo);
  const sha256 = await hashDocument(file);
  const platform = await context.connect();
  const { terms, licensee } = await getLicense(platform.api, licenseId);
  const history = isHistory(file) ? await matchHistory(platform, { licenseId, file, sha256 }) : null;
  const report = {
    organization: licensee.id,
    licenseId,
    algorithm: 'sha256',
    hash: `0x${sha256}`,
    ...(periodFrom !== null && { periodFrom }),
    ...(periodTo !== null && { periodTo }),
    ...(options.note !== undefined && { note: options.note }),
    ...(options.private === true && { isPrivate: true }),
  } as const;
  const about = {
    licenseId,
    organizationId: licensee.id,
    sha256,
    ...(periodFrom !== null && { from: formatDay(periodFrom) }),
    ...(periodTo !== null && { to: formatDay(periodTo) }),
    ...(options.private === true && { private: true }),
    ...(history !== null && { history }),
  };
  const result = signedHashResult(await reportUsage(platform, terms.assetId, report), {
    about,
    done: `${licensee.slug} reported the use of license ${licenseId} by the file with SHA-256 ${sha256}`,
  });
  return { ...result, lines: [...historyLines(history), ...result.lines] };
}

function historyLines(history: HistoryMatch | null): string[] {
  if (history === null) return [];
  const { matched, changed, others } = history;
  return [
    `the generation lists ${matched} files of the license as they were published, and ${others} others`,
    ...(changed.length === 0
      ? []
      : [`it lists other bytes at the place of ${changed.length}: ${changed.slice(0, 5).join(', ')}`]),
  ];
}

/** What is reported has been. */
function requirePast(option: string, day: number | null): void {
  if (day === null || day <= Math.floor(Date.now() / 86_400_000)) return;
  throw new ArgumentError(
    option,
    `${formatDay(day)} is in the future: report what was used. · 日期在未来，请只报告已发生的使用。`,
  );
}

/** The parties of a license read what was reported of it. */
async function listed(context: CommandContext, licenseId: LicenseId): Promise<CommandResult> {
  const { api } = await context.connect();
  const { terms } = await getLicense(api, licenseId);
  const reports = await listUsageReports(api, terms.assetId, licenseId);
  return {
    json: { licenseId, reports },
    lines:
      reports.length === 0
        ? ['no use of it was reported · 尚无使用报告']
        : reports.map(({ leafIndex, hash, periodFrom, periodTo, note, isPrivate }) =>
            [
              `leaf ${leafIndex}`,
              `SHA-256 ${hash.slice(2)}`,
              periodFrom === null && periodTo === null ? '' : `${periodFrom ?? ''} to ${periodTo ?? ''}`,
              note ?? '',
              isPrivate ? '(only the parties read note and days · 附注与日期仅各方可见)' : '',
            ]
              .filter(Boolean)
              .join('  '),
          ),
  };
}
