import { cardRatio, pictureBox } from '@lanran/protocol/files/rendition-sources';
import type { FirstPicture } from '../domain/first-picture.ts';
import { pictureSource } from '../domain/first-picture.ts';
import { escapeHtml, plainLine } from '../domain/html.ts';
import type { FirstPaint } from '../services/pages.ts';

const MAX_LINE = 1_000;

/**
 * Title, words and first picture, for the time until the client's script has drawn them (web/styles/first-paint.css), and for who
 * runs none.
 */
export function renderFirstPaint(
  { page, title, lines, links, picture }: FirstPaint,
  siteName: string,
): string {
  const words = lines.map((line) => `<p>${escapeHtml(plainLine(line, MAX_LINE))}</p>`).join('');
  return [
    `<div class="first-paint" data-page="${page}">`,
    `<header><a href="/"><img src="/mark.svg" alt="" width="32" height="32" />${escapeHtml(siteName)}</a></header>`,
    `<main><div class="words"><h1>${escapeHtml(plainLine(title, MAX_LINE))}</h1>${words}${renderLinks(links)}</div>`,
    picture === null ? '' : renderPicture(page, picture),
    '</main></div>',
  ].join('');
}

function renderLinks(links: FirstPaint['links']): string {
  if (links.length === 0) return '';
  const each = links.map(({ to, label }) => `<a href="${escapeHtml(to)}">${escapeHtml(label)}</a>`);
  return `<div class="ways">${each.join('')}</div>`;
}

function renderPicture(page: FirstPaint['page'], picture: FirstPicture): string {
  const { sources, sizes } = pictureSource(picture, page);
  const box = page === 'front' ? pictureBox(picture) : picture;
  const ratio = page === 'catalog' ? cardRatio(picture) : box.width / box.height;
  const attributes = `srcset="${escapeHtml(sources)}" sizes="${escapeHtml(sizes)}" fetchpriority="high" decoding="async"`;
  return `<img class="picture" alt="" ${attributes} style="--ratio: ${ratio.toFixed(4)}" />`;
}
