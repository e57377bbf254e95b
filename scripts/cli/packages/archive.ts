import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { ARCHIVE_FORMATS, downloadArchive, packagePath } from '@lanran/sdk/node/downloads/archive-download';
import type { CommandContext } from '../context.ts';
import { parseLicenseArgument, parseVersionOption } from '../options/arguments.ts';
import type { CommandResult } from '../output.ts';

export interface ArchiveOptions {
  readonly as: string;
  readonly out: string;
  readonly version?: string;
}

/** `download --as`: the package as one file, saved whole or not at all. */
export async function downloadAs(
  { connect, say, showStatus }: CommandContext,
  license: string,
  { as, out, version }: ArchiveOptions,
): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(license);
  const format = ARCHIVE_FORMATS.find((each) => each === as);
  if (format === undefined) throw new ArgumentError('--as', `must be one of ${ARCHIVE_FORMATS.join(', ')}.`);
  const number = parseVersionOption(version);
  const platform = await connect();
  let arrived = 0;
  let whole = 0;
  const bytes = await downloadArchive(platform, {
    path: packagePath(licenseId, format, number),
    out,
    onBegin: (length) => {
      whole = length;
      say(`downloading ${out} (${length} bytes)`);
    },
    onBytes: (count) => {
      arrived += count;
      showStatus?.(`${arrived} of ${whole} bytes`);
    },
  });
  return {
    json: { licenseId, format, out, bytes },
    lines: [
      `${out}  ${bytes} bytes`,
      format === 'car'
        ? `Import it with: ipfs dag import ${out}`
        : `Unpack it, then check it with: lanran verify FOLDER`,
    ],
  };
}
