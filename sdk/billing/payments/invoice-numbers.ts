import type { InvoiceForMatching, MatchedBy } from './payment-match.ts';

/** Read alike, as short numbers have them (protocol/licensing/short-number.ts). */
const ALIKE: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' };
const NUMBER_LENGTH = 10;
/** Letters of a number's end by which most texts are passed over quickly. */
const TAIL = 3;

/** What a number names. */
interface Named {
  readonly by: Exclude<MatchedBy, 'AMOUNT' | 'REFERENCE'>;
  readonly invoice: InvoiceForMatching;
  /** Of its lines. */
  readonly line: number | null;
}

/** What a text names of one invoice. */
export interface Naming {
  readonly invoice: InvoiceForMatching;
  readonly by: Exclude<MatchedBy, 'AMOUNT'>;
  /** Places of lines that are named themselves. */
  readonly lines: readonly number[];
}

/**
 * Finds the numbers of invoices, orders and lines in what banks carry: in any spacing, in small letters, with O for 0. A creditor
 * reference (ISO 11649) is RF, two digits and the number of the invoice, so that it is found by the same look.
 */
export class InvoiceNumbers {
  readonly #named = new Map<string, Named[]>();
  readonly #tails = new Set<string>();

  constructor(invoices: readonly InvoiceForMatching[]) {
    for (const invoice of invoices) {
      this.#add(invoice.number, { by: 'NUMBER', invoice, line: null });
      this.#add(invoice.billNumber, { by: 'ORDER', invoice, line: null });
      for (const [line, { number }] of invoice.lines.entries())
        this.#add(number, { by: 'LINE', invoice, line });
    }
  }

  /** A bill of several invoices is taken for that in the currency, and for nothing where an invoice is named itself. */
  namedIn(texts: readonly string[], currency: string): Naming[] {
    const written = texts.map(bare);
    const found = [...new Set(written.flatMap((text) => this.#keysIn(text)))].flatMap(
      (key) => this.#named.get(key) ?? [],
    );
    const direct = found.filter(({ by }) => by !== 'ORDER');
    const chosen = direct.length > 0 ? direct : ofCurrency(found, currency);
    const invoices = [...new Set(chosen.map(({ invoice }) => invoice))];
    return invoices.map((invoice) => {
      const own = chosen.filter((named) => named.invoice === invoice);
      const reference = bare(invoice.reference);
      const isReference = reference !== '' && written.some((text) => text.includes(reference));
      const whole = own.find(({ by }) => by !== 'LINE') ?? own[0];
      return {
        invoice,
        by: isReference ? 'REFERENCE' : (whole?.by ?? 'NUMBER'),
        lines: own.flatMap(({ line }) => (line === null ? [] : [line])),
      };
    });
  }

  /** A license that was ordered alone has one number for order, invoice and line: the first says it. */
  #add(number: string, named: Named): void {
    const key = bare(number);
    if (key.length !== NUMBER_LENGTH) return;
    const known = this.#named.get(key) ?? [];
    if (known.some(({ invoice }) => invoice === named.invoice)) return;
    this.#named.set(key, [...known, named]);
    this.#tails.add(key.slice(-TAIL));
  }

  #keysIn(text: string): string[] {
    const keys: string[] = [];
    for (let end = NUMBER_LENGTH; end <= text.length; end++) {
      if (!this.#tails.has(text.slice(end - TAIL, end))) continue;
      const key = text.slice(end - NUMBER_LENGTH, end);
      if (this.#named.has(key)) keys.push(key);
    }
    return keys;
  }
}

function ofCurrency(found: readonly Named[], currency: string): readonly Named[] {
  const own = found.filter(({ invoice }) => invoice.currency.symbol === currency);
  return own.length > 0 ? own : found;
}

function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[ILO]/g, (letter) => ALIKE[letter] ?? letter);
}
