import { join as joinPath } from 'node:path';
import { checkEnvironment } from '@lanran/api/platform/config/config';
import { collectAfterWork } from '@lanran/embedded/collect-after-work';
import { useWasmCrypto } from '@lanran/protocol/kernel/wasm-crypto';
import { failureText } from './start/failure-text.ts';
import { readStartSettings, type StartSettings } from './start/settings.ts';
import { StartStoppedError } from './start/stop-early.ts';

/* `npm start`: everything on one machine. Stdout is for people, and ends with `ready http://…`; stderr has the log lines. */

const STOP_WITHIN_MS = 4_500;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function start(settings: StartSettings) {
  const { startPlatform } = await import('./start/platform.ts');
  return startPlatform(settings, say);
}

async function join(settings: StartSettings) {
  const { joinPlatform } = await import('./start/processes/join.ts');
  return joinPlatform(settings);
}

async function main(): Promise<void> {
  // What the platform and its services write is their account's alone.
  process.umask(0o077);
  const settings = readStartSettings(process.env);
  checkEnvironment(process.env);
  await useWasmCrypto();
  // Loaded only now: what is wrong with the environment is said at once.
  const platform = await (settings.isJoining ? join : start)(settings);
  collectAfterWork();
  const stopping = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    say(`${signal}: stopping`);
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    platform.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        fail(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  await platform.seed();
  if (stopping.signal.aborted) return;
  say(`data  ${settings.dataDir}`);
  if (platform.hasDemo)
    say(`keys  ${joinPath(settings.dataDir, 'demo-accounts')} (demo accounts, for --key-file)`);
  const { linkLines } = await import('./start/first-start.ts');
  for (const line of [...linkLines(platform.links), ...platform.notes]) say(line);
  say(`ready ${platform.url}`);
}

function fail(error: unknown): void {
  process.stderr.write(`${failureText(error)}\n`);
}

function end(error: unknown): void {
  fail(error);
  // Who sent the signal is told that it was heeded.
  if (error instanceof StartStoppedError) process.kill(process.pid, error.signal);
  else process.exit(1);
}

process.on('uncaughtException', end);
main().catch(end);
