import type { LabelsAndCredit } from '@lanran/client/labels-and-credit';
import type { LicenseState } from '@lanran/client/license-state';
import type { Deployment } from '@lanran/client/platform';
import { moneyText } from './money-text.ts';
import { labelLines, labelsDocument } from './labels-lines.ts';
import type { CommandResult } from './output.ts';
import { placesText } from './places-text.ts';

/** What a license allows, whose it is and whether it still counts. */
export function showLicense(
  shown: LicenseState & { readonly labels: LabelsAndCredit | null },
  deployment: Pick<Deployment, 'paymentToken'>,
): CommandResult {
  const { labels, ...license } = shown;
  const price = moneyText(license.price, deployment);
  const { id, asset, licensee, media, territories, firstDay, lastDay, exclusive, rights, parent } = license;
  return {
    json: {
      license: {
        ...license,
        ...versionsDocument(license),
        price,
        asset: asset ?? null,
        parent: parent ?? null,
        ...labelsDocument(labels),
      },
    },
    lines: [
      `license ${id}`,
      `  ${licensee.slug} may use asset ${asset?.id ?? 'that no longer exists for you'}`,
      `  ${media.join(', ')} in ${placesText(territories)}, ${firstDay} to ${lastDay}${exclusive ? ', exclusive' : ''}`,
      `  ${price}, ${license.origin.toLowerCase()}${parent == null ? '' : ` of license ${parent}`}; rights: ${rights.join(', ') || 'none'}`,
      ...versionLines(license),
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

function versionLines({ version, versions, newerVersion }: LicenseState): string[] {
  if (version == null) return ['  it opens no files: its terms name no published version of the asset'];
  const opened = versions.map((each) => each.version.version).join(', ');
  return [
    `  version ${version.version} was sold; it opens version ${opened}`,
    ...(newerVersion == null ? [] : [`  version ${newerVersion.version} is newer: take-version takes it`]),
  ];
}

function standing({ isRevoked, isLive, revocation, firstDay, lastDay }: LicenseState): string {
  if (isRevoked) {
    const reason = revocation == null ? '' : `: ${revocation.reason ?? `reason ${revocation.reasonHash}`}`;
    return `revoked${reason}`;
  }
  return isLive ? 'live' : `not live today; its days are ${firstDay} to ${lastDay}`;
}
