import { readFileSync } from 'node:fs';

/** Ends the process with one line when this Node is older than package.json asks for. Loads nothing that an old Node can't run. */
export function requireNode() {
  const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const fault = nodeFault(process.versions.node, engines.node);
  if (fault === null) return;
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}

/** Null for a version that will do. `range` is written `>=MAJOR.MINOR`. */
export function nodeFault(version, range) {
  const [, major, minor] = /^>=(\d+)\.(\d+)$/.exec(range).map(Number);
  const [ownMajor, ownMinor] = version.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return null;
  return `Lanran needs Node ${major}.${minor} or newer, and this is Node ${version}. Install a newer one from https://nodejs.org, then start again.`;
}
