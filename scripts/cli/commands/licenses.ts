import { listLicenses } from '@lanran/client/licenses';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { listOfParties, type PartyOptions } from '../parties.ts';
import { termsDocument, termsLine } from '../terms-document.ts';

/** The licenses of your organizations, as licensee or holder. */
export async function licenses(context: CommandContext, options: PartyOptions): Promise<CommandResult> {
  const platform = await context.connect();
  const { api, deployment } = platform;
  const listed = await listOfParties(platform, options, async ({ id }) => [
    ...(await listLicenses(api, { licensee: id })),
    ...(await listLicenses(api, { holder: id })),
  ]);
  return {
    json: {
      licenses: listed.map(({ id, terms, licensee, isRevoked, revocation, transaction }) => ({
        licenseId: id,
        licensee: licensee.id,
        ...termsDocument(terms, deployment),
        isRevoked,
        revocation,
        transaction,
      })),
    },
    lines: listed.map(
      ({ id, terms, licensee, revocation }) =>
        `${id}  ${licensee.slug}  ${termsLine(terms, deployment)}${revocation === null ? '' : `, revoked: ${revocation.reason ?? 'for a reason not told'}`}`,
    ),
  };
}
