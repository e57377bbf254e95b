import { chooseOrganization, getOrganization } from '@lanran/sdk/organizations/organizations';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { formatMoney, type Currency } from '@lanran/protocol/kernel/money';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { findLabelsAndCredit } from '@lanran/sdk/assets/labels-and-credit';
import { readDeployment } from '@lanran/sdk/kernel/session';
import { issuedAlready, quote as askQuote, type Quote } from '@lanran/sdk/licensing/quotes';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import type { CommandContext } from '../context.ts';
import { heldDocument, heldLines } from '../held-lines.ts';
import { labelLines, labelsDocument } from '../labels-lines.ts';
import type { CommandResult } from '../output.ts';
import { parseAssetArgument } from '../parse-ids.ts';
import { partsDocument, partsLines } from '../price-lines.ts';
import { parseSaleOptions } from '../sale-options.ts';
import { parseWish, wishInput, type WishOptions } from '../wish-options.ts';

export interface QuoteOptions extends WishOptions {
  readonly licensee?: string;
  readonly version?: string;
  readonly offer?: string;
}

/** Exit 0 with a price, 1 with every reason why not. */
export async function quote(
  context: CommandContext,
  asset: string,
  options: QuoteOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const wish = parseWish(options);
  const api = await context.openApi();
  const licensee = await findLicensee(context, api, options);
  const answer = await askQuote(api, {
    assetId,
    licensee,
    wish: wishInput(wish, options),
    ...parseSaleOptions(options),
  });
  const { paymentToken } = await readDeployment(api);
  const labels = await findLabelsAndCredit(api, assetId);
  const answered = quoteDocument(answer, paymentToken);
  const json = { ...answered, held: heldDocument(answer.held), ...labelsDocument(labels) };
  // The very license: its reason says so.
  const held = issuedAlready(answer) === null ? heldLines(answer.held) : [];
  if (!answer.ok) return { json, lines: [...refusalLines(answer), ...held], exitCode: 1 };
  return {
    json,
    lines: [
      `${answered.price ?? ''}, by offer ${answered.offerId ?? ''}, version ${answer.version?.version ?? ''}`,
      ...missingLines(answer.version),
      ...partsLines(answer.priceParts, paymentToken),
      `  ${formatMedia(wish.media)} in ${territoryText(wish.territories, 'en')}, ${options.from} to ${options.to}`,
      ...held,
      ...labelLines(labels),
    ],
  };
}

async function findLicensee(
  { hasKey }: CommandContext,
  api: GraphqlClient,
  { licensee }: QuoteOptions,
): Promise<OrganizationId | null> {
  if (licensee !== undefined) return (await getOrganization(api, licensee, '--licensee')).id;
  if (!hasKey) return null;
  try {
    return (await chooseOrganization(api, { named: undefined, kind: 'STUDIO', option: '--licensee' })).id;
  } catch (error) {
    // Anyone may ask for a price; the answer then says LICENSEE_UNKNOWN.
    if (error instanceof RefusedError) return null;
    throw error;
  }
}

/** A quote with its money as text. */
export function quoteDocument(
  { ok, version, offerId, price, priceParts, termsHash, reasons }: Quote,
  currency: Currency,
) {
  return {
    ok,
    ...(ok && {
      version: version?.version ?? null,
      ...missingDocument(version),
      statementHash: version?.statementHash ?? null,
      offerId: offerId ?? null,
      price: price == null ? null : formatMoney(price.amount, currency),
      ...(priceParts != null && { priceParts: partsDocument(priceParts, currency) }),
      termsHash: termsHash ?? null,
    }),
    reasons,
  };
}

/** Absent where nothing was taken down of the version. */
function missingDocument(version: Quote['version']): { readonly missingFiles?: number } {
  const missing = version?.missingFileCount ?? 0;
  return missing === 0 ? {} : { missingFiles: missing };
}

function missingLines(version: Quote['version']): string[] {
  const missing = version?.missingFileCount ?? 0;
  if (missing === 0) return [];
  return [`  without ${missing === 1 ? 'one file' : `${missing} files`} of this version, taken down`];
}

/** Every reason as a sentence, in both languages. */
export function refusalLines({ reasons }: Quote): string[] {
  return ['refused:', ...reasons.map(({ code, en, zh }) => `  ${en} ${zh} (${code})`)];
}

/** What was asked for is refused: the one document names every reason. */
export function refusedResult(answer: Quote, currency: Currency): CommandResult {
  const message = answer.reasons.map(({ en }) => en).join(' ');
  return {
    json: { error: { code: 'LICENSE_REFUSED', message }, ...quoteDocument(answer, currency) },
    lines: refusalLines(answer),
    exitCode: 1,
  };
}
