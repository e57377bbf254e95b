import { act, argument, option, required, type ActGroup } from '../act.ts';
import { ASSET, LICENSE, ORDER } from './parameters.ts';

const OUT = required('--out <file>', 'PDF to write');

export const PAPERS: ActGroup = {
  title: 'Papers',
  acts: [
    act(
      'certificate',
      'write the certificate of a license as PDF; with your key, terms and proof lie in it',
      {
        takes: [LICENSE, OUT],
        load: async () => (await import('../papers.ts')).certificate,
      },
    ),
    act('register', 'write the registration certificate of an asset as PDF, with its proof in it', {
      takes: [ASSET, OUT],
      load: async () => (await import('../papers.ts')).register,
    }),
    act('attest', 'state what a review of the present version found; for accreditors and auditors', {
      takes: [
        ASSET,
        argument('<FILE>', 'the report; it stays with you, its hash is signed'),
        required('--for <organization>', 'for which of your organizations, by id or slug (required)'),
        required('--opinion <word>', 'compliant, conditional or not-compliant (required)'),
        option('--note <text>', 'such as the conditions; for whoever may see the asset to read'),
      ],
      load: async () => (await import('../papers.ts')).attest,
    }),
    act('invoice', 'write the request for payment of an order as PDF', {
      takes: [ORDER, OUT],
      load: async () => (await import('../papers.ts')).invoice,
    }),
    act('credit-note', 'write the credit note for what was canceled of an invoice as PDF', {
      takes: [ORDER, OUT],
      load: async () => (await import('../papers.ts')).creditNote,
    }),
    act('shares', 'write what a holder owes to a community of the paid lines of an invoice as PDF', {
      takes: [ORDER, argument('<COMMUNITY>', 'id or slug'), OUT],
      load: async () => (await import('../papers.ts')).shares,
    }),
    act('invoice-details', 'state what accountants need of an order; an empty text removes', {
      takes: [
        ORDER,
        option('--purchase-order <text>', 'as licensee: your purchase-order number'),
        option('--bill-to <text>', 'as licensee: name, address and tax number for the invoice'),
        option('--tax-rate <percent>', 'as holder: rate of the tax in the price, such as 6 or 6.5'),
        option('--tax-amount <amount>', 'as holder: the tax in the price (default: from the rate)'),
        option('--due <day>', 'as holder: last day of payment, YYYY-MM-DD'),
        option('--tax-invoice <text>', 'as holder: number of your tax invoice (fapiao)'),
      ],
      load: async () => (await import('../papers.ts')).invoiceDetails,
    }),
  ],
};
