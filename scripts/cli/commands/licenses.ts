import { type License, listLicenses } from '@lanran/sdk/licensing/licenses';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { listOfParties, type PartyOptions } from '../parties.ts';
import { soldText, termsDocument, termsLine } from '../terms-document.ts';

/** The licenses of your organizations: those they have, those they sold, and the parts that they granted onward. */
export async function licenses(context: CommandContext, options: PartyOptions): Promise<CommandResult> {
  const platform = await context.connect();
  const { api, deployment } = platform;
  const listed = await listOfParties(platform, options, async ({ id }) => [
    ...(await listLicenses(api, { licensee: id })),
    ...(await listLicenses(api, { holder: id })),
    ...(await listLicenses(api, { grantor: id })),
  ]);
  return {
    json: {
      licenses: listed.map(({ id, terms, version, licensee, isRevoked, revocation, transaction }) => ({
        licenseId: id,
        licensee: licensee.id,
        version,
        ...termsDocument(terms, deployment),
        isRevoked,
        revocation,
        transaction,
      })),
    },
    lines: listed.map(
      ({ id, terms, version, licensee, revocation }) =>
        `${id}  ${licensee.slug}  ${termsLine(terms, deployment)}, ${soldText(terms, version)}${parentText(terms)}${revocation === null ? '' : `, revoked: ${revocation.reason ?? 'for a reason not told'}`}`,
    ),
  };
}

function parentText({ origin, parent }: License['terms']): string {
  return origin === 'SUBLICENSE' && parent !== null ? `, a part of license ${parent}` : '';
}
