import { beforeAll, describe, expect, it } from 'vitest';
import { TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';

const MAX_FIRST_LOAD = 250_000;

describe('the web client', () => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  beforeAll(async () => here.start());

  it.each([
    ['en', 'en-US', 'Skip to the content'],
    ['zh', 'zh-CN', '跳到正文'],
  ] as const)('opens in the language of the browser: %s', async (language, _locale, skip) => {
    const person = await browser.person({ language, url: here.platform.url });
    await person.page.goto('/nowhere');
    await person.page.getByRole('link', { name: skip }).waitFor({ state: 'attached' });
    expect(await person.page.evaluate('document.documentElement.lang')).toBe(
      language === 'zh' ? 'zh-CN' : 'en',
    );
    expect(await person.accessibilityFaults()).toEqual([]);
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it('loads less than 250 KB of compressed JavaScript for its first page', async () => {
    const person = await browser.person({ language: 'en', url: here.platform.url });
    let bytes = 0;
    person.page.on('response', (response) => {
      if (!response.url().endsWith('.js')) return;
      bytes += Number(response.headers()['content-length'] ?? Number.NaN);
    });
    await person.page.goto('/', { waitUntil: 'networkidle' });
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(MAX_FIRST_LOAD);
    await person.close();
  });

  it('can be used by keyboard from the first stop on', async () => {
    const person = await browser.person({ language: 'en', url: here.platform.url });
    await person.page.goto('/rules');
    await person.page.getByRole('heading', { level: 1 }).waitFor();
    await person.page.keyboard.press('Tab');
    expect(await person.page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await person.page.keyboard.press('Enter');
    expect(await person.page.evaluate('document.activeElement.id')).toBe('content');
    await person.close();
  });
});
