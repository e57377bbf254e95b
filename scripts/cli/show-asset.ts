import type { AssetState } from '@lanran/sdk/assets/asset-state';
import type { Asset } from '@lanran/sdk/assets/assets';
import type { LabelsAndCredit } from '@lanran/sdk/assets/labels-and-credit';
import { ruleOf } from '@lanran/sdk/assets/offered-rule';
import type { Deployment } from '@lanran/sdk/kernel/session';
import type { Currency } from '@lanran/protocol/kernel/money';
import type { SequenceTrouble } from '@lanran/sdk/publishing/sequence-check';
import { fileLines } from './file-lines.ts';
import { labelLines, labelsDocument } from './labels-lines.ts';
import { moneyText } from './money-text.ts';
import type { CommandResult } from './output.ts';
import { placesText } from './places-text.ts';
import { ruleLines } from './price-lines.ts';
import { takenDownLines } from './take-down-lines.ts';

type Offer = Asset['offers'][number];
type UseConsent = Asset['useConsents'][number];

/** With what is known of its sequences, and how it is to be credited. */
type Shown = Asset &
  AssetState & { readonly troubles: readonly SequenceTrouble[]; readonly labels: LabelsAndCredit | null };

/** How an asset stands: who answers for it, what may be sold and what stands against it. */
export function showAsset(asset: Shown, deployment: Pick<Deployment, 'paymentToken'>): CommandResult {
  const { holder, community, files, offers, useConsents, troubles, labels, ...told } = asset;
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
        useConsents: useConsents.map((consent) => ({
          ...consent,
          licensee: consent.licensee ?? null,
          minPrice: moneyText(consent.minPrice, deployment),
        })),
        offers: offers.map((offer) => ({
          ...offer,
          licensee: offer.licensee ?? null,
          price: moneyText(offer.price, deployment),
          rule: ruleDocument(offer, deployment),
        })),
      },
    },
    lines: [
      `asset ${asset.id}`,
      `  ${[asset.title.en, asset.title.zh].filter((title) => title != null).join(' · ')}, version ${asset.version}, ${files.length} file(s)`,
      `  held by ${holder.slug}, ${community == null ? 'with no community behind it' : `of the community ${community.slug}`}`,
      ...suspensionLines(holder),
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

/** A holder that is suspended can't offer, and nothing of it is sold. */
function suspensionLines({ slug, suspension }: Shown['holder']): string[] {
  if (suspension == null) return [];
  const { suspendedFrom } = suspension;
  return new Date(suspendedFrom) > new Date()
    ? [`  ${slug} will be suspended from ${suspendedFrom} on; then nothing of it can be licensed`]
    : [`  ${slug} is suspended since ${suspendedFrom}: nothing of it can be licensed; what was sold stays`];
}

function saleLines(
  { community, consent, useConsents, offers }: Shown,
  deployment: Pick<Deployment, 'paymentToken'>,
): string[] {
  const open = useConsents.filter(({ state }) => state === 'GRANTED');
  return [
    ...(community == null ? [] : [consentLine(consent, open.length > 0)]),
    ...open.map((use) => useConsentLine(use, deployment)),
    ...(offers.length === 0 ? ['  not on offer'] : []),
    ...offers.flatMap((offer) => offerLines(offer, deployment)),
  ];
}

function offerLines(
  { id, media, territories, firstDay, lastDay, exclusive, price, rule, licensee, rights, canBeTaken }: Offer,
  deployment: Pick<Deployment, 'paymentToken'>,
): string[] {
  const dependsOnUse = rule != null;
  const terms = [
    `${media.join(', ')} in ${placesText(territories)}`,
    `${firstDay} to ${lastDay}${exclusive ? ', exclusive' : ''}`,
    `${moneyText(price, deployment)}${dependsOnUse ? ' a month' : ''}`,
  ];
  return [
    `  offer ${id}${canBeTaken ? '' : " (can't be taken for now)"}: ${terms.join(', ')}; rights: ${rights.join(', ') || 'none'}`,
    ...(licensee == null ? [] : [`    for ${licensee.slug} alone`]),
    ...ruleLines(ruleOf(rule), { currency: currencyOf(price, deployment), exclusive }).map(
      (line) => `  ${line}`,
    ),
  ];
}

/** Of a token without a known name its smallest units are told. */
function currencyOf({ token }: Offer['price'], { paymentToken }: Pick<Deployment, 'paymentToken'>): Currency {
  return token.toLowerCase() === paymentToken.address
    ? paymentToken
    : { symbol: `of the smallest unit of ${token}`, decimals: 0 };
}

function ruleDocument({ rule, price }: Offer, deployment: Pick<Deployment, 'paymentToken'>) {
  if (rule == null) return null;
  const { minimum, mediaFactors, territoryFactors, exclusivityFactor } = rule;
  return {
    pricePerMonth: moneyText(price, deployment),
    minimum: moneyText({ amount: minimum, token: price.token }, deployment),
    mediaFactors,
    territoryFactors,
    exclusivityFactor: exclusivityFactor ?? null,
  };
}

function consentLine(consent: Shown['consent'], hasUseConsents: boolean): string {
  if (consent == null && hasUseConsents) return '  no consent in force for everybody; for one use each:';
  if (consent == null)
    return '  no consent in force: nothing can be licensed, unless a collection it is in has one, which counts from its first offer on';
  const { media, territories, lastDay, shareBps, rights } = consent;
  return `  consent: ${media.join(', ')} in ${placesText(territories)} until ${lastDay}, ${shareBps / 100} % to the community; rights: ${rights.join(', ') || 'none'}`;
}

function useConsentLine(
  { licensee, media, territories, firstDay, lastDay, exclusive, minPrice, shareBps, rights }: UseConsent,
  deployment: Pick<Deployment, 'paymentToken'>,
): string {
  return `  consent for one license by ${licensee?.slug ?? 'one organization'}: ${media.join(', ')} in ${placesText(territories)}, ${firstDay} to ${lastDay}${exclusive ? ', exclusive' : ''}, from ${moneyText(minPrice, deployment)} on, ${shareBps / 100} % to the community; rights: ${rights.join(', ') || 'none'}`;
}
