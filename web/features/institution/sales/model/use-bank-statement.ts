import { useState } from 'react';
import { parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { BilingualText } from '@lanran/protocol/kernel/language';
import type {
  BankStatement,
  StatementOptions,
  StatementQuestion,
} from '@lanran/sdk/billing/bank-statement/statement';
import type { PayableInvoice } from '@lanran/sdk/billing/payments/holder-invoices';
import type { PaymentMatches } from '@lanran/sdk/billing/payments/payment-match';

/** What a file says of the institution's invoices. */
export interface Compared {
  readonly statement: BankStatement;
  readonly invoices: readonly PayableInvoice[];
  readonly found: PaymentMatches;
}

export type Comparison =
  | { readonly phase: 'none' | 'reading' }
  /** The file leaves something open, or can't be read: then there is no question. */
  | { readonly phase: 'refused'; readonly text: BilingualText; readonly question: StatementQuestion | null }
  | { readonly phase: 'failed'; readonly error: unknown }
  | { readonly phase: 'compared'; readonly compared: Compared };

/** Reads a bank's file on this machine, and compares it with what is asked for. */
export function useBankStatement(holder: string) {
  const [file, setFile] = useState<File | null>(null);
  const [said, setSaid] = useState<StatementOptions>({});
  const [comparison, setComparison] = useState<Comparison>({ phase: 'none' });
  const read = async (chosen: File, options: StatementOptions) => {
    setFile(chosen);
    setSaid(options);
    setComparison({ phase: 'reading' });
    setComparison(await compare(holder, chosen, options));
  };
  return {
    comparison,
    choose: (chosen: File) => read(chosen, {}),
    answer: async (answer: Partial<StatementOptions>) => {
      if (file !== null) await read(file, { ...said, ...answer });
    },
  };
}

async function compare(holder: string, file: File, options: StatementOptions): Promise<Comparison> {
  const [{ GraphqlClient }, { listInvoicesOfHolder }, { matchPayments }, reading, errors] = await Promise.all(
    [
      import('@lanran/sdk/kernel/graphql-client'),
      import('@lanran/sdk/billing/payments/holder-invoices'),
      import('@lanran/sdk/billing/payments/match-payments'),
      import('@lanran/sdk/billing/bank-statement/read-bank-statement'),
      import('@lanran/sdk/billing/bank-statement/statement'),
    ],
  );
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const invoices = await listInvoicesOfHolder(new GraphqlClient(''), parseOrganizationId(holder));
    const currencies = invoices.map(({ currency }) => currency);
    const statement = reading.readBankStatement(bytes, { ...options, currencies });
    return {
      phase: 'compared',
      compared: { statement, invoices, found: matchPayments(statement.entries, invoices) },
    };
  } catch (error) {
    if (error instanceof errors.BankStatementError)
      return { phase: 'refused', text: error.text, question: withCurrencies(error.question) };
    return { phase: 'failed', error };
  }
}

/** What people are asked to choose from where any would do. */
const USUAL_CURRENCIES = ['CNY', 'EUR', 'USD', 'HKD', 'GBP', 'JPY'];

function withCurrencies(question: StatementQuestion | null): StatementQuestion | null {
  return question?.option === 'currency' ? { ...question, choices: USUAL_CURRENCIES } : question;
}
