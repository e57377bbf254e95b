import type { Language } from '@lanran/protocol/kernel/language';
import { escapeHtml, jsonForScript, plainLine } from './html.ts';
import { SITE_NAME } from './words.ts';

const MAX_TITLE = 120;
const MAX_DESCRIPTION = 300;

export interface SharedPicture {
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

/** What a page tells of itself to machines: search engines, and previews of a shared link. */
export interface PageHead {
  /** Of the site itself: null. */
  readonly title: string | null;
  readonly description: string;
  readonly language: Language;
  readonly type: 'website' | 'article' | 'profile';
  /** Absolute, without a language. */
  readonly url: string;
  /** Does the address asked for name its language? */
  readonly isLanguageNamed: boolean;
  readonly picture: SharedPicture | null;
  /** schema.org */
  readonly structured: readonly object[];
}

const LOCALES: Readonly<Record<Language, string>> = { en: 'en_US', zh: 'zh_CN' };
const TAGS: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };

/** The elements of `head`. Null gives the same head for every page that search engines don't index, so that it reveals nothing. */
export function renderHead(head: PageHead | null): string {
  if (head === null)
    return `<title>${escapeHtml(SITE_NAME)}</title>\n<meta name="robots" content="noindex" />`;
  const title = head.title === null ? SITE_NAME : `${plainLine(head.title, MAX_TITLE)} · ${SITE_NAME}`;
  const description = plainLine(head.description, MAX_DESCRIPTION);
  const canonical = head.isLanguageNamed ? inLanguage(head.url, head.language) : head.url;
  const { picture } = head;
  const other: Language = head.language === 'en' ? 'zh' : 'en';
  return [
    `<title>${escapeHtml(title)}</title>`,
    named('description', description),
    link('canonical', canonical),
    ...(['en', 'zh'] as const).map((language) =>
      link('alternate', inLanguage(head.url, language), TAGS[language]),
    ),
    link('alternate', head.url, 'x-default'),
    property('og:site_name', SITE_NAME),
    property('og:type', head.type),
    property('og:title', head.title === null ? SITE_NAME : plainLine(head.title, MAX_TITLE)),
    property('og:description', description),
    property('og:url', canonical),
    property('og:locale', LOCALES[head.language]),
    property('og:locale:alternate', LOCALES[other]),
    ...(picture === null
      ? []
      : [
          property('og:image', picture.url),
          property('og:image:type', 'image/webp'),
          property('og:image:width', String(picture.width)),
          property('og:image:height', String(picture.height)),
          property('og:image:alt', plainLine(picture.alt, MAX_TITLE)),
        ]),
    named('twitter:card', picture === null ? 'summary' : 'summary_large_image'),
    ...head.structured.map(
      (data) =>
        `<script type="application/ld+json">${jsonForScript({ '@context': 'https://schema.org', ...data })}</script>`,
    ),
  ].join('\n');
}

export function languageTag(language: Language): string {
  return TAGS[language];
}

function inLanguage(url: string, language: Language): string {
  return `${url}?lang=${language}`;
}

function named(name: string, content: string): string {
  return `<meta name="${name}" content="${escapeHtml(content)}" />`;
}

function property(name: string, content: string): string {
  return `<meta property="${name}" content="${escapeHtml(content)}" />`;
}

function link(rel: string, href: string, hreflang?: string): string {
  const language = hreflang === undefined ? '' : ` hreflang="${hreflang}"`;
  return `<link rel="${rel}"${language} href="${escapeHtml(href)}" />`;
}
