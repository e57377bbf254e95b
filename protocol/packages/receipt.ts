import { FormatError } from '../kernel/errors.ts';
import { canonicalJson, type JsonValue } from '../kernel/json.ts';
import { formatMoney } from '../kernel/money.ts';
import { parseArray, parseRecord, parseString } from '../kernel/shape.ts';
import { parseLicenseId, type LicenseId } from '../kernel/ids.ts';
import { rightsOf } from '../licensing/rights.ts';
import { licenseIdOf, type Origin, type Terms } from '../licensing/terms.ts';
import { parseTerms, termsToJson } from '../licensing/terms-json.ts';
import type { LicenseFacts, PackageParty } from './license-facts.ts';

export const RECEIPT_FORMAT = 'lanran/receipt/1';

const ALL_BPS = 10_000n;

/** How the price was paid: to the contract, which divides it; by an invoice, outside; a sublicense’s is between its parties. */
const PAID_BY: Readonly<Record<Origin, 'CONTRACT' | 'INVOICE' | 'PARTIES'>> = {
  SALE: 'CONTRACT',
  RENEWAL: 'CONTRACT',
  INVOICE: 'INVOICE',
  SUBLICENSE: 'PARTIES',
};

/** What each payee got, in the token’s smallest unit; together the price (contracts/LicenseMarket.sol). */
export interface Shares {
  readonly holder: bigint;
  readonly community: bigint;
  readonly operator: bigint;
}

/** The community’s share is rounded up, the operator’s down; the holder has the rest. */
export function sharesOf({ price, communityShareBps, operatorShareBps }: Terms): Shares {
  const community = (price * BigInt(communityShareBps) + ALL_BPS - 1n) / ALL_BPS;
  const operator = (price * BigInt(operatorShareBps)) / ALL_BPS;
  return { community, operator, holder: price - community - operator };
}

/** `license/receipt.json`: what was paid, to whom, in which transaction, and for which statement of the log. */
export function formatReceipt(facts: LicenseFacts): string {
  return `${JSON.stringify(receiptOf(facts), null, 2)}\n`;
}

function receiptOf(facts: LicenseFacts): JsonValue {
  const { terms, currency } = facts;
  const shares = sharesOf(terms);
  const amount = (units: bigint) => ({
    ...(currency !== null && { amount: formatMoney(units, currency) }),
    units: units.toString(),
  });
  return {
    format: RECEIPT_FORMAT,
    licenseId: facts.licenseId,
    soldAt: facts.soldAt,
    price: { ...amount(terms.price), token: terms.token },
    paidBy: PAID_BY[terms.origin],
    paidTo:
      PAID_BY[terms.origin] === 'PARTIES'
        ? []
        : [
            { payee: 'HOLDER', ...partyOf(facts.holder), ...amount(shares.holder) },
            { payee: 'COMMUNITY', shareBps: terms.communityShareBps, ...amount(shares.community) },
            { payee: 'OPERATOR', shareBps: terms.operatorShareBps, ...amount(shares.operator) },
          ],
    licensee: partyOf(facts.licensee),
    asset: { id: facts.asset.id, title: textOf(facts.asset.title) },
    version: { number: facts.version.number, statementHash: facts.version.statementHash },
    chain: { chainId: facts.chainId, contract: facts.contract, transaction: facts.transaction },
    log: { logId: facts.leaf.logId, leaf: facts.leaf.index },
    rights: rightsOf(terms.rights),
    terms: { ...termsToJson(terms) },
  };
}

function partyOf({ id, slug, name }: PackageParty): { readonly [name: string]: JsonValue } {
  return { id, slug, name: textOf(name) };
}

function textOf({ en, zh }: PackageParty['name']): JsonValue {
  return { ...(en !== undefined && { en }), ...(zh !== undefined && { zh }) };
}

/** What a receipt claims that the proof of its license can bear out. */
export interface ReceiptClaim {
  readonly licenseId: LicenseId;
  readonly terms: Terms;
}

/** @throws FormatError when it is no receipt, or its terms are not those of its license */
export function parseReceipt(text: string, field = 'license/receipt.json'): ReceiptClaim {
  const receipt = parseRecord(parseJson(text, field), field);
  if (receipt['format'] !== RECEIPT_FORMAT)
    throw new FormatError(`${field}.format`, `must be ${RECEIPT_FORMAT}`);
  const licenseId = parseLicenseId(receipt['licenseId'], `${field}.licenseId`);
  const terms = parseTerms(receipt['terms'], `${field}.terms`);
  if (licenseIdOf(terms) !== licenseId)
    throw new FormatError(`${field}.terms`, 'are not those that the license’s id is the hash of');
  const price = parseRecord(receipt['price'], `${field}.price`);
  if (parseString(price['units'], `${field}.price.units`) !== terms.price.toString())
    throw new FormatError(`${field}.price`, 'is not that of the terms');
  requireRights(receipt['rights'], { terms, field: `${field}.rights` });
  requireShares(receipt['paidTo'], { terms, field: `${field}.paidTo` });
  if (receipt['paidBy'] !== PAID_BY[terms.origin])
    throw new FormatError(`${field}.paidBy`, `must be ${PAID_BY[terms.origin]} by the terms`);
  requireAmounts([price, ...parseArray(receipt['paidTo'], `${field}.paidTo`, parseRecord)], field);
  return { licenseId, terms };
}

/** Receipts of before ADR 60 do not name them. */
function requireRights(
  value: unknown,
  { terms, field }: { readonly terms: Terms; readonly field: string },
): void {
  if (value === undefined) return;
  const stated = parseArray(value, field, parseString);
  if (stated.join() !== rightsOf(terms.rights).join())
    throw new FormatError(field, 'are not those of the terms');
}

function requireShares(
  value: unknown,
  { terms, field }: { readonly terms: Terms; readonly field: string },
): void {
  const shares = sharesOf(terms);
  const stated = Array.isArray(value)
    ? value.map((each, at) => parseRecord(each, `${field}[${at}]`)).map(({ payee, units }) => [payee, units])
    : null;
  const due =
    PAID_BY[terms.origin] === 'PARTIES'
      ? []
      : [
          ['HOLDER', shares.holder.toString()],
          ['COMMUNITY', shares.community.toString()],
          ['OPERATOR', shares.operator.toString()],
        ];
  if (stated === null || canonicalJson(stated) !== canonicalJson(due))
    throw new FormatError(field, 'is not what the terms say each payee gets');
}

/** Above those of any token that people use. */
const MOST_DECIMALS = 36;
/** Of tokens whose contracts fix them (contracts/TestToken.sol). */
const DECIMALS: ReadonlyMap<string, number> = new Map([['TCNY', 2]]);

/** The amounts for people are those of the units, all in one currency. Of a token that is not known here, its decimals are taken from them. */
function requireAmounts(sums: readonly { readonly [name: string]: unknown }[], field: string): void {
  const stated = sums.filter(({ amount }) => amount !== undefined);
  const symbol = / (\S+)$/.exec(String(stated[0]?.['amount']))?.[1] ?? '';
  const known = DECIMALS.get(symbol);
  const places = known === undefined ? Array.from({ length: MOST_DECIMALS + 1 }, (_, at) => at) : [known];
  const isSame = (decimals: number) =>
    stated.every(({ amount, units }) => amount === formatMoney(BigInt(String(units)), { symbol, decimals }));
  if (stated.length > 0 && !places.some(isSame))
    throw new FormatError(`${field}.amount`, 'is not what the units of the price and of the shares come to');
}

function parseJson(text: string, field: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FormatError(field, 'is not JSON', { cause });
  }
}
