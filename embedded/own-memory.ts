import { readFileSync } from 'node:fs';

/** Memory of this process without pages of mapped files, which the system takes back at will; where it doesn't tell them apart, all of it. */
export function ownMemoryBytes(): number {
  try {
    const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // No /proc on this system.
  }
  return process.memoryUsage.rss();
}
