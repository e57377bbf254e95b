import { describe, expect, it } from 'vitest';
import { escapeHtml, jsonForScript, plainLine } from '@lanran/api/front/domain/html';
import { languageIn, readPageAddress } from '@lanran/api/front/domain/page-address';
import { type PageHead, renderHead } from '@lanran/api/front/domain/page-head';
import { preloadLink, sharedPictureOf } from '@lanran/api/front/domain/first-picture';

const ID = `0x${'ab'.repeat(32)}`;
const HOSTILE = `</title><script>alert("1")</script>' \u202e\u0000 & <!--`;

function buildHead(overrides: Partial<PageHead> = {}): PageHead {
  return {
    title: 'Skirt',
    description: 'A skirt.',
    language: 'en',
    type: 'article',
    url: `https://lanran.example/assets/${ID}`,
    isLanguageNamed: false,
    picture: { url: 'https://lanran.example/renditions/a/960.webp', width: 960, height: 540, alt: 'Skirt' },
    structured: [{ '@type': 'VisualArtwork', name: 'Skirt' }],
    ...overrides,
  };
}

describe('the head of a page', () => {
  it('tells previews of a shared link its title, words and picture', () => {
    const html = renderHead(buildHead());
    expect(html).toContain('<title>Skirt · Lanran 蓝染</title>');
    expect(html).toContain('<meta name="description" content="A skirt." />');
    expect(html).toContain('<meta property="og:title" content="Skirt" />');
    expect(html).toContain(
      '<meta property="og:image" content="https://lanran.example/renditions/a/960.webp" />',
    );
    expect(html).toContain('<meta name="twitter:card" content="summary_large_image" />');
    expect(html).toContain('{"@context":"https://schema.org","@type":"VisualArtwork","name":"Skirt"}');
  });

  it('names the address without a language, and each language’s own', () => {
    const { url } = buildHead();
    expect(renderHead(buildHead())).toContain(`<link rel="canonical" href="${url}" />`);
    const inChinese = renderHead(buildHead({ language: 'zh', isLanguageNamed: true }));
    expect(inChinese).toContain(`<link rel="canonical" href="${url}?lang=zh" />`);
    expect(inChinese).toContain(`<link rel="alternate" hreflang="en" href="${url}?lang=en" />`);
    expect(inChinese).toContain(`<link rel="alternate" hreflang="x-default" href="${url}" />`);
  });

  it('lets no text end its element, begin another, or turn what stands beside it', () => {
    const html = renderHead(
      buildHead({
        title: HOSTILE,
        description: HOSTILE,
        structured: [{ '@type': 'VisualArtwork', name: HOSTILE }],
      }),
    );
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    expect(html.match(/<\/title>/g)).toHaveLength(1);
    expect(html).not.toMatch(/alert\("1"\)/);
    expect(html).not.toContain('<!--');
    const [shown = ''] = html.split('<script');
    expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(shown).not.toContain('\0');
  });

  it('says of what nobody is told of no more than that it is not to be listed', () => {
    expect(renderHead(null)).toBe('<title>Lanran 蓝染</title>\n<meta name="robots" content="noindex" />');
  });

  it('shortens by characters', () => {
    expect(plainLine('蝴蝶'.repeat(100), 5)).toBe('蝴蝶蝴蝶…');
    expect(plainLine('𝒮𝒮𝒮', 2)).toBe('𝒮…');
    expect(plainLine(' a\n\u2028b ', 9)).toBe('a b');
    expect(escapeHtml(`<a b="c">&'`)).toBe('&lt;a b=&quot;c&quot;&gt;&amp;&#39;');
    expect(JSON.parse(jsonForScript({ text: '</script><!--\u2028' }))).toEqual({
      text: '</script><!--\u2028',
    });
    expect(jsonForScript({ text: '</script><!--' })).not.toMatch(/[<>]/);
  });
});

describe('the address of a page', () => {
  const read = (address: string) => {
    const { pathname, searchParams } = new URL(address, 'https://lanran.example');
    return readPageAddress(pathname, searchParams);
  };

  it.each([
    ['/', { kind: 'front' }],
    ['/?lang=zh', { kind: 'front' }],
    ['/?kind=FILM', { kind: 'search', text: null }],
    ['/catalog', { kind: 'catalog' }],
    ['/calls', { kind: 'calls' }],
    [`/calls/${'0a'.repeat(16)}`, { kind: 'call', id: '0a'.repeat(16) }],
    ['/calls/new', { kind: 'other' }],
    [`/calls/${'0a'.repeat(16)}/change`, { kind: 'other' }],
    ['/catalog/?lang=en', { kind: 'catalog' }],
    ['/catalog?text=a', { kind: 'search', text: 'a' }],
    ['/catalog?text=%0A%F0%9F%A6%8B%E2%80%AE%20b', { kind: 'search', text: '🦋 b' }],
    [`/catalog?text=${'a'.repeat(201)}`, { kind: 'search', text: null }],
    [`/assets/${ID}`, { kind: 'asset', id: ID, isMain: true }],
    [`/assets/${ID}/license`, { kind: 'asset', id: ID, isMain: false }],
    [`/assets/${ID}/revise`, { kind: 'other' }],
    ['/assets/0xab', { kind: 'missing' }],
    ['/organizations/museum', { kind: 'organization', slug: 'museum' }],
    ['/concepts?vocabulary=motif', { kind: 'concepts' }],
    ['/concepts/ich/VIII-25', { kind: 'concept', vocabulary: 'ich', code: 'VIII-25' }],
    ['/concepts/proposals/1f-2a', { kind: 'other' }],
    ['/concepts/motif/bird/change', { kind: 'other' }],
    ['/studio', { kind: 'other' }],
  ])('%s', (address, expected) => {
    expect(read(address)).toEqual(expected);
  });

  it('names a language or none', () => {
    expect(languageIn(new URLSearchParams('lang=zh'))).toBe('zh');
    expect(languageIn(new URLSearchParams('lang=fr'))).toBeNull();
  });
});

describe('the first picture of a page', () => {
  const picture = { fileId: `${ID}.1.0`, width: 2_000, height: 1_000, isOpen: true };

  it('is shared at a size that everybody may have', () => {
    expect(sharedPictureOf(picture, 'https://lanran.example')).toEqual({
      url: `https://lanran.example/renditions/${ID}.1.0/960.webp`,
      width: 960,
      height: 480,
    });
  });

  it('is asked for early at the sizes of its page, the largest of open files alone', () => {
    expect(preloadLink(picture, 'asset')).toContain('3200.webp 2000w');
    expect(preloadLink({ ...picture, isOpen: false }, 'asset')).not.toContain('3200.webp');
    expect(preloadLink(picture, 'catalog')).toContain('imagesizes="(max-width: 40rem) 92vw, 680px"');
  });
});
