import { formatDay } from '@lanran/protocol/kernel/day';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { formatRights } from '@lanran/protocol/licensing/rights';
import { formatTerritories } from '@lanran/protocol/territories/territories';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { UsageError } from '@lanran/sdk/kernel/errors';
import type { ConsentTerms } from '@lanran/sdk/consent/consent-acts';
import { parseDayOption, parseMediaOption, parseRightsOption, parseTerritoryOption } from './wish-options.ts';

/** `--media --territory --until --share-bps [--rights]` as commander gives them. */
export interface ConsentOptions {
  readonly media: string;
  readonly territory: string;
  readonly until: string;
  readonly shareBps: string;
  readonly rights?: string;
}

/** @throws UsageError naming the option */
export function parseConsent(options: ConsentOptions): Omit<ConsentTerms, 'holder'> {
  return {
    media: parseMediaOption(options.media),
    territories: parseTerritoryOption(options.territory),
    lastDay: parseDayOption('--until', options.until),
    shareBps: parseShareBps(options.shareBps),
    rights: parseRightsOption(options.rights),
  };
}

export function parseShareBps(text: string): number {
  const shareBps = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(shareBps <= 10_000))
    throw new UsageError('--share-bps', 'must be 0 to 10000 hundredths of a percent; 2000 is 20 %.');
  return shareBps;
}

/** What was permitted, in words for the one document. */
export function consentDocument({
  media,
  territories,
  lastDay,
  shareBps,
  rights,
}: Omit<ConsentTerms, 'holder'>) {
  return {
    media: formatMedia(media),
    territories: formatTerritories(territories),
    until: formatDay(lastDay),
    shareBps,
    rights: formatRights(rights),
  };
}

/** The same as a sentence. */
export function consentLine(terms: Omit<ConsentTerms, 'holder'>): string {
  const { media, until, shareBps, rights } = consentDocument(terms);
  return `${media} in ${territoryText(terms.territories, 'en')} until ${until}; ${shareBps / 100} % goes to the community; rights: ${rights}`;
}
