/** A text in pieces; those that are an address can be followed. */
export interface TextPiece {
  readonly text: string;
  readonly url: string | null;
}

/** As far as an address goes in a sentence; what closes the sentence is no part of it. */
const ADDRESS = /https:\/\/[^\s，、；。）】》"'<>]+[^\s，、；。）】》"'<>.,;:!?)\]]/g;

/** Finds the addresses in a source. Only `https:` is followed. */
export function piecesOf(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const [address] = found;
    if (!URL.canParse(address)) continue;
    if (found.index > from) pieces.push({ text: text.slice(from, found.index), url: null });
    pieces.push({ text: address, url: new URL(address).href });
    from = found.index + address.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), url: null });
  return pieces;
}

const PAGES: Readonly<Record<string, { readonly pattern: RegExp; readonly page: string }>> = {
  AAT: { pattern: /^\d{9}$/, page: 'https://vocab.getty.edu/page/aat/' },
  WIKIDATA: { pattern: /^Q\d+$/, page: 'https://www.wikidata.org/wiki/' },
};

/** Where another list shows what it calls the same; null for lists without a page for each. */
export function matchUrl({ scheme, id }: { readonly scheme: string; readonly id: string }): string | null {
  const known = PAGES[scheme];
  return known?.pattern.test(id) === true ? known.page + id : null;
}
