import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Environment variable that tells test processes where bytecodes lie and hits belong. */
export const DIRECTORY_VARIABLE = 'LANRAN_COVERAGE_DIRECTORY';

export function getDirectory(): string {
  const directory = process.env[DIRECTORY_VARIABLE];
  if (directory === undefined)
    throw new Error(`${DIRECTORY_VARIABLE} is not set. Run npm run coverage:contracts.`);
  return directory;
}

const bytecodesIn = (directory: string): string => join(directory, 'bytecodes.json');

export function writeBytecodes(directory: string, bytecodes: Readonly<Record<string, string>>): void {
  writeFileSync(bytecodesIn(directory), JSON.stringify(bytecodes));
}

/** By contract. */
export function readBytecodes(directory: string): Record<string, string> {
  // Written by writeBytecodes a moment ago.
  return JSON.parse(readFileSync(bytecodesIn(directory), 'utf8')) as Record<string, string>;
}

/** On disk before it returns: a test process may end at any time. */
export function writeHit(directory: string, id: number): void {
  appendFileSync(join(directory, `${process.pid}.hits`), `${id}\n`);
}

/** What all test processes executed. */
export function readHits(directory: string): Set<number> {
  const files = readdirSync(directory).filter((file) => file.endsWith('.hits'));
  return new Set(
    files.flatMap((file) => readFileSync(join(directory, file), 'utf8').trim().split('\n').map(Number)),
  );
}
