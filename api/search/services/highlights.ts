import type { Asset } from '../../assets/domain/asset.ts';
import { excerptOf, type Highlighter, type Span } from '../domain/highlighting.ts';

/** Of a long description, what is shown around the first match. */
const MAX_EXCERPT = 240;

export const HIGHLIGHTED = ['TITLE', 'DESCRIPTION', 'TERM', 'IDENTIFIER', 'CREDIT'] as const;

export interface Highlight {
  readonly field: (typeof HIGHLIGHTED)[number];
  /** The whole text, or the part of it around what matches. */
  readonly text: string;
  /** In order, without overlaps. */
  readonly spans: readonly Span[];
}

/** Where an asset has what a question asked for, as far as its words show it. */
export function highlightsOf({ metadata }: Asset, highlighter: Highlighter): Highlight[] {
  const { title, description, terms, identifier, creditLine } = metadata;
  const texts: readonly (readonly [Highlight['field'], string | undefined])[] = [
    ['TITLE', title.zh],
    ['TITLE', title.en],
    ['DESCRIPTION', description?.zh],
    ['DESCRIPTION', description?.en],
    ...terms.flatMap(({ zh, en }) => [zh, en]).map((name) => ['TERM', name] as const),
    ['IDENTIFIER', identifier],
    ['CREDIT', creditLine],
  ];
  return texts.flatMap(([field, text]) => {
    const spans = text === undefined ? [] : highlighter.spansOf(text);
    return text === undefined || spans.length === 0
      ? []
      : [{ field, ...excerptOf(text, spans, MAX_EXCERPT) }];
  });
}
