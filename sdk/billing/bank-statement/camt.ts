import { SaxesParser } from 'saxes';
import { reasonOf } from '../../kernel/errors.ts';
import { KnownCurrencies, LineError, plainAmount, readLine } from './amounts.ts';
import {
  type BankEntry,
  BankStatementError,
  EntriesByAccount,
  problemOf,
  type StatementOptions,
  type StatementProblem,
  type StatementRead,
} from './statement.ts';

/* Reads ISO 20022 as a stream, bounded in depth and text, and without DTDs, so that no entity is ever defined. */

const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:(camt\.053\.001\.(?:0[2-9]|1[0-2]))$/;
const MAX_DEPTH = 48;
const MAX_TEXT = 8192;
/** References and purpose, by the element that has them; those with a parent count there alone. */
const TEXTS: Readonly<Record<string, string | null>> = {
  Ustrd: null,
  EndToEndId: null,
  AcctSvcrRef: null,
  InstrId: null,
  AddtlNtryInf: null,
  AddtlTxInf: null,
  AddtlRmtInf: null,
  Ref: 'CdtrRefInf',
  Nb: 'RfrdDocInf',
};

/** An amount as it is written, and what is said with it. */
interface Part {
  readonly texts: string[];
  amount: string | null;
  currency: string;
  direction: string | null;
  debtor: string | null;
  creditor: string | null;
}

interface Entry extends Part {
  readonly line: number;
  readonly parts: Part[];
  bookedOn: string;
  valueOn: string;
  status: string;
  isReversal: boolean;
}

/** @throws BankStatementError for other messages, a DOCTYPE, and what breaks off */
export function readCamt(chunks: Iterable<string>, options: StatementOptions): StatementRead {
  const reader = new CamtReader(options);
  reader.read(chunks);
  return { accounts: reader.entries.accounts, problems: reader.problems };
}

class CamtReader {
  readonly entries = new EntriesByAccount();
  readonly problems: StatementProblem[] = [];
  readonly #currencies: KnownCurrencies;
  readonly #parser = new SaxesParser({ xmlns: false });
  /** Names of the open elements without prefixes. */
  readonly #path: string[] = [];
  #text = '';
  #currency = '';
  #account: string | null = null;
  #entry: Entry | null = null;
  #part: Part | null = null;

  constructor(options: StatementOptions) {
    this.#currencies = new KnownCurrencies(options.currencies);
    const parser = this.#parser;
    parser.on('doctype', () => {
      throw new BankStatementError('XML_DOCTYPE', { line: String(parser.line) });
    });
    parser.on('opentag', ({ name, attributes }) => this.#open(name, attributes));
    parser.on('text', (text) => this.#take(text));
    parser.on('cdata', (text) => this.#take(text));
    parser.on('closetag', () => this.#close());
  }

  read(chunks: Iterable<string>): void {
    const parser = this.#parser;
    try {
      for (const chunk of chunks) parser.write(chunk);
      parser.close();
    } catch (cause) {
      if (cause instanceof BankStatementError) throw cause;
      const value = reasonOf(cause)
        .replace(/^\d+:\d+: /, '')
        .replace(/\.$/, '');
      throw new BankStatementError('XML_BROKEN', { line: String(parser.line), value }, { cause });
    }
  }

  #open(qualified: string, attributes: Readonly<Record<string, string>>): void {
    const name = localOf(qualified);
    if (this.#path.length === 0) requireStatement(qualified, attributes);
    if (this.#path.length >= MAX_DEPTH) throw new Error(`elements lie more than ${MAX_DEPTH} deep`);
    this.#path.push(name);
    this.#text = '';
    if (name === 'Amt') this.#currency = attributes['Ccy'] ?? '';
    if (name === 'Stmt') this.#account = null;
    if (name === 'Ntry') this.#entry = newEntry(this.#parser.line);
    if (name === 'TxDtls' && this.#entry !== null) this.#part = newPart();
  }

  #take(text: string): void {
    if (this.#text.length < MAX_TEXT) this.#text += text;
  }

  #close(): void {
    const name = this.#path.pop() ?? '';
    const text = detached(this.#text.trim());
    this.#text = '';
    const entry = this.#entry;
    if (entry === null) {
      if (text !== '') this.#takeAccount(name, text);
      return;
    }
    if (name === 'Ntry') this.#finish(entry);
    else if (name === 'TxDtls') this.#finishPart(entry);
    else if (text !== '') this.#takeDetail(entry, name, text);
  }

  #takeAccount(name: string, text: string): void {
    const [parent, second, third, fourth] = this.#path.toReversed();
    const isIban = name === 'IBAN' && parent === 'Id' && second === 'Acct' && third === 'Stmt';
    const isOther =
      name === 'Id' && parent === 'Othr' && second === 'Id' && third === 'Acct' && fourth === 'Stmt';
    if (!isIban && !isOther) return;
    this.#account = text.replace(/\s/g, '');
  }

  #takeDetail(entry: Entry, name: string, text: string): void {
    const parent = this.#path.at(-1);
    const above = this.#path.at(-2);
    const part = this.#part ?? entry;
    const isOwn = parent === 'Ntry' || parent === 'TxDtls';
    if (name === 'Amt' && (isOwn || parent === 'TxAmt')) this.#takeAmount(part, text, isOwn);
    if (name === 'CdtDbtInd' && isOwn) part.direction = text;
    if (name === 'RvslInd' && isOwn) entry.isReversal ||= text === 'true' || text === '1';
    if (parent === 'Ntry' && name === 'Sts') entry.status = text;
    if (parent === 'Sts' && above === 'Ntry' && name === 'Cd') entry.status = text;
    if (parent === 'BookgDt') entry.bookedOn = text.slice(0, 10);
    if (parent === 'ValDt') entry.valueOn = text.slice(0, 10);
    if (name === 'Nm') takeName(part, parent === 'Pty' ? above : parent, text);
    const under = TEXTS[name];
    if (under === undefined || (under !== null && under !== parent) || text === 'NOTPROVIDED') return;
    part.texts.push(text);
  }

  #takeAmount(part: Part, text: string, isOwn: boolean): void {
    if (part.amount !== null && !isOwn) return;
    part.amount = text;
    part.currency = this.#currency;
  }

  #finishPart(entry: Entry): void {
    if (this.#part !== null) entry.parts.push(this.#part);
    this.#part = null;
  }

  #finish(entry: Entry): void {
    this.#entry = null;
    const { line } = entry;
    if (entry.status !== '' && entry.status !== 'BOOK') {
      this.problems.push(problemOf(line, 'NOT_BOOKED'));
      return;
    }
    const read = readLine(line, () => this.#bookedOf(entry));
    if ('code' in read) this.problems.push(read);
    else for (const booked of read.value) this.entries.add(this.#account, booked);
  }

  /** A collective entry is told in its parts where they add up to it. */
  #bookedOf(entry: Entry): BankEntry[] {
    const { decimals } = this.#currencies.get(entry.currency);
    const whole = this.#amountOf(entry);
    const booked = (parts: readonly Part[], amount: bigint) => bookedOf(entry, parts, { amount, decimals });
    if (entry.parts.length > 1 && this.#addUp(entry, whole))
      return entry.parts.map((part) => booked([part], this.#amountOf(part)));
    return [booked(entry.parts, whole)];
  }

  #addUp({ parts, currency, direction }: Entry, whole: bigint): boolean {
    const isAlike = parts.every(
      (part) =>
        part.amount !== null &&
        part.currency === currency &&
        (part.direction === null || part.direction === direction),
    );
    return isAlike && parts.reduce((sum, part) => sum + this.#amountOf(part), 0n) === whole;
  }

  #amountOf({ amount, currency }: Part): bigint {
    return plainAmount(amount ?? '', '.', this.#currencies.get(currency));
  }
}

function bookedOf(
  entry: Entry,
  parts: readonly Part[],
  money: Pick<BankEntry, 'amount' | 'decimals'>,
): BankEntry {
  const { line, currency, direction, isReversal } = entry;
  if (direction !== 'CRDT' && direction !== 'DBIT') throw new LineError('NO_ENTRY', { value: 'CdtDbtInd' });
  const isCredit = direction === 'CRDT';
  const bookedOn = entry.bookedOn === '' ? entry.valueOn : entry.bookedOn;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(bookedOn) || Number.isNaN(Date.parse(bookedOn)))
    throw new LineError('DATE', { value: bookedOn });
  const names = parts.length === 0 ? [entry] : parts;
  const named = names.find((part) => (isCredit ? part.debtor : part.creditor) !== null);
  return {
    line,
    bookedOn,
    ...money,
    currency,
    isCredit,
    isReversal,
    texts: [...parts.flatMap(({ texts }) => texts), ...entry.texts],
    counterparty: (isCredit ? named?.debtor : named?.creditor) ?? null,
  };
}

function takeName(part: Part, of: string | undefined, name: string): void {
  if (of === 'Dbtr' || (of === 'UltmtDbtr' && part.debtor === null)) part.debtor = name;
  if (of === 'Cdtr' || (of === 'UltmtCdtr' && part.creditor === null)) part.creditor = name;
}

function requireStatement(qualified: string, attributes: Readonly<Record<string, string>>): void {
  const prefix = qualified.includes(':') ? `xmlns:${qualified.split(':')[0] ?? ''}` : 'xmlns';
  const uri = attributes[prefix] ?? '';
  if (localOf(qualified) === 'Document' && NAMESPACE.test(uri)) return;
  throw new BankStatementError('XML_OTHER', { value: uri.split(':').at(-1) || `<${qualified}>` });
}

function localOf(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1);
}

/** A text of its own: what V8 cuts out of a chunk would keep the whole chunk. */
function detached(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

function newPart(): Part {
  return { texts: [], amount: null, currency: '', direction: null, debtor: null, creditor: null };
}

function newEntry(line: number): Entry {
  return {
    texts: [],
    amount: null,
    currency: '',
    direction: null,
    debtor: null,
    creditor: null,
    line,
    parts: [],
    bookedOn: '',
    valueOn: '',
    status: '',
    isReversal: false,
  };
}
