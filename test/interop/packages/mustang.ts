import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../programs.ts';

const VERSION = '2.26.0';
const MUSTANG = `org.mustangproject:Mustang-CLI:${VERSION}`;
const JAR = join(
  homedir(),
  `.m2/repository/org/mustangproject/Mustang-CLI/${VERSION}/Mustang-CLI-${VERSION}.jar`,
);

/** What Mustang says of a PDF with an invoice in it: its report, as XML. */
export type Mustang = (path: string) => string;

/** Null, which is said, without Java, or without Maven that brings it. */
export function findMustang(): Mustang | null {
  const java = findProgram('java', 'default-jre-headless');
  if (java === null || !hasJar()) return null;
  return (path) =>
    spawnSync(java, ['-jar', JAR, '--action', 'validate', '--no-notices', '--source', path], {
      encoding: 'utf8',
    }).stdout;
}

function hasJar(): boolean {
  if (existsSync(JAR)) return true;
  const maven = findProgram('mvn', 'maven');
  if (maven !== null)
    spawnSync(maven, ['-q', 'dependency:get', '-Dtransitive=false', `-Dartifact=${MUSTANG}`], {
      timeout: 180_000,
    });
  const isThere = existsSync(JAR);
  if (!isThere) process.stderr.write(`SKIPPED: Mustang (${MUSTANG}) could not be had by Maven.\n`);
  return isThere;
}
