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
  const styles = (built?.styles ?? []).map(
    (path) => `<link rel="stylesheet" crossorigin href="/${escapeHtml(path)}" />`,
  );
  const scripts = (built?.scripts ?? []).map((path) => `/${path}`);
  const data =
    answer === null
      ? ''
      : `<script type="application/json" id="first-answer">${jsonForScript(answer)}</script>`;
  const drawn =
    answer === null || paint === null ? '' : renderFirstPaint(paint, language === 'zh' ? '蓝染' : 'Lanran');
  const filled = drawn === '' ? preloading(template, scripts) : afterPaint(template, scripts);
  // Text that is set twice would move what is below it.
  const fonts = (drawn === '' || language === 'zh' ? [] : (built?.fonts ?? [])).map(
    (path) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="/${escapeHtml(path)}" />`,
  );
  // Functions: what is put in may hold `$&`.
  return filled
    .replace(/<html lang="[^"]*"/, () => `<html lang="${languageTag(language)}"`)
    .replace(/<title>[^<]*<\/title>/, () => renderHead(head))
    .replace('</head>', () => `${[...fonts, ...picture, ...styles].join('\n')}\n</head>`)
    .replace('<div id="root"></div>', () => `<div id="root">${drawn}</div>${data}`);
}

function preloading(template: string, scripts: readonly string[]): string {
  const links = scripts.map(
    (path) => `<link rel="modulepreload" crossorigin href="${escapeHtml(path)}" />\n`,
  );
  return template.replace('</head>', () => `${links.join('')}</head>`);
}

const CLIENT = /<script type="module"[^>]* src="([^"]+)"[^>]*><\/script>/;
const IMPORTED = /<link rel="modulepreload"[^>]* href="([^"]+)"[^>]*>\s*/g;

/** What is drawn here is painted before the scripts are fetched: web/public/first-paint.js does, the client's own first. */
function afterPaint(template: string, scripts: readonly string[]): string {
  const client = CLIENT.exec(template)?.[1] ?? '';
  const imported = [...template.matchAll(IMPORTED)].map(([, path = '']) => path);
  const named = jsonForScript([client, ...imported, ...scripts]);
  return template
    .replace(CLIENT, () => `<script type="application/json" id="client-scripts">${named}</script>`)
    .replace(IMPORTED, '');
}
