import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium } from 'playwright-core';
import { pageScore, type Vitals } from './page-score.ts';

/** Lighthouse's mobile preset: a phone four times slower than a desk, on slow 4G. */
const SCREEN = { width: 412, height: 823 };
const CPU_RATE = 4;
const NETWORK = { offline: false, latency: 150, downloadThroughput: 204_800, uploadThroughput: 93_750 };
const CHROMIUM = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];
/** Visits of each page; the middle one counts. */
const VISITS = 3;
const SETTLED_MS = 1_000;

interface Visit extends Vitals {
  /** As Lighthouse would count it, nearly. */
  readonly score: number;
  readonly bytes: number;
  readonly requests: number;
}

/** First visits of the pages by which people come, by a throttled browser, on a new platform with the demo data. */
export async function run(): Promise<Record<string, number>> {
  const executablePath = process.env['CHROME_PATH'] ?? CHROMIUM.find((path) => existsSync(path));
  if (executablePath === undefined) {
    process.stderr.write('front: no Chromium found (CHROME_PATH); nothing was measured.\n');
    return {};
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'lanran-bench-front-'));
  const platform = await startPlatform(dataDir);
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  try {
    const sitemap = await (await fetch(`${platform.url}/sitemap-assets-1.xml`)).text();
    const asset = /\/assets\/0x[0-9a-f]{64}/.exec(sitemap)?.[0] ?? '/';
    const figures: Record<string, number> = {};
    const pages = { first: '/', catalog: '/catalog', asset, concept: '/concepts/technique/batik' };
    for (const [name, path] of Object.entries(pages)) {
      const visits: Visit[] = [];
      for (let at = 0; at < VISITS; at += 1) visits.push(await visit(browser, platform.url + path));
      const middle = visits.toSorted((one, other) => one.score - other.score)[Math.floor(VISITS / 2)];
      for (const [figure, value] of Object.entries<number>({ ...middle }))
        figures[`${name}.${figure}`] = value;
    }
    return figures;
  } finally {
    await browser.close();
    await platform.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: SCREEN, deviceScaleFactor: 1.75, isMobile: true });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', NETWORK);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_RATE });
  let [bytes, requests] = [0, 0];
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  await page.goto(url, { waitUntil: 'networkidle', timeout: 120_000 });
  await page.waitForTimeout(SETTLED_MS);
  const vitals = await page.evaluate<Vitals>(READ_VITALS);
  await context.close();
  return { score: pageScore(vitals), ...vitals, bytes, requests };
}

/** As text: this program's types know no browser. */
const READ_VITALS = `(async () => {
  const entriesOf = (type) => new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => resolve(list.getEntries()));
    observer.observe({ type, buffered: true });
    setTimeout(() => resolve([]), 500);
  });
  const fcpMs = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  const lcpMs = (await entriesOf('largest-contentful-paint')).at(-1)?.startTime ?? 0;
  const tasks = (await entriesOf('longtask')).filter(({ startTime }) => startTime >= fcpMs);
  const shifts = (await entriesOf('layout-shift')).filter(({ hadRecentInput }) => !hadRecentInput);
  const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
  return {
    fcpMs: Math.round(fcpMs),
    lcpMs: Math.round(lcpMs),
    tbtMs: Math.round(sum(tasks.map(({ duration }) => duration - 50))),
    cls: Number(sum(shifts.map(({ value }) => value)).toFixed(4)),
  };
})()`;

/** The product's own start, on a random port. */
async function startPlatform(dataDir: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../start.mjs')], {
    env: { ...process.env, LANRAN_DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  for await (const line of createInterface(child.stdout)) {
    const url = /^ready (\S+)/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    return {
      url,
      stop: async () => {
        child.kill('SIGTERM');
        await ended;
      },
    };
  }
  throw new Error('The platform ended before it was ready.');
}
