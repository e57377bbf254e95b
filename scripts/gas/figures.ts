/** What is measured, in the order of the table. */
export const FIGURES = [
  'checkpoint',
  'materialize',
  'materializeFromBatch',
  'consent',
  'consentTo',
  'licenseFirst',
  'license',
  'licenseLong',
  'licensePriced',
  'licenseByUse',
  'licenseCrowded',
  'exclusiveCrowded',
  'claim',
  'relayOverhead',
  'offerInBatch',
  'orderInBatch',
  'invoiceLinePaid',
  'shareInBatch',
] as const;
export type Figure = (typeof FIGURES)[number];

/** Gas by figure. */
export type Figures = Readonly<Record<Figure, number>>;

/** A license of two years in four media costs at most so many hundredths of one of a month in two. */
const LONG_TO_SHORT_PERCENT = 115;

export const MEANINGS: Readonly<Record<Figure, string>> = {
  checkpoint:
    'Anchors a tree of 2^20 leaves after one of 2^20 − 1, with a consistency proof of 21 hashes; the contract keeps four trees already',
  materialize:
    'Materializes an asset with a community: inclusion proof of 20 hashes, signature of a member of the holder',
  materializeFromBatch:
    'The same for one of 1,000 statements under one signature: 20 hashes in the log, 10 in the batch',
  consent: 'First consent of a council to an asset, for four countries',
  consentTo: 'First consent of a council to one use by a licensee, for four countries',
  licenseFirst:
    'First license of an asset: ERC-20 under a standing allowance, consent, calendar, three shares; nobody had credit before',
  license: 'A later license, one day longer than what was sold before',
  licenseLong: 'A later license: two years, four media, two of them not sold before',
  licensePriced: 'A later license, priced by a rule with factors for all media and 8 groups of territories',
  licenseByUse: 'A later license under consent to this one use, after the asset’s own consent was withdrawn',
  licenseCrowded:
    'A later license beside 32 live exclusive ones that overlap it in media and days, but not in territories',
  exclusiveCrowded:
    'An exclusive license beside 31 live exclusive ones and the hulls of 31 offers (its own is the 32nd), with the same overlap',
  claim: 'An organization claims ERC-20 credit; its payout address already had some of the token',
  relayOverhead:
    'How much more a relayed license costs than the same one bought directly; not the buyer’s first relayed call',
  offerInBatch:
    'An offer, one of 40 under one signature, ten in a transaction; with the transaction’s own gas',
  orderInBatch: 'An order to be paid by invoice, one of 40 under one signature, 20 in a transaction',
  invoiceLinePaid:
    'A line of an invoice of 40, each of another asset with a community, confirmed as paid: all in one transaction',
  shareInBatch:
    'A community’s share of such a line confirmed, which issues the license; ten in a transaction',
};

/** The most gas a figure may have; null where it is only reported. */
export function limitsOf({ license }: Pick<Figures, 'license'>): Readonly<Record<Figure, number | null>> {
  return {
    checkpoint: 70_000,
    materialize: 95_000,
    materializeFromBatch: 125_000,
    consent: 85_000,
    consentTo: 130_000,
    licenseFirst: 310_000,
    license: 200_000,
    licenseLong: Math.floor((LONG_TO_SHORT_PERCENT * license) / 100),
    licensePriced: 230_000,
    licenseByUse: null,
    licenseCrowded: 300_000,
    exclusiveCrowded: null,
    claim: 60_000,
    relayOverhead: 45_000,
    offerInBatch: 200_000,
    orderInBatch: null,
    invoiceLinePaid: 60_000,
    shareInBatch: null,
  };
}
