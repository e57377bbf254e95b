import { readFile } from 'node:fs/promises';
import { ArgumentError, reasonOf } from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { getOrganization, listMemberships } from '@lanran/sdk/organizations/organizations';

export interface ProposalOptions {
  readonly organization?: string;
  readonly message?: string;
}

/** The named organization, or the only one that the key acts for. @throws ArgumentError */
export async function chooseProposer(api: GraphqlClient, named: string | undefined): Promise<string> {
  if (named !== undefined) return (await getOrganization(api, named, '--organization')).id;
  const own = (await listMemberships(api)).filter(({ role }) => role !== 'VIEWER');
  const [only] = own;
  if (only !== undefined && own.length === 1) return only.organization.id;
  const slugs = own.map(({ organization: { slug } }) => slug);
  throw new ArgumentError(
    '--organization',
    slugs.length === 0 ? 'your key acts for none.' : `say which one proposes: ${slugs.join(', ')}.`,
  );
}

/** @throws ArgumentError */
export async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new ArgumentError('FILE', `can't read ${file}: ${reasonOf(cause)}.`, { cause });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ArgumentError('FILE', `${file} is not in UTF-8. Save it as UTF-8.`, { cause });
  }
}
