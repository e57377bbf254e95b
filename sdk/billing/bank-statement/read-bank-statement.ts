import { readCamt } from './camt.ts';
import { charsetOf, decodeChunks, decodeWhole } from './charset.ts';
import { readCsvStatement } from './csv-statement.ts';
import { isMt940, readMt940 } from './mt940.ts';
import {
  type BankStatement,
  BankStatementError,
  type Charset,
  type StatementFormat,
  type StatementOptions,
  type StatementRead,
} from './statement.ts';

/** Above a CAMT.053 of 200,000 entries. */
export const MAX_STATEMENT_BYTES = 256 * 1024 * 1024;

/**
 * Reads what a bank exports: CAMT.053 (ISO 20022, versions 02 to 12), MT940 (SWIFT) or CSV. Nothing leaves the machine.
 * @throws BankStatementError for a file that can't be read, breaks off, or leaves a question open
 */
export function readBankStatement(bytes: Uint8Array, options: StatementOptions = {}): BankStatement {
  if (bytes.length === 0) throw new BankStatementError('EMPTY');
  if (bytes.length > MAX_STATEMENT_BYTES)
    throw new BankStatementError('TOO_LARGE', {
      bytes: String(bytes.length),
      most: String(MAX_STATEMENT_BYTES),
    });
  const charset = options.charset ?? charsetOf(bytes);
  const { format, ...read } = readFormat(bytes, charset, options);
  return { format, charset, ...ofOneAccount(read, options.account) };
}

function readFormat(
  bytes: Uint8Array,
  charset: Charset,
  options: StatementOptions,
): StatementRead & { readonly format: StatementFormat } {
  if (startsWithTag(bytes, charset))
    return { format: 'CAMT.053', ...readCamt(decodeChunks(bytes, charset), options) };
  const text = decodeWhole(bytes, charset);
  return isMt940(text)
    ? { format: 'MT940', ...readMt940(text, options) }
    : { format: 'CSV', ...readCsvStatement(text, options) };
}

function startsWithTag(bytes: Uint8Array, charset: Charset): boolean {
  return new TextDecoder(charset).decode(bytes.subarray(0, 1024)).trimStart().startsWith('<');
}

/** Two accounts may be of two books: a person says which is meant. */
function ofOneAccount(
  { accounts, problems }: StatementRead,
  asked: string | undefined,
): Pick<BankStatement, 'account' | 'entries' | 'problems'> {
  const named = [...accounts.keys()].filter((account) => account !== null);
  const listed = named.join(', ');
  if (asked === undefined && named.length > 1) {
    const question = { option: 'account' as const, choices: named };
    throw new BankStatementError('SEVERAL_ACCOUNTS', { value: listed }, { question });
  }
  const account = asked?.replace(/\s/g, '') ?? named[0] ?? null;
  if (asked !== undefined && !named.some((each) => each === account))
    throw new BankStatementError('NO_SUCH_ACCOUNT', { value: asked, accounts: listed });
  const unnamed = asked === undefined && account !== null ? (accounts.get(null) ?? []) : [];
  return { account, entries: [...(accounts.get(account) ?? []), ...unnamed], problems };
}
