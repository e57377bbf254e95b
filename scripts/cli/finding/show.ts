import { rightsStatementText } from '@lanran/protocol/assets/rights-statement';
import { parseAssetId, parseLicenseId } from '@lanran/protocol/kernel/ids';
import { currencyOrUnits } from '@lanran/protocol/licensing/currencies';
import { bothOf } from '@lanran/protocol/packages/labels-and-credit-text';
import { moneyText, type PricedIn } from '@lanran/sdk/kernel/money';
import { type AssetState, findAssetState } from '@lanran/sdk/assets/asset-state';
import { type Asset, getAsset } from '@lanran/sdk/assets/assets';
import { findLabelsAndCredit, type LabelsAndCredit } from '@lanran/sdk/assets/labels-and-credit';
import { ruleOf } from '@lanran/sdk/assets/offered-rule';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { readDeployment } from '@lanran/sdk/kernel/session';
import { findLicenseState } from '@lanran/sdk/licensing/license-state';
import { readHolder } from '@lanran/sdk/organizations/held-address';
import { listCouncilSeats } from '@lanran/sdk/organizations/council-seats';
import { readOwnOffices } from '@lanran/sdk/organizations/offices';
import { findOrganizationState, listCredits } from '@lanran/sdk/organizations/organization-state';
import { readProfile } from '@lanran/sdk/organizations/profile';
import { listMemberships } from '@lanran/sdk/organizations/organizations';
import { listSequenceTroubles, type SequenceTrouble } from '@lanran/sdk/publishing/sequence-check';
import type { CommandContext } from '../context.ts';
import { agreementDocument, agreementLines } from '../lines/agreement.ts';
import { fileLines, labelLines, labelsDocument, takenDownLines } from '../lines/asset.ts';
import { placesText, showLicense } from '../lines/license.ts';
import { showOrganization } from '../lines/organization.ts';
import { ruleLines } from '../lines/quote.ts';
import { findIdentified } from '../options/short-numbers.ts';
import type { CommandResult } from '../output.ts';

/** How an asset, a license or an organization stands now, in words. Their ids look alike, so that each is tried. */
export async function show(context: CommandContext, subject: string): Promise<CommandResult> {
  const api = await context.openApi();
  const found =
    (await findById(context, { api, subject })) ??
    (await findOrganizationByName(api, subject)) ??
    (await findByIdentifier(context, { api, subject }));
  if (found !== null) return found;
  throw new RefusedError(
    'NOT_FOUND',
    `There is no asset, organization or license ${subject}, or you may not see it. Give an id (0x…), a number, an asset's identifier or an organization's slug; lanran search finds assets. Sign in with --key-file to see what is yours.`,
    { field: 'SUBJECT' },
  );
}

async function findById(
  { apiUrl }: CommandContext,
  { api, subject }: { readonly api: GraphqlClient; readonly subject: string },
): Promise<CommandResult | null> {
  const text = subject.toLowerCase();
  if (!/^0x[0-9a-f]{64}$/.test(text)) return null;
  const assetId = parseAssetId(text);
  const state = await findAssetState(api, assetId);
  const deployment = { ...(await readDeployment(api)), apiUrl };
  if (state !== null) {
    const troubles = await listSequenceTroubles(api, assetId);
    const labels = await findLabelsAndCredit(api, assetId);
    return showAsset({ ...(await getAsset(api, assetId)), ...state, troubles, labels }, deployment);
  }
  const license = await findLicenseState(api, parseLicenseId(text));
  if (license === null) return null;
  const { asset } = license;
  const opened = license.versions.at(-1)?.version ?? null;
  const labels = asset == null ? null : await findLabelsAndCredit(api, asset.id, opened);
  const takeDowns = asset == null ? [] : ((await findAssetState(api, asset.id))?.takeDowns ?? []);
  return showLicense({ ...license, labels, takeDowns }, deployment);
}

async function findByIdentifier(
  context: CommandContext,
  { api, subject }: { readonly api: GraphqlClient; readonly subject: string },
): Promise<CommandResult | null> {
  if (/^0x/i.test(subject)) return null;
  const id = await findIdentified(api, subject, 'SUBJECT');
  return id === null ? null : findById(context, { api, subject: id });
}

async function findOrganizationByName(api: GraphqlClient, name: string): Promise<CommandResult | null> {
  // A name in capital letters or other writing is no slug, which the platform would refuse.
  if (!/^[a-z0-9-]{1,66}$/.test(name)) return null;
  const organization = await findOrganizationState(api, name);
  if (organization === null) return null;
  const deployment = await readDeployment(api);
  const { id, payout } = organization;
  const held = payout == null ? null : await readHolder(api, organization, payout);
  const profile = await readProfile(api, id);
  return showOrganization(organization, { credits: await listCredits(api, id), held, deployment, profile });
}

type Offer = Asset['offers'][number];
type UseConsent = Asset['useConsents'][number];

/** With what is known of its sequences, and how it is to be credited. */
type Shown = Asset &
  AssetState & { readonly troubles: readonly SequenceTrouble[]; readonly labels: LabelsAndCredit | null };

/** How an asset stands: who answers for it, what may be sold and what stands against it. */
export function showAsset(
  asset: Shown,
  deployment: PricedIn & Pick<CommandContext, 'apiUrl'>,
): CommandResult {
  const { holder, community, files, offers, useConsents, troubles, labels, ...told } = asset;
  return {
    json: {
      asset: {
        ...told,
        holder,
        community: community ?? null,
        rightsStatement: asset.rightsStatement ?? null,
        agreement: asset.agreement == null ? null : agreementDocument(asset.agreement),
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
      ...(asset.rightsStatement == null
        ? []
        : [
            `  rights statement: ${bothOf({ en: rightsStatementText(asset.rightsStatement, 'en'), zh: rightsStatementText(asset.rightsStatement, 'zh') })}`,
          ]),
      ...agreementLines(asset.agreement ?? null, deployment.apiUrl),
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

function saleLines({ community, consent, useConsents, offers }: Shown, deployment: PricedIn): string[] {
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
  deployment: PricedIn,
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
    ...ruleLines(ruleOf(rule), {
      currency: currencyOrUnits(deployment.currencies, price.token),
      exclusive,
    }).map((line) => `  ${line}`),
  ];
}

function ruleDocument({ rule, price }: Offer, deployment: PricedIn) {
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
  deployment: PricedIn,
): string {
  return `  consent for one license by ${licensee?.slug ?? 'one organization'}: ${media.join(', ')} in ${placesText(territories)}, ${firstDay} to ${lastDay}${exclusive ? ', exclusive' : ''}, from ${moneyText(minPrice, deployment)} on, ${shareBps / 100} % to the community; rights: ${rights.join(', ') || 'none'}`;
}

/** The address of your key, and what it may do for whom. */
export async function whoami(context: CommandContext): Promise<CommandResult> {
  const { api, signer } = await context.connect();
  const { address } = signer;
  const organizations = (await listMemberships(api)).map(({ role, organization: { id, slug, kind } }) => ({
    id,
    slug,
    kind,
    role,
  }));
  const { isOperator, isAccreditor } = await readOwnOffices(api);
  const seats = (await listCouncilSeats(api)).map(({ community: { id, slug }, safe, isNamed }) => ({
    id,
    slug,
    isNamed,
    safe: safe?.address ?? null,
  }));
  const offices = [...(isOperator ? ['OPERATOR'] : []), ...(isAccreditor ? ['ACCREDITOR'] : [])];
  return {
    json: { address, offices, organizations, councils: seats },
    lines: [
      address,
      ...offices.map((office) => `  the ${office.toLowerCase()} of this platform`),
      ...organizations.map(
        ({ slug, kind, role }) => `  ${role.toLowerCase()} of the ${kind.toLowerCase()} ${slug}`,
      ),
      ...seats.map(seatLine),
      ...(organizations.length + offices.length + seats.length > 0
        ? []
        : ['  a member of no organization; an owner adds keys with: lanran members add']),
    ],
  };
}

function seatLine({
  slug,
  isNamed,
  safe,
}: {
  readonly slug: string;
  readonly isNamed: boolean;
  readonly safe: string | null;
}): string {
  const council = `${isNamed ? 'next council' : 'council'} of the community ${slug}`;
  if (safe === null) return `  the ${council}`;
  return `  an owner of the Safe that is the ${council}; act for it with: --safe ${safe}`;
}
