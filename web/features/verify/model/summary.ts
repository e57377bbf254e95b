import type { Bundle } from '@lanran/protocol/proofs/bundle';
import { parseHeader } from '@lanran/protocol/chain/contract-state';
import { formatDay, LAST_DAY } from '@lanran/protocol/kernel/day';
import { ProtocolError } from '@lanran/protocol/kernel/errors';
import { mediaOf } from '@lanran/protocol/licensing/media';
import type { LicenseAgreement } from '@lanran/protocol/licensing/license-agreement';
import { isKnownKind } from '@lanran/protocol/log/statement';
import { parseTerms } from '@lanran/protocol/licensing/terms-json';
import { territoryCodes } from '@lanran/protocol/territories/territories';
import { signerOf, statedCheckpoint } from '@lanran/protocol/proofs/verify-log';
import { agreementOf, revealed } from '@lanran/protocol/proofs/verify-content';

/** What a proof says, for the reader; whether it is true is for the checks to tell. */
export interface Summary {
  readonly logId: string;
  readonly kind: string;
  /** False for a kind of a later version, which proves nothing here. */
  readonly isKnownKind: boolean;
  readonly subject: string;
  readonly issuedAt: string | null;
  readonly title: { readonly en: string | null; readonly zh: string | null };
  readonly assetKind: string | null;
  readonly access: string | null;
  readonly version: number | null;
  readonly identifier: string | null;
  readonly noCommunityReason: string | null;
  readonly agreement: LicenseAgreement | null;
  readonly isSynthetic: boolean;
  readonly organizationId: string | null;
  readonly fileCount: number;
  readonly signer: string | null;
  readonly leafIndex: number;
  readonly logSize: number | null;
  readonly anchor: { readonly at: string | null; readonly block: string; readonly chainId: string } | null;
  readonly license: LicenseSummary | null;
}

export interface LicenseSummary {
  readonly id: string;
  readonly licensee: string;
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly isExclusive: boolean;
}

export function summaryOf(bundle: Bundle): Summary {
  const { statement, leaf, files, logId } = bundle;
  const isKnown = isKnownKind(statement.kind);
  // What the fields of a kind of a later version mean is not known here.
  const read = (name: string) => (isKnown ? revealed(bundle, name) : undefined);
  const title = membersOf(read('title'));
  const version = read('version');
  return {
    logId,
    kind: statement.kind,
    isKnownKind: isKnown,
    subject: statement.assetId,
    issuedAt: isoOf(statement.issuedAt),
    title: { en: textOf(title['en']), zh: textOf(title['zh']) },
    assetKind: textOf(read('kind')),
    access: textOf(read('access')),
    version: typeof version === 'number' ? version : null,
    identifier: textOf(read('identifier')),
    noCommunityReason: textOf(read('noCommunityReason')),
    agreement: isKnown ? orNull(() => agreementOf(bundle)) : null,
    isSynthetic: read('synthetic') === true,
    organizationId: textOf(read('organization')),
    fileCount: files.length,
    signer: isKnown ? orNull(() => signerOf(bundle)) : null,
    leafIndex: leaf.index,
    logSize: orNull(() => statedCheckpoint(bundle).size),
    anchor: orNull(() => anchorOf(bundle)),
    license: isKnown ? orNull(() => licenseOf(bundle)) : null,
  };
}

function anchorOf({ anchor }: Bundle): Summary['anchor'] {
  if (anchor === undefined) return null;
  const { number, timestamp } = parseHeader(anchor.header, 'anchor.header');
  return { at: isoOf(timestamp), block: number.toString(), chainId: anchor.chainId };
}

function licenseOf({ license }: Bundle): LicenseSummary | null {
  if (license === undefined) return null;
  const { wish, licensee } = parseTerms(license.terms, 'license.terms');
  return {
    id: license.licenseId,
    licensee: license.licensee?.organizationId ?? licensee,
    media: mediaOf(wish.media),
    territories: territoryCodes(wish.territories),
    firstDay: formatDay(Math.min(wish.firstDay, LAST_DAY)),
    lastDay: formatDay(Math.min(wish.lastDay, LAST_DAY)),
    isExclusive: wish.exclusive,
  };
}

/** Parts that are malformed fail their check; the summary leaves them out. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

function isoOf(seconds: number): string | null {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
