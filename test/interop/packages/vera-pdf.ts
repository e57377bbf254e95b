import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../programs.ts';

const VERAPDF = 'org.verapdf.apps:greenfield-apps:1.28.2';
const [, VERSION = ''] = /:([\d.]+)$/.exec(VERAPDF) ?? [];
const FILE = `greenfield-apps-${VERSION}.jar`;
const JAR = join(homedir(), '.m2/repository/org/verapdf/apps/greenfield-apps', VERSION, FILE);
const FLAVOR = ['-f', '3b', '--format', 'text', '-v'];

/** What veraPDF says of files as PDF/A-3b: a line `PASS` or `FAIL` for each. */
export type VeraPdf = (paths: readonly string[]) => string;

/** Null, which is said, without Java, or without Maven that brings it: Maven Central has it as one file. */
export function findVeraPdf(): VeraPdf | null {
  const java = findProgram('java', 'default-jre-headless');
  if (java === null || !hasJar()) return null;
  return (paths) =>
    spawnSync(java, ['-cp', JAR, 'org.verapdf.apps.GreenfieldCliWrapper', ...FLAVOR, ...paths], {
      encoding: 'utf8',
    }).stdout;
}

function hasJar(): boolean {
  if (existsSync(JAR)) return true;
  const maven = findProgram('mvn', 'maven');
  if (maven !== null)
    spawnSync(maven, ['-q', 'dependency:get', '-Dtransitive=false', `-Dartifact=${VERAPDF}`], {
      timeout: 120_000,
    });
  const isThere = existsSync(JAR);
  if (!isThere) process.stderr.write(`SKIPPED: veraPDF (${VERAPDF}) could not be had by Maven.\n`);
  return isThere;
}
