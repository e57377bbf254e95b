import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { type LicenseAgreement, MAX_AGREEMENT_NAME } from '@lanran/protocol/licensing/license-agreement';
import { ArgumentError, reasonOf } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import {
  checkAgreementFile,
  listAgreements,
  readPreselected,
  uploadAgreement,
} from '@lanran/sdk/publishing/agreements';

export interface AgreementOption {
  /** A file, or `none`. */
  readonly agreement?: string;
}

/** A text that was read and found to be one. */
export interface ReadAgreement {
  readonly fileName: string;
  readonly content: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

/** Null for `none`; undefined where the option is not given. @throws ArgumentError before anything is sent */
export async function readAgreementOption({
  agreement,
}: AgreementOption): Promise<ReadAgreement | null | undefined> {
  if (agreement === undefined) return undefined;
  return agreement === 'none' ? null : readAgreementFile(agreement, '--agreement');
}

/** @throws ArgumentError for what can't be read or is no agreement */
export async function readAgreementFile(path: string, argument: string): Promise<ReadAgreement> {
  const content = await readFile(path).catch((cause: unknown) => {
    throw new ArgumentError(argument, `${path} can't be read: ${reasonOf(cause)}.`, { cause });
  });
  const fileName = basename(path);
  try {
    return { fileName, content, sha256: checkAgreementFile(content, fileName).sha256 };
  } catch (cause) {
    if (!(cause instanceof ArgumentError)) throw cause;
    throw new ArgumentError(argument, cause.advice, { cause });
  }
}

/**
 * What a new version names: the text that was given, uploaded unless the organization lists it; what the organization's new
 * versions name where none was given; null for none.
 */
export async function agreementFor(
  platform: Platform,
  organizationId: OrganizationId,
  read: ReadAgreement | null | undefined,
): Promise<LicenseAgreement | null> {
  if (read === null) return null;
  if (read === undefined) return readPreselected(platform, organizationId);
  const listed = await listAgreements(platform.api, organizationId);
  const known = listed.find(({ agreement }) => agreement.sha256 === read.sha256)?.agreement;
  const name = known?.name ?? nameOfFile(read.fileName);
  return uploadAgreement(platform, organizationId, { ...read, name, isPreselected: false });
}

/** What a buyer's lawyer will ask for, said once. */
export const NO_AGREEMENT =
  'No license agreement is named: warranty, indemnity, moral rights and law stay unsaid. Write a draft with: lanran organization model-agreement --out FILE · 未附许可协议：权利保证、赔偿、人身权与适用法律均未约定';

/** The file's own name, as one of the language that it is written in. */
export function nameOfFile(fileName: string): LicenseAgreement['name'] {
  const name = basename(fileName, extname(fileName)).normalize('NFC').trim().slice(0, MAX_AGREEMENT_NAME);
  return /\p{Script=Han}/u.test(name) ? { zh: name } : { en: name };
}
