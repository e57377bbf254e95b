import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where Debian, Google and others put it. The headless shell first: it draws no window, which is half of a whole browser's work. */
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const INSTALL_WITHIN_MS = 300_000;

/** An installed Chrome or Chromium; null when there is none. `CHROME_PATH` names another. */
function findChromium(): string | null {
  return (
    [process.env['CHROME_PATH'], ...PLACES].find((path) => path !== undefined && existsSync(path)) ?? null
  );
}

/**
 * A browser for the tests: an installed one, else Debian's package when we may install it.
 * @throws when there is none, saying in one line what to install
 */
export function requireChromium(): string {
  const found = findChromium();
  if (found !== null) return found;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync('/usr/bin/apt-get')) installDebianPackage();
  const installed = findChromium();
  if (installed !== null) return installed;
  throw new Error(
    'The browser tests need Chrome or Chromium: apt-get install chromium-headless-shell, or set CHROME_PATH.',
  );
}

function installDebianPackage(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (args: readonly string[]) =>
    execFileSync('apt-get', ['-qq', ...args], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: INSTALL_WITHIN_MS,
    });
  try {
    run(['install', '-y', '--no-install-recommends', 'chromium-headless-shell']);
  } catch {
    // A fresh machine knows no packages before an update.
    run(['update']);
    run(['install', '-y', '--no-install-recommends', 'chromium-headless-shell']);
  }
}
