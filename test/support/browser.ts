import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { signSignIn } from '@lanran/sdk/accounts/sign-in';
import type { Platform } from '@lanran/sdk/kernel/session';
import { requireChromium } from './chromium.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const MAX_STOPS = 120;
const ACT_WITHIN_MS = 30_000;
const AXE_WITHIN_MS = 60_000;

export type Language = 'en' | 'zh';

export interface PersonOptions {
  readonly language: Language;
  /** Where the platform answers. */
  readonly url: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly appearance?: 'light' | 'dark';
}

/** A real browser for a test file; one process, a fresh profile for each person. */
export class TestBrowser {
  #browser: Browser | null = null;
  readonly #people: BrowserPerson[] = [];

  static forSuite(): TestBrowser {
    const browser = new TestBrowser();
    beforeAll(async () => browser.start());
    afterAll(async () => browser.end());
    return browser;
  }

  async start(): Promise<void> {
    this.#browser = await chromium.launch({
      executablePath: requireChromium(),
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
  }

  async end(): Promise<void> {
    await this.#browser?.close();
  }

  /** Somebody at a computer of their own: no storage shared with anybody else. */
  async person({ language, url, size = { width: 1280, height: 900 }, appearance = 'light' }: PersonOptions) {
    if (this.#browser === null) throw new Error('The browser was not started.');
    const context = await this.#browser.newContext({
      baseURL: url,
      locale: language === 'zh' ? 'zh-CN' : 'en-US',
      viewport: size,
      colorScheme: appearance,
      acceptDownloads: true,
    });
    context.setDefaultTimeout(ACT_WITHIN_MS);
    // Nobody could answer it: the file button of every browser takes its place.
    await context.addInitScript('delete window.showOpenFilePicker');
    const person = new BrowserPerson(context, await context.newPage());
    this.#people.push(person);
    return person;
  }
}

/** One person's browser window, and all that went wrong in it. */
export class BrowserPerson {
  readonly context: BrowserContext;
  page: Page;
  /** Of the demonstration, or as if: its pages sign without asking. */
  signsUnasked = false;
  /** Uncaught errors, and what the console calls an error, the Content-Security-Policy's refusals among them. */
  readonly faults: string[] = [];

  constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    this.#listen();
  }

  #listen(): void {
    this.page.on('pageerror', (error) => this.faults.push(String(error)));
    this.page.on('console', (message) => {
      if (message.type() === 'error' && !isExpected(message.text())) this.faults.push(message.text());
    });
  }

  /**
   * Opens a session of that key, as the sign-in page does for a person of the demonstration: its pages sign without asking.
   * For the next page that is loaded, and for good: not for who signs out.
   */
  async signInAs({ platform, privateKey }: Signing): Promise<void> {
    const { api, deployment, signer } = platform;
    const proof = await signSignIn(api, { signer, chainId: deployment.chainId });
    const opened = await this.context.request.post(`${api.apiUrl}/session`, { data: proof });
    if (!opened.ok()) throw new Error(`No session was opened: ${await opened.text()}`);
    const { address } = signer;
    const account = { name: 'newcomer', address, privateKey, organization: null };
    this.signsUnasked = true;
    await this.context.addInitScript(`(${KNOW_AS_DEMO})(${JSON.stringify(account)})`);
  }

  /** Closes the window and opens another of the same browser. */
  async reopen(): Promise<void> {
    await this.page.close();
    this.page = await this.context.newPage();
    this.#listen();
  }

  /** The page has its title, and stands still: nothing on it is a place for what is yet to come. */
  async settle(): Promise<void> {
    await this.page.getByRole('heading', { level: 1 }).waitFor();
    await this.page
      .locator('body:not(:has([data-loading], [aria-busy=true], .first-paint))')
      .waitFor({ state: 'attached' });
  }

  /** What axe finds against WCAG 2.2 AA, as `rule: elements`. */
  async accessibilityFaults(): Promise<string[]> {
    // An evaluation has no limit of its own, and would use up the test's without saying where.
    const answered = setTimeout(() => void this.page.close(), AXE_WITHIN_MS);
    try {
      return await this.#violations();
    } catch (cause) {
      throw new Error(`axe did not answer on ${this.page.url()}.`, { cause });
    } finally {
      clearTimeout(answered);
    }
  }

  async #violations(): Promise<string[]> {
    // As text, so that it runs beside the page's Content-Security-Policy and needs no types of the DOM here.
    await this.page.evaluate(AXE);
    const options = JSON.stringify({ runOnly: { type: 'tag', values: WCAG }, resultTypes: ['violations'] });
    const results: AxeResults = await this.page.evaluate(`axe.run(document, ${options})`);
    return results.violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes.map(({ target, any }) => `${String(target)} ${any[0]?.message ?? ''}`).join(' | ')}`,
    );
  }

  /** Presses Tab until the focus is there. */
  async tabTo(target: Locator): Promise<void> {
    await target.waitFor({ state: 'attached' });
    for (let stop = 0; stop < MAX_STOPS; stop += 1) {
      await this.page.keyboard.press('Tab');
      if ((await target.and(this.page.locator(':focus')).count()) > 0) return;
    }
    throw new Error(`${String(target)} is no stop within ${String(MAX_STOPS)} presses of Tab.`);
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}

/** What signs in: a newcomer (newcomers.ts), or any key with its session. */
interface Signing {
  readonly platform: Platform;
  readonly privateKey: string;
}

/**
 * Runs in each page before its own scripts: this browser keeps a key of the demonstration, and the platform names it among
 * them. As text, for it has types of the DOM.
 */
const KNOW_AS_DEMO = `
  (account) => {
    const { name, address } = account;
    if (location.origin === 'null') return;
    localStorage.setItem('lanran.identity', JSON.stringify({ kind: 'demo', name, address }));
    const ask = window.fetch;
    window.fetch = async (where, init) => {
      const isAsked = typeof init?.body === 'string' && init.body.includes('query DemoAccounts');
      if (!isAsked) return ask(where, init);
      const headers = { 'content-type': 'application/json' };
      return new Response(JSON.stringify({ data: { demoAccounts: [account] } }), { headers });
    };
  }`;

/** Chromium logs every refused answer of an API as an error. */
function isExpected(text: string): boolean {
  return text.startsWith('Failed to load resource');
}
