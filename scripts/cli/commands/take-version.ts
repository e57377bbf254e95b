import { takeVersion as take } from '@lanran/sdk/licensing/license-changes';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseLicenseArgument } from '../parse-ids.ts';
import { parseVersionOption } from '../sale-options.ts';

/** A licensee takes another version of what it licensed; the one that was sold stays open. Twice is once. */
export async function takeVersion(
  context: CommandContext,
  text: string,
  options: { readonly version?: string },
): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(text);
  const number = parseVersionOption(options.version);
  const { version, done } = await take(await context.connect(), licenseId, number);
  const about = { licenseId, version };
  if (done === null) return alreadyResult(about, `license ${licenseId} opens version ${version}`);
  return actResult(done, {
    about,
    done: `took version ${version}; license ${licenseId} opens it from now on`,
  });
}
