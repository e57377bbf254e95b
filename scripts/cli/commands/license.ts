import { MAX_PURCHASES } from '@lanran/sdk/licensing/licensing-acts';
import { RefusedError, UsageError } from '@lanran/sdk/kernel/errors';
import { awaitLicense } from '@lanran/sdk/licensing/licenses';
import type { Platform } from '@lanran/sdk/kernel/session';
import { findLabelsAndCredit } from '@lanran/sdk/assets/labels-and-credit';
import { chooseLicensee } from '@lanran/sdk/organizations/organizations';
import { buyLicenses, type AnsweredWish, type BoughtLicense } from '@lanran/sdk/licensing/purchase';
import type { Currency } from '@lanran/protocol/kernel/money';
import type { AssetId, LicenseId } from '@lanran/protocol/kernel/ids';
import { outcomeDocument, outcomeLine } from '@lanran/sdk/acts/relaying';
import type { CommandContext } from '../context.ts';
import { heldDocument, heldLines } from '../held-lines.ts';
import { labelLines } from '../labels-lines.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';
import { parseMaxPrice } from '../payment-options.ts';
import { parseSaleOptions } from '../sale-options.ts';
import { soldText, termsDocument } from '../terms-document.ts';
import { parseWish, wishInput, type WishOptions } from '../wish-options.ts';
import { quoteDocument, refusalLines, refusedResult } from './quote.ts';

export interface LicenseOptions extends WishOptions {
  readonly licensee?: string;
  readonly version?: string;
  readonly offer?: string;
  readonly maxPrice?: string;
}

/**
 * Buys at the quoted price, several assets in one transaction. A license held already, as after an interrupted purchase, is
 * the answer instead of a second.
 */
export async function license(
  context: CommandContext,
  assets: readonly string[],
  options: LicenseOptions,
): Promise<CommandResult> {
  const assetIds = parseAssets(assets);
  const sale = parseSaleOptions(options);
  if (assetIds.length > 1 && Object.keys(sale).length > 0)
    throw new UsageError(
      'ASSET',
      '--version and --offer are of one asset. License the others by themselves.',
    );
  const wish = parseWish(options);
  const platform = await context.connect();
  const { paymentToken } = platform.deployment;
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
      ? refusedResult(first.quote, paymentToken)
      : refusedResults(outcome.refused, paymentToken);
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
  if (new Set(ids).size < ids.length) throw new UsageError('ASSET', 'name each asset once.');
  if (ids.length > MAX_PURCHASES)
    throw new UsageError('ASSET', `at most ${MAX_PURCHASES} assets fit into one transaction.`);
  return ids;
}

function documentOf({ licenseId, outcome, alreadyHeld, heldBefore }: BoughtLicense, sold: Sold | null) {
  return {
    licenseId,
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
async function findSold({ api, deployment }: Platform, licenseId: LicenseId): Promise<Sold | null> {
  try {
    const { terms, version } = await awaitLicense(api, licenseId);
    const { price, offerId, versionHash } = termsDocument(terms, deployment);
    return {
      document: { price, offerId, version, versionHash },
      lines: [`  ${price}, ${soldText(terms, version)}`],
    };
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

function linesOf({ licenseId, outcome, alreadyHeld, heldBefore }: BoughtLicense): string[] {
  return alreadyHeld
    ? [`license ${licenseId} is held already`]
    : [`license ${licenseId}`, outcomeLine(outcome), ...heldLines(heldBefore)];
}

/** Several are bought all or none, so each one that is refused is named. */
function refusedResults(refused: readonly AnsweredWish[], currency: Currency): CommandResult {
  const ids = refused.map(({ assetId }) => assetId).join(', ');
  return {
    json: {
      error: { code: 'LICENSE_REFUSED', message: `Nothing was bought, because these are refused: ${ids}.` },
      refused: refused.map(({ assetId, quote }) => ({ assetId, ...quoteDocument(quote, currency) })),
    },
    lines: refused.flatMap(({ assetId, quote }) => [assetId, ...refusalLines(quote)]),
    exitCode: 1,
  };
}
