import type { Language } from '@lanran/protocol/kernel/language';
import { preloadLink } from '../domain/first-picture.ts';
import { escapeHtml, jsonForScript } from '../domain/html.ts';
import { languageTag, renderHead } from '../domain/page-head.ts';
import type { DescribedPage } from '../services/pages.ts';
import type { BuiltPage } from './built-pages.ts';
import { renderFirstPaint } from './first-paint.ts';

/** The first answer of a page's main query. */
export interface FirstAnswer {
  readonly operation: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

export interface PageParts {
  readonly page: DescribedPage;
  readonly language: Language;
  /** Null for a page that needs nothing of its own. */
  readonly built: BuiltPage | null;
  readonly answer: FirstAnswer | null;
}

/** The built page with what its address is about. @param template index.html as it was built */
export function fillPage(template: string, { page, language, built, answer }: PageParts): string {
  const { head, paint } = page;
  // Of a page for somebody who is signed in, who may see another picture first, nothing is fetched early.
  const picture = answer === null || paint?.picture == null ? [] : [preloadLink(paint.picture, paint.page)];
  const early = [
    ...picture,
    ...(built?.styles ?? []).map(
      (path) => `<link rel="stylesheet" crossorigin href="/${escapeHtml(path)}" />`,
    ),
    ...(built?.scripts ?? []).map(
      (path) => `<link rel="modulepreload" crossorigin href="/${escapeHtml(path)}" />`,
    ),
  ].join('\n');
  const data =
    answer === null
      ? ''
      : `<script type="application/json" id="first-answer">${jsonForScript(answer)}</script>`;
  const drawn =
    answer === null || paint === null ? '' : renderFirstPaint(paint, language === 'zh' ? '蓝染' : 'Lanran');
  const timed = drawn === '' ? template : afterPaint(template);
  // Functions: what is put in may hold `$&`.
  return timed
    .replace(/<html lang="[^"]*"/, () => `<html lang="${languageTag(language)}"`)
    .replace(/<title>[^<]*<\/title>/, () => renderHead(head))
    .replace('</head>', () => `${drawn === '' ? early : afterPaint(early)}\n</head>`)
    .replace('<div id="root"></div>', () => `<div id="root">${drawn}</div>${data}`);
}

/** The client's scripts as web/public/first-paint.js fetches them: once what is drawn here is painted. */
function afterPaint(html: string): string {
  return html
    .replace(/<script type="module" crossorigin src="([^"]+)"><\/script>/g, '<link data-client href="$1" />')
    .replaceAll('<link rel="modulepreload"', '<link data-after-paint');
}
