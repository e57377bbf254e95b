import { act, argument, option, required, type ActGroup } from '../act.ts';
import { ORGANIZATION } from './parameters.ts';

export const ACCOUNTS: ActGroup = {
  title: 'Payments and accounts',
  acts: [
    act('bank-statement', 'find the payments of your invoices in a bank statement; the file stays with you', {
      takes: [
        argument('<FILE>', 'CAMT.053, MT940 or CSV, as the bank exports it'),
        option('--for <organization>', 'for which of your institutions, by id or slug'),
        option('--account <number>', 'of a file with several accounts: which'),
        option('--currency <code>', 'of a CSV that names none'),
        option('--dates <order>', 'of a CSV with days such as 03/04/2027: DMY or MDY'),
        option('--charset <name>', 'utf-8, utf-16le, utf-16be, gb18030 or windows-1252'),
        option('--csv <file>', 'write what was found of each entry as a table'),
        option('--confirm', 'confirm what fits as paid'),
        option('--yes', 'you mean it: it cannot be taken back'),
      ],
      load: async () => (await import('../bank-statement.ts')).bankStatement,
    }),
    act('statement-of-account', 'write the account of an organization over a period', {
      takes: [
        ORGANIZATION,
        required('--from <day>', 'first day, YYYY-MM-DD (UTC)'),
        required('--to <day>', 'last day, included'),
        required('--out <file>', 'file to write, *.csv or *.pdf'),
      ],
      load: async () => (await import('../statement-of-account.ts')).statementOfAccount,
    }),
  ],
};
