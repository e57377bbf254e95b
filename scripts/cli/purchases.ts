import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { outcomeDocument, relay } from '@lanran/sdk/acts/relaying';
import { outcomeLine } from './lines/outcome.ts';
import { findLabelsAndCredit } from '@lanran/sdk/assets/labels-and-credit';
import { RefusedError, ArgumentError } from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { actingAddress, type Platform, readDeployment } from '@lanran/sdk/kernel/session';
import { claimCredits, type Claimed } from '@lanran/sdk/licensing/claims';
import { awaitLicense } from '@lanran/sdk/licensing/licenses';
import { MAX_PURCHASES, mintAct } from '@lanran/sdk/licensing/licensing-acts';
import { type AnsweredWish, type BoughtLicense, buyLicenses } from '@lanran/sdk/licensing/purchase';
import { findProvenAgreement } from '@lanran/sdk/licensing/find-agreement';
import { issuedAlready, type Quote, quote as askForQuote } from '@lanran/sdk/licensing/quotes';
import { agreementIn } from '@lanran/sdk/licensing/sold-version';
import {
  chooseLicensee,
  chooseOrganization,
  getOrganization,
  listMemberships,
  type Organization,
} from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from './context.ts';
import { actResult } from './lines/act.ts';
import { agreementDocument, agreementLines } from './lines/agreement.ts';
import { labelLines, labelsDocument } from './lines/asset.ts';
import { moneyText, parsePrice, type PricedIn } from '@lanran/sdk/kernel/money';
import { soldText, termsDocument } from './lines/license.ts';
import {
  currencyOfQuote,
  heldDocument,
  heldLines,
  isInvoicedPrice,
  partsLines,
  quoteDocument,
  rightsLines,
  refusalLines,
  refusedResult,
} from './lines/quote.ts';
import { parseAssetArgument, parseSaleOptions } from './options/arguments.ts';
import { parseMaxPrice, parseWish, type PurchaseOptions, wishInput } from './options/window.ts';
import { type CommandResult, parseOption } from './output.ts';

/** Exit 0 with a price, 1 with every reason why not. */
export async function quote(
  context: CommandContext,
  asset: string,
  options: PurchaseOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const wish = parseWish(options);
  const api = await context.openApi();
  const licensee = await findLicensee(context, api, options);
  const answer = await askForQuote(api, {
    assetId,
    licensee,
    wish: wishInput(wish, options),
    ...parseSaleOptions(options),
  });
  const deployment = await readDeployment(api);
  const labels = await findLabelsAndCredit(api, assetId);
  const answered = quoteDocument(answer, deployment);
  const json = { ...answered, held: heldDocument(answer.held), ...labelsDocument(labels) };
  // The very license: its reason says so.
  const held = issuedAlready(answer) === null ? heldLines(answer.held) : [];
  if (!answer.ok) return { json, lines: [...refusalLines(answer), ...held], exitCode: 1 };
  return {
    json,
    lines: [
      `${answered.price ?? ''}${isInvoicedPrice(answer, deployment) ? ', paid by invoice' : ''}, by offer ${answered.offerId ?? ''}, version ${answer.version?.version ?? ''}`,
      ...missingLines(answer.version),
      ...partsLines(answer.priceParts, currencyOfQuote(answer, deployment)),
      `  ${formatMedia(wish.media)} in ${territoryText(wish.territories, 'en')}, ${options.from} to ${options.to}`,
      ...rightsLines(answer),
      ...held,
      ...agreementLines(answer.version == null ? null : agreementIn(answer.version), context.apiUrl),
      ...labelLines(labels),
    ],
  };
}

async function findLicensee(
  { hasKey }: CommandContext,
  api: GraphqlClient,
  { licensee }: PurchaseOptions,
): Promise<OrganizationId | null> {
  if (licensee !== undefined) return (await getOrganization(api, licensee, '--licensee')).id;
  if (!hasKey) return null;
  try {
    return (await chooseOrganization(api, { named: undefined, kind: 'STUDIO', argument: 'licensee' })).id;
  } catch (error) {
    // Anyone may ask for a price; the answer then says LICENSEE_UNKNOWN.
    if (error instanceof RefusedError) return null;
    throw error;
  }
}

function missingLines(version: Quote['version']): string[] {
  const missing = version?.missingFileCount ?? 0;
  if (missing === 0) return [];
  return [`  without ${missing === 1 ? 'one file' : `${missing} files`} of this version, taken down`];
}

/**
 * Buys at the quoted price, several assets in one transaction. A license held already, as after an interrupted purchase, is
 * the answer instead of a second.
 */
export async function license(
  context: CommandContext,
  assets: readonly string[],
  options: PurchaseOptions,
): Promise<CommandResult> {
  const assetIds = parseAssets(assets);
  const sale = parseSaleOptions(options);
  if (assetIds.length > 1 && Object.keys(sale).length > 0)
    throw new ArgumentError(
      'ASSET',
      '--version and --offer are of one asset. License the others by themselves.',
    );
  const wish = parseWish(options);
  const platform = await context.connect();
  const { deployment } = platform;
  const licensee = await chooseLicensee(platform, options.licensee);
  const outcome = await buyLicenses(platform, {
    assetIds,
    licensee: licensee.id,
    wish,
    wishInput: wishInput(wish, options),
    ...sale,
    maxPrice: parseMaxPrice(options.maxPrice, platform.deployment),
  });
  const isOne = assetIds.length === 1;
  if ('refused' in outcome) {
    const [first] = outcome.refused;
    return isOne && first !== undefined
      ? refusedResult(first.quote, deployment)
      : refusedResults(outcome.refused, deployment);
  }
  const [first] = outcome.bought;
  const sold = new Map(
    await Promise.all(
      outcome.bought.map(
        async ({ licenseId, outcome: { transaction } }) =>
          [licenseId, transaction === null ? null : await findSold(platform, licenseId)] as const,
      ),
    ),
  );
  const soldOf = ({ licenseId }: BoughtLicense) => sold.get(licenseId) ?? null;
  const labels = await Promise.all(assetIds.map((id) => findLabelsAndCredit(platform.api, id)));
  return {
    json:
      isOne && first !== undefined
        ? documentOf(first, soldOf(first))
        : {
            licenses: outcome.bought.map((bought) => ({
              assetId: bought.assetId,
              ...documentOf(bought, soldOf(bought)),
            })),
          },
    lines: outcome.bought.flatMap((bought) => [
      ...linesOf(bought),
      ...(soldOf(bought)?.lines ?? []),
      ...labelLines(labels[assetIds.indexOf(bought.assetId)] ?? null),
    ]),
  };
}

function parseAssets(texts: readonly string[]): AssetId[] {
  const ids = texts.map((text) => parseAssetArgument(text));
  if (new Set(ids).size < ids.length) throw new ArgumentError('ASSET', 'name each asset once.');
  if (ids.length > MAX_PURCHASES)
    throw new ArgumentError('ASSET', `at most ${MAX_PURCHASES} assets fit into one transaction.`);
  return ids;
}

function documentOf({ licenseId, outcome, alreadyHeld, heldBefore }: BoughtLicense, sold: Sold | null) {
  return {
    licenseId,
    number: shortNumberOf(licenseId),
    ...outcomeDocument(outcome),
    ...sold?.document,
    ...(alreadyHeld && { alreadyHeld }),
    ...(heldBefore.length > 0 && { held: heldDocument(heldBefore) }),
  };
}

interface Sold {
  readonly document: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
}

/** Price, offer and version of what was bought; null when the platform doesn't show it to this key, which buys nothing twice. */
async function findSold({ api, apiUrl, deployment }: Platform, licenseId: LicenseId): Promise<Sold | null> {
  try {
    const { terms, version } = await awaitLicense(api, licenseId);
    const { price, offerId, versionHash } = termsDocument(terms, deployment);
    const agreement = version === null ? null : await findProvenAgreement(api, licenseId);
    return {
      document: {
        ...{ price, offerId, version, versionHash },
        agreement: agreement === null ? null : agreementDocument(agreement),
      },
      lines: [`  ${price}, ${soldText(terms, version)}`, ...agreementLines(agreement, apiUrl)],
    };
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

function linesOf({ licenseId, outcome, alreadyHeld, heldBefore }: BoughtLicense): string[] {
  const number = `  number ${shortNumberOf(licenseId)}`;
  return alreadyHeld
    ? [`license ${licenseId} is held already`, number]
    : [`license ${licenseId}`, number, outcomeLine(outcome), ...heldLines(heldBefore)];
}

/** Several are bought all or none, so each one that is refused is named. */
function refusedResults(refused: readonly AnsweredWish[], deployment: PricedIn): CommandResult {
  const ids = refused.map(({ assetId }) => assetId).join(', ');
  return {
    json: {
      error: { code: 'LICENSE_REFUSED', message: `Nothing was bought, because these are refused: ${ids}.` },
      refused: refused.map(({ assetId, quote }) => ({ assetId, ...quoteDocument(quote, deployment) })),
    },
    lines: refused.flatMap(({ assetId, quote }) => [assetId, ...refusalLines(quote)]),
    exitCode: 1,
  };
}

interface ClaimOptions {
  readonly organization?: string;
}

/** Has every credit paid out to the payout address: of the named organization, else of each of your own. Safe to repeat. */
export async function claim(context: CommandContext, options: ClaimOptions): Promise<CommandResult> {
  const platform = await context.connect();
  const claimed: ReturnType<typeof reportOf>[] = [];
  for (const organization of await payees(platform, options))
    claimed.push(
      ...(await claimCredits(platform, organization.id)).map((one) => reportOf(one, organization, platform)),
    );
  return {
    json: { claimed: claimed.map(({ document }) => document) },
    lines: claimed.length === 0 ? ['nothing to claim'] : claimed.flatMap(({ lines }) => lines),
  };
}

async function payees({ api }: Platform, { organization }: ClaimOptions): Promise<Organization[]> {
  if (organization !== undefined) return [await getOrganization(api, organization, '--organization')];
  return (await listMemberships(api)).map((membership) => membership.organization);
}

function reportOf(
  { amount, token, payout, outcome }: Claimed,
  { id, slug }: Organization,
  { deployment }: Platform,
) {
  const text = moneyText({ amount, token }, deployment);
  return {
    document: { organizationId: id, slug, amount: text, token, payout, ...outcomeDocument(outcome) },
    lines: [`${text} for ${slug}, to ${payout ?? 'its payout address'}`, outcomeLine(outcome)],
  };
}

interface FundOptions {
  readonly amount: string;
}

/** Gives the key, or the Safe that acts, play money where the installation has some. */
export async function fund(context: CommandContext, { amount }: FundOptions): Promise<CommandResult> {
  const platform = await context.connect();
  const playMoney = platform.deployment.currencies.filter(({ kind }) => kind === 'TEST');
  if (playMoney.length === 0)
    throw new RefusedError(
      'NO_PLAY_MONEY',
      'This platform has no play money: licenses are paid by invoice, or with a payment token that you hold (lanran currencies).',
    );
  const price = parseOption('--amount', () => parsePrice(amount, { currencies: playMoney }, 'amount'));
  const address = actingAddress(platform);
  const text = moneyText(price, platform.deployment);
  return actResult(await relay(platform, mintAct(address, price.amount)), {
    about: { address, amount: text },
    done: `${text} for ${address}`,
  });
}
