import { formatDay } from '@lanran/protocol/kernel/day';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { parseLicenseId } from '@lanran/protocol/kernel/ids';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { formatRights } from '@lanran/protocol/licensing/rights';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { formatTerritories, parseTerritories } from '@lanran/protocol/territories/territories';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import type { AssetState } from '@lanran/sdk/assets/asset-state';
import type { LabelsAndCredit } from '@lanran/sdk/assets/labels-and-credit';
import { moneyText, type PricedIn } from '@lanran/sdk/kernel/money';
import type { Platform } from '@lanran/sdk/kernel/session';
import type { LicenseState } from '@lanran/sdk/licensing/license-state';
import type { CommandResult } from '../output.ts';
import { agreementDocument, agreementLines } from './agreement.ts';
import { labelLines, labelsDocument, takenDownLines } from './asset.ts';

/** Codes as the platform shows them, as people say them; those of a later list stay codes. */
export function placesText(codes: readonly string[]): string {
  try {
    return territoryText(parseTerritories(codes.join(',')), 'en');
  } catch (error) {
    if (error instanceof FormatError) return codes.join(', ');
    throw error;
  }
}

/** What was agreed, in words for the one document. */
export function termsDocument(terms: Terms, deployment: PricedIn) {
  const { assetId, offerId, wish, price, token, communityShareBps, rights, origin, parent } = terms;
  return {
    assetId,
    offerId: offerId.toString(),
    versionHash: terms.version,
    media: formatMedia(wish.media),
    territories: formatTerritories(wish.territories),
    from: formatDay(wish.firstDay),
    to: formatDay(wish.lastDay),
    exclusive: wish.exclusive,
    price: moneyText({ amount: price, token }, deployment),
    communityShareBps,
    rights: formatRights(rights),
    origin,
    parent,
  };
}

/** The same as a line. */
export function termsLine(terms: Terms, deployment: PricedIn): string {
  const { assetId, media, from, to, exclusive, price } = termsDocument(terms, deployment);
  const places = territoryText(terms.wish.territories, 'en');
  return `${assetId}  ${media} in ${places}, ${from} to ${to}${exclusive ? ', exclusive' : ''}, ${price}`;
}

/** Which version was sold, and from which offer; a part of another license comes from none. */
export function soldText(terms: Terms, version: number | null): string {
  const sold = version === null ? 'no published version' : `version ${version}`;
  return terms.origin === 'SUBLICENSE' ? sold : `${sold}, from offer ${terms.offerId}`;
}

/** What a license allows, whose it is and whether it still counts. */
export function showLicense(
  shown: LicenseState & {
    readonly labels: LabelsAndCredit | null;
    /** Of its asset; what of them concerns a version that it opens is told. */
    readonly takeDowns?: AssetState['takeDowns'];
  },
  deployment: PricedIn & Pick<Platform, 'apiUrl'>,
): CommandResult {
  const { labels, takeDowns = [], ...license } = shown;
  const gone = takeDownsOf(license, takeDowns);
  const price = moneyText(license.price, deployment);
  const { id, asset, licensee, media, territories, firstDay, lastDay, exclusive, rights, parent, agreement } =
    license;
  return {
    json: {
      license: {
        ...license,
        number: shortNumberOf(parseLicenseId(id)),
        ...versionsDocument(license),
        agreement: agreement === null ? null : agreementDocument(agreement),
        takeDowns: gone,
        price,
        asset: asset ?? null,
        parent: parent ?? null,
        ...labelsDocument(labels),
      },
    },
    lines: [
      `license ${id}`,
      `  number ${shortNumberOf(parseLicenseId(id))}`,
      `  ${licensee.slug} may use asset ${asset?.id ?? 'that no longer exists for you'}`,
      `  ${media.join(', ')} in ${placesText(territories)}, ${firstDay} to ${lastDay}${exclusive ? ', exclusive' : ''}`,
      `  ${price}, ${license.origin.toLowerCase()}${parent == null ? '' : ` of license ${parent}`}; rights: ${rights.join(', ') || 'none'}`,
      ...versionLines(license, gone),
      ...agreementLines(agreement, deployment.apiUrl),
      ...takenDownLines(gone),
      `  ${standing(license)}`,
      ...labelLines(labels),
    ],
  };
}

function versionsDocument({ version, versions, newerVersion }: LicenseState) {
  return {
    version: version?.version ?? null,
    versions: versions.map((opened) => opened.version.version),
    newerVersion: newerVersion?.version ?? null,
  };
}

/** Those that concern a version which the license opens. */
function takeDownsOf(
  { versions }: LicenseState,
  takeDowns: AssetState['takeDowns'],
): AssetState['takeDowns'] {
  const opened = versions.map((each) => each.version.version);
  return takeDowns.filter(({ scope }) => scope?.version === undefined || opened.includes(scope.version));
}

function versionLines(
  { version, versions, newerVersion }: LicenseState,
  takeDowns: AssetState['takeDowns'],
): string[] {
  if (version == null) return ['  it opens no files: its terms name no published version of the asset'];
  const opened = versions.map((each) => each.version.version);
  const isGone = (number: number) =>
    takeDowns.some(
      ({ scope }) =>
        scope !== null &&
        scope.path === undefined &&
        scope.field === undefined &&
        (scope.version ?? number) === number,
    );
  const left = opened.filter((number) => !isGone(number));
  return [
    `  version ${version.version} was sold; ${left.length === 0 ? 'what it opened was taken down: no file can be downloaded any more' : `it opens ${versionsText(left)}`}`,
    ...(newerVersion == null ? [] : [`  version ${newerVersion.version} is newer: take-version takes it`]),
  ];
}

function versionsText(numbers: readonly number[]): string {
  return numbers.length === 1
    ? `version ${numbers[0]}`
    : `versions ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}

function standing({ isRevoked, isLive, revocation, firstDay, lastDay }: LicenseState): string {
  if (isRevoked) {
    const reason = revocation == null ? '' : `: ${revocation.reason ?? `reason ${revocation.reasonHash}`}`;
    return `revoked${reason}`;
  }
  return isLive ? 'live' : `not live today; its days are ${firstDay} to ${lastDay}`;
}
