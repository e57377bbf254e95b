import { readFile, writeFile } from 'node:fs/promises';
import { formatMoney } from '@lanran/protocol/kernel/money';
import { readBankStatement } from '@lanran/sdk/billing/bank-statement/read-bank-statement';
import {
  type BankEntry,
  type BankStatement,
  CHARSETS,
  DATE_ORDERS,
  type StatementOptions,
} from '@lanran/sdk/billing/bank-statement/statement';
import {
  type ConfirmedLine,
  confirmInvoicesPaid,
  linesOf,
  listInvoicesOfHolder,
  type PayableInvoice,
} from '@lanran/sdk/billing/payments/holder-invoices';
import { matchPayments } from '@lanran/sdk/billing/payments/match-payments';
import {
  entryAmount,
  outcomeTable,
  outcomeText,
  unmatchedText,
} from '@lanran/sdk/billing/payments/outcome-text';
import type { PaymentMatch, PaymentMatches } from '@lanran/sdk/billing/payments/payment-match';
import { ArgumentError, reasonOf } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import { chooseOrganization } from '@lanran/sdk/organizations/organizations';
import { type CommandContext, type ConfirmationOption, requireYes } from './context.ts';
import type { CommandResult } from './output.ts';

interface BankStatementOptions extends ConfirmationOption {
  readonly for?: string;
  readonly account?: string;
  readonly currency?: string;
  readonly dates?: string;
  readonly charset?: string;
  readonly csv?: string;
  readonly confirm?: boolean;
}

/** Entries that are listed one by one; the others are in the table of --csv. */
const MOST_LISTED = 200;

/** Compares a bank's file with what is open, and confirms what fits. The file stays on this machine. */
export async function bankStatement(
  context: CommandContext,
  file: string,
  options: BankStatementOptions,
): Promise<CommandResult> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new ArgumentError('file', `${file} can't be read: ${reasonOf(cause)}.`, { cause });
  });
  const asked = parseOptions(options);
  const platform = await context.connect();
  const holder = await chooseOrganization(platform.api, {
    named: options.for,
    kind: 'INSTITUTION',
    argument: '--for',
  });
  const invoices = await listInvoicesOfHolder(platform.api, holder.id);
  const currencies = invoices.map(({ currency }) => currency);
  const statement = readBankStatement(bytes, { ...asked, currencies });
  const found = matchPayments(statement.entries, invoices);
  const sure = found.matches.filter(({ isSure }) => isSure);
  if (options.confirm === true && sure.length > 0)
    requireYes(
      context,
      options,
      `This says that ${sure.length} payments arrived: ${sure.map(({ invoice }) => invoice.number).join(', ')}. It can't be taken back.`,
    );
  const confirmed = options.confirm === true ? await confirm(platform, { context, invoices, sure }) : [];
  if (options.csv !== undefined) await writeTable(options.csv, found, confirmed);
  return resultOf({ statement, found, confirmed });
}

/** @throws ArgumentError for a word that is none of those */
function parseOptions({ account, currency, dates, charset }: BankStatementOptions): StatementOptions {
  const oneOf = <Word extends string>(option: string, words: readonly Word[], text: string | undefined) => {
    const word = words.find((each) => each.toLowerCase() === text?.toLowerCase());
    if (text !== undefined && word === undefined)
      throw new ArgumentError(option, `must be one of ${words.join(', ')}.`);
    return word;
  };
  return {
    account,
    currency,
    dates: oneOf('--dates', DATE_ORDERS, dates),
    charset: oneOf('--charset', CHARSETS, charset),
  };
}

interface Confirming {
  readonly context: CommandContext;
  readonly invoices: readonly PayableInvoice[];
  readonly sure: readonly PaymentMatch[];
}

async function confirm(
  platform: Platform,
  { context, invoices, sure }: Confirming,
): Promise<readonly ConfirmedLine[]> {
  const lines = linesOf(
    invoices,
    sure.flatMap(({ orderIds }) => orderIds),
  );
  return confirmInvoicesPaid(platform, lines, {
    onProgress: (outcomes) => {
      const done = outcomes.filter(({ state }) => state !== 'WAITING').length;
      context.say(`${done} of ${lines.length} confirmed`);
    },
  });
}

async function writeTable(
  file: string,
  found: PaymentMatches,
  confirmed: readonly ConfirmedLine[],
): Promise<void> {
  const done = new Set<string>(
    confirmed.flatMap(({ orderId, outcome }) => (outcome.state === 'DONE' ? [orderId] : [])),
  );
  const table = outcomeTable(found, { language: 'en', confirmed: done });
  await writeFile(file, table).catch((cause: unknown) => {
    throw new ArgumentError('--csv', `${file} can't be written: ${reasonOf(cause)}.`, { cause });
  });
}

interface Found {
  readonly statement: BankStatement;
  readonly found: PaymentMatches;
  readonly confirmed: readonly ConfirmedLine[];
}

function resultOf({ statement, found, confirmed }: Found): CommandResult {
  const { format, charset, account, entries, problems } = statement;
  const { matches, unmatched, ignored } = found;
  const refused = confirmed.filter(({ outcome }) => outcome.state === 'REFUSED');
  return {
    exitCode: refused.length > 0 ? 1 : 0,
    json: {
      ...{ format, charset, account, entries: entries.length, ignored, problems },
      matches: matches.map(matchDocument),
      unmatched: unmatched.map((each) => ({
        ...entryDocument(each.entry),
        nearest: each.nearest?.number ?? null,
        isReturned: each.isReturned,
      })),
      confirmed: confirmed.map(({ orderId, outcome }) => ({
        orderId,
        state: outcome.state,
        transaction: outcome.transaction,
        ...(outcome.reasons.length > 0 && { reasons: outcome.reasons }),
      })),
    },
    lines: [
      `${format} in ${charset}, account ${account ?? 'not named'}: ${entries.length} entries, ${ignored} of them went out`,
      ...problems.slice(0, MOST_LISTED).map(({ en }) => `  ${en}`),
      ...listed(
        matches.map(
          (match) =>
            `${match.isSure ? '✓' : '?'} ${match.invoice.number}  ${match.invoice.licenseeName.en}  ${outcomeText(match).en}  (line ${match.entries.map(({ line }) => line).join(', ')})`,
        ),
      ),
      ...listed(
        unmatched.map(
          (each) =>
            `- line ${each.entry.line}  ${each.entry.bookedOn}  ${entryAmount(each.entry)}  ${each.entry.counterparty ?? ''}  ${unmatchedText(each).en}`,
        ),
      ),
      ...refused.map(({ orderId, outcome }) => `refused: ${orderId}: ${outcome.message ?? ''}`),
      lastLine(matches, confirmed),
    ],
  };
}

function listed(lines: readonly string[]): string[] {
  const more = lines.length - MOST_LISTED;
  return [...lines.slice(0, MOST_LISTED), ...(more > 0 ? [`… and ${more} more: write all with --csv`] : [])];
}

function lastLine(matches: readonly PaymentMatch[], confirmed: readonly ConfirmedLine[]): string {
  const counts = (state: string) => confirmed.filter(({ outcome }) => outcome.state === state).length;
  if (confirmed.length > 0)
    return `confirmed as paid: ${counts('DONE')} licenses; proposed: ${counts('PROPOSED')}; refused: ${counts('REFUSED')}`;
  const sure = matches.filter(({ isSure }) => isSure).length;
  return sure === 0 ? 'nothing to confirm' : `${sure} fit; confirm them with --confirm`;
}

function matchDocument({ invoice, entries, outcome, by, isSure, receivedUnits, orderIds }: PaymentMatch) {
  const { id, number, reference, currency, openUnits, licenseeName } = invoice;
  return {
    invoice: { id, number, reference, licensee: licenseeName.en, open: formatMoney(openUnits, currency) },
    ...{ outcome, by, isSure, orderIds },
    received:
      outcome === 'OTHER_CURRENCY'
        ? entries.map((entry) => entryAmount(entry)).join(', ')
        : formatMoney(receivedUnits, currency),
    entries: entries.map(entryDocument),
  };
}

function entryDocument(entry: BankEntry) {
  const { line, bookedOn, counterparty, texts } = entry;
  return { line, bookedOn, amount: entryAmount(entry), counterparty, texts };
}
