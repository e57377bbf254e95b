import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import {
  type ListedAgreement,
  listAgreements,
  preselectAgreement,
  removeAgreement,
  uploadAgreement,
} from '@lanran/sdk/publishing/agreements';
import type { CommandContext } from '../context.ts';
import { agreementDocument, agreementText } from '../lines/agreement.ts';
import { nameOfFile, readAgreementFile } from '../options/agreement.ts';
import type { CommandResult } from '../output.ts';

interface AgreementOptions {
  readonly name?: string;
  readonly nameZh?: string;
  readonly default?: string;
  readonly remove?: string;
}

/** Lists an organization's license agreements, adds one, chooses which one new versions name, or takes one off the list. */
export async function organizationAgreement(
  context: CommandContext,
  organization: string,
  file: string | undefined,
  options: AgreementOptions,
): Promise<CommandResult> {
  if (file === undefined && (options.name ?? options.nameZh) !== undefined)
    throw new ArgumentError('--name', 'is of a FILE to add. Name the file too.');
  const chosen = parseDefault(options.default);
  const remove = options.remove === undefined ? null : parseHash('--remove', options.remove);
  const read = file === undefined ? null : await readAgreementFile(file, 'FILE');
  const platform = await context.connect();
  const { id, slug } = await getOrganization(platform.api, organization, 'ORGANIZATION');
  if (read !== null) {
    const name = nameOf(options, nameOfFile(read.fileName));
    await uploadAgreement(platform, id, { ...read, name, isPreselected: chosen === undefined });
  }
  if (chosen !== undefined) await preselectAgreement(platform.api, id, chosen);
  if (remove !== null) await removeAgreement(platform.api, id, remove);
  const agreements = await listAgreements(platform.api, id);
  return {
    json: { organizationId: id, agreements: agreements.map(documentOf) },
    lines:
      agreements.length === 0
        ? [`${slug} has no license agreement`]
        : agreements.flatMap((one) => linesOf(one)),
  };
}

function documentOf({ agreement, isPreselected, addedAt }: ListedAgreement) {
  return { ...agreementDocument(agreement), isDefault: isPreselected, addedAt };
}

function linesOf({ agreement, isPreselected }: ListedAgreement): string[] {
  return [`${agreementText(agreement)}${isPreselected ? '  (new versions name it)' : ''}`];
}

function nameOf(
  { name, nameZh }: AgreementOptions,
  otherwise: LicenseAgreement['name'],
): LicenseAgreement['name'] {
  const [en, zh] = [name, nameZh].map((text) => text?.normalize('NFC').trim() ?? '');
  if (en === '' && zh === '') return otherwise;
  return { ...(en !== '' && { en }), ...(zh !== '' && { zh }) };
}

function parseDefault(text: string | undefined): string | null | undefined {
  if (text === undefined) return undefined;
  return text === 'none' ? null : parseHash('--default', text);
}

function parseHash(option: string, text: string): string {
  const hash = text.toLowerCase();
  if (/^[0-9a-f]{64}$/.test(hash)) return hash;
  throw new ArgumentError(option, `${JSON.stringify(text)} is no SHA-256 of a listed agreement.`);
}
