import type { AssetState } from '@lanran/client/asset-state';
import type { Asset } from '@lanran/client/assets';
import type { LabelsAndCredit } from '@lanran/client/labels-and-credit';
import type { Deployment } from '@lanran/client/platform';
import type { SequenceTrouble } from '@lanran/client/sequence-troubles';
import { fileLines } from './file-lines.ts';
import { labelLines, labelsDocument } from './labels-lines.ts';
import { moneyText } from './money-text.ts';
import type { CommandResult } from './output.ts';
import { placesText } from './places-text.ts';
import { takenDownLines } from './take-down-lines.ts';

/** With what is known of its sequences, and how it is to be credited. */
type Shown = Asset &
  AssetState & { readonly troubles: readonly SequenceTrouble[]; readonly labels: LabelsAndCredit | null };

/** How an asset stands: who answers for it, what may be sold and what stands against it. */
export function showAsset(asset: Shown, deployment: Pick<Deployment, 'paymentToken'>): CommandResult {
  const { holder, community, files, offers, troubles, labels, ...told } = asset;
  return {
    json: {
      asset: {
        ...told,
        holder,
        community: community ?? null,
        consent: asset.consent ?? null,
        custodyOffer: asset.custodyOffer ?? null,
        files: files.length,
        ...labelsDocument(labels),
        troubles,
        offers: offers.map((offer) => ({ ...offer, price: moneyText(offer.price, deployment) })),
      },
    },
    lines: [
      `asset ${asset.id}`,
      `  ${[asset.title.en, asset.title.zh].filter((title) => title != null).join(' · ')}, version ${asset.version}, ${files.length} file(s)`,
      `  held by ${holder.slug}, ${community == null ? 'with no community behind it' : `of the community ${community.slug}`}`,
      ...labelLines(labels),
      ...(asset.noCommunityReason == null ? [] : [`  why no community is asked: ${asset.noCommunityReason}`]),
      ...fileLines(files, { troubles }).map((line) => `  file ${line}`),
      ...(asset.isWithdrawn
        ? ['  withdrawn from sale for good; licenses that were sold stay']
        : saleLines(asset, deployment)),
      ...takenDownLines(asset.takeDowns),
      ...(asset.custodyOffer == null
        ? []
        : [`  offered to ${asset.custodyOffer.slug}, which may take it over`]),
      ...asset.disputes.map(
        ({ organization, openedAt, reason, reasonHash }) =>
          `  disputed by ${organization.slug} since ${openedAt}: ${reason ?? `reason ${reasonHash}`}`,
      ),
    ],
  };
}

function saleLines(
  { community, consent, offers }: Shown,
  deployment: Pick<Deployment, 'paymentToken'>,
): string[] {
  return [
    ...(community == null ? [] : [consentLine(consent)]),
    ...(offers.length === 0 ? ['  not on offer'] : []),
    ...offers.map(
      ({ id, media, territories, firstDay, lastDay, exclusive, price, rights, canBeTaken }) =>
        `  offer ${id}${canBeTaken ? '' : " (can't be taken for now)"}: ${media.join(', ')} in ${placesText(territories)}, ${firstDay} to ${lastDay}${exclusive ? ', exclusive' : ''}, ${moneyText(price, deployment)}; rights: ${rights.join(', ') || 'none'}`,
    ),
  ];
}

function consentLine(consent: Shown['consent']): string {
  if (consent == null)
    return '  no consent in force: nothing can be licensed, unless a collection it is in has one, which counts from its first offer on';
  const { media, territories, lastDay, shareBps, rights } = consent;
  return `  consent: ${media.join(', ')} in ${placesText(territories)} until ${lastDay}, ${shareBps / 100} % to the community; rights: ${rights.join(', ') || 'none'}`;
}
