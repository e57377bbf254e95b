/** What a holder copies into the invoice of an order, in the words of its page. */
export interface InvoiceParts {
  readonly heading: string;
  readonly parties: readonly string[];
  /** What is paid to whom, in order. */
  readonly amounts: readonly { readonly name: string; readonly amount: string }[];
  readonly bankDetails: readonly { readonly name: string; readonly lines: string | null }[];
}

/** Plain text: a paragraph for each part, and for the bank details of each who gave some. */
export function invoiceText({ heading, parties, amounts, bankDetails }: InvoiceParts): string {
  const paragraphs = [
    heading,
    parties.join('\n'),
    amounts.map(({ name, amount }) => `${name}: ${amount}`).join('\n'),
    ...bankDetails.flatMap(({ name, lines }) => (lines === null ? [] : [`${name}\n${lines}`])),
  ];
  return paragraphs.join('\n\n');
}
