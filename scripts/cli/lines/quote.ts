import { type Currency, formatMoney } from '@lanran/protocol/kernel/money';
import { parseDay } from '@lanran/protocol/kernel/day';
import { MEDIA } from '@lanran/protocol/licensing/media';
import { isFlat, type PriceRule } from '@lanran/protocol/licensing/pricing';
import { renewalText } from '@lanran/protocol/licensing/renewal';
import { RENEWABLE, type Right, rightsOf } from '@lanran/protocol/licensing/rights';
import { parseTerms } from '@lanran/protocol/licensing/terms-json';
import { bothOf } from '@lanran/protocol/packages/labels-and-credit-text';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { currencyAt, currencyOrUnits, isInvoicedOnly } from '@lanran/protocol/licensing/currencies';
import { moneyText, type PricedIn } from '@lanran/sdk/kernel/money';
import type { HeldUse, PriceParts, Quote } from '@lanran/sdk/licensing/quotes';
import { agreementIn } from '@lanran/sdk/licensing/sold-version';
import type { CommandResult } from '../output.ts';
import { agreementDocument } from './agreement.ts';
import { placesText } from './license.ts';

/** How a price depends on the use; nothing of a flat one. A factor of exclusivity counts in an exclusive offer alone. */
export function ruleLines(
  rule: PriceRule,
  { currency, exclusive }: { readonly currency: Currency; readonly exclusive: boolean },
): string[] {
  if (isFlat(rule)) return [];
  const { minimum, mediaFactors, groups, exclusivityFactor } = rule;
  const media = MEDIA.flatMap((medium, bit) => {
    const factor = mediaFactors[bit] ?? 0;
    return factor === 0 ? [] : [`${medium} × ${factorText(factor)}`];
  });
  const places = groups.map(
    ({ territories, factor }) => `${territoryText(territories, 'en')} × ${factorText(factor)}`,
  );
  return [
    `  for each month begun; at least ${formatMoney(minimum, currency)}`,
    ...(media.length === 0 ? [] : [`  ${media.join(', ')}; the highest counts`]),
    ...(places.length === 0 ? [] : [`  ${places.join(', ')}; the highest counts`]),
    ...(exclusivityFactor === 0 || !exclusive ? [] : [`  exclusive × ${factorText(exclusivityFactor)}`]),
  ];
}

/** A price by a rule as a sum that a person can follow; nothing of a flat one. */
export function partsLines(parts: PriceParts | null | undefined, currency: Currency): string[] {
  if (parts == null) return [];
  const { pricePerMonth, months, mediaFactor, territoryFactor, exclusivityFactor, computed, minimum } = parts;
  const factors = [
    `${formatMoney(pricePerMonth, currency)} a month × ${months} month(s) begun`,
    `media ${factorText(mediaFactor)}`,
    `places ${factorText(territoryFactor)}`,
    `exclusivity ${factorText(exclusivityFactor)}`,
  ];
  return [
    `  ${factors.join(' × ')} = ${formatMoney(computed, currency)}`,
    ...(minimum > computed ? [`  at least ${formatMoney(minimum, currency)}`] : []),
  ];
}

/** The same for a program: amounts as text, factors with two digits. */
function partsDocument(parts: PriceParts, currency: Currency) {
  const { pricePerMonth, months, mediaFactor, territoryFactor, exclusivityFactor, computed, minimum } = parts;
  return {
    pricePerMonth: formatMoney(pricePerMonth, currency),
    months,
    mediaFactor: factorText(mediaFactor),
    territoryFactor: factorText(territoryFactor),
    exclusivityFactor: factorText(exclusivityFactor),
    computed: formatMoney(computed, currency),
    minimum: formatMoney(minimum, currency),
  };
}

function factorText(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}

/** What the licensee has already of what is asked for: for the one document. */
export function heldDocument(held: readonly HeldUse[]) {
  return held.map(({ license, isWhole, media, territories, firstDay, lastDay }) => ({
    licenseId: license.id,
    coversAll: isWhole,
    exclusive: license.exclusive,
    media,
    territories,
    from: firstDay,
    to: lastDay,
  }));
}

/** The same as lines. */
export function heldLines(held: readonly HeldUse[]): string[] {
  return held.flatMap(({ license, isWhole, media, territories, firstDay, lastDay }) => [
    `  your license ${license.id}${license.exclusive ? '' : ', not exclusive,'} covers ${isWhole ? 'all' : 'a part'} of this already:`,
    `    ${media.join(', ')} in ${placesText(territories)}, ${firstDay} to ${lastDay}`,
  ]);
}

/** Is the price in a currency that is paid by invoice alone? */
export function isInvoicedPrice({ price }: Pick<Quote, 'price'>, { currencies }: PricedIn): boolean {
  const currency = price == null ? null : currencyAt(currencies, price.token);
  return currency !== null && isInvoicedOnly(currency);
}

export function currencyOfQuote({ price }: Pick<Quote, 'price'>, { currencies }: PricedIn): Currency {
  return currencyOrUnits(currencies, price?.token ?? '');
}

/** A quote with its money as text. */
export function quoteDocument(
  { ok, version, offerId, price, priceParts, terms, termsHash, consentEnds, reasons }: Quote,
  deployment: PricedIn,
) {
  return {
    ok,
    ...(ok && {
      version: version?.version ?? null,
      ...missingDocument(version),
      statementHash: version?.statementHash ?? null,
      agreement: agreementOfQuote({ version }),
      offerId: offerId ?? null,
      price: price == null ? null : moneyText(price, deployment),
      ...(price != null && isInvoicedPrice({ price }, deployment) && { paidBy: 'INVOICE' }),
      ...(priceParts != null && {
        priceParts: partsDocument(priceParts, currencyOfQuote({ price }, deployment)),
      }),
      rights: rightsIn(terms),
      consentEnds: consentEnds ?? null,
      termsHash: termsHash ?? null,
    }),
    reasons,
  };
}

function rightsIn(terms: string | null | undefined): readonly Right[] {
  return terms == null ? [] : rightsOf(parseTerms(JSON.parse(terms)).rights);
}

/** What the license allows beside the use, and whether it could be renewed as things stand. */
export function rightsLines({ terms, consentEnds }: Pick<Quote, 'terms' | 'consentEnds'>): string[] {
  if (terms == null) return [];
  const { rights, wish } = parseTerms(JSON.parse(terms));
  return [
    `  rights: ${rightsOf(rights).join(', ') || 'none beside the use'}`,
    ...((rights & RENEWABLE) === 0 || consentEnds == null
      ? []
      : [`  ${bothOf(renewalText(wish, parseDay(consentEnds)))}`]),
  ];
}

function agreementOfQuote({ version }: Pick<Quote, 'version'>) {
  const agreement = version == null ? null : agreementIn(version);
  return agreement === null ? null : agreementDocument(agreement);
}

/** Absent where nothing was taken down of the version. */
function missingDocument(version: Quote['version']): { readonly missingFiles?: number } {
  const missing = version?.missingFileCount ?? 0;
  return missing === 0 ? {} : { missingFiles: missing };
}

/** Every reason as a sentence, in both languages. */
export function refusalLines({ reasons }: Quote): string[] {
  return ['refused:', ...reasons.map(({ code, en, zh }) => `  ${en} ${zh} (${code})`)];
}

/** What was asked for is refused: the one document names every reason. */
export function refusedResult(answer: Quote, deployment: PricedIn): CommandResult {
  const message = answer.reasons.map(({ en }) => en).join(' ');
  return {
    json: { error: { code: 'LICENSE_REFUSED', message }, ...quoteDocument(answer, deployment) },
    lines: refusalLines(answer),
    exitCode: 1,
  };
}
