/**
 * `prepack` of the SDK: compiles it, with `protocol` and the contracts' ABI that it imports, into sdk/dist, so that
 * `npm pack -w sdk` gives a package that stands alone.
 */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SDK = join(ROOT, 'sdk');
const DIST = join(SDK, 'dist');
const WORKSPACE = /^@lanran\/(?=(?:sdk|protocol)\/)/;

const Manifest = z.object({ dependencies: z.record(z.string(), z.string()) });

/** What the package consists of, by path below sdk/dist. */
interface Compiled {
  readonly files: ReadonlyMap<string, string>;
  /** Names of the packages that it imports. */
  readonly imported: ReadonlySet<string>;
}

function compile(): Compiled {
  const files = new Map<string, string>();
  const imported = new Set<string>();
  const program = ts.createProgram(
    ts.sys.readDirectory(ROOT, ['.ts'], ['**/node_modules', 'sdk/dist'], ['sdk', 'protocol']),
    readOptions(),
  );
  const { diagnostics } = program.emit(undefined, (path, text) => {
    const name = relative(DIST, path).split(sep).join('/');
    files.set(name, name.endsWith('.json') ? text : rewriteSpecifiers(name, text, imported));
  });
  refuse([...program.getOptionsDiagnostics(), ...program.getSyntacticDiagnostics(), ...diagnostics]);
  return { files, imported };
}

function readOptions(): ts.CompilerOptions {
  const parsed = ts.getParsedCommandLineOfConfigFile(join(ROOT, 'tsconfig.json'), undefined, {
    ...ts.sys,
    // The options alone: the files are the SDK's.
    readDirectory: () => [],
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => refuse([diagnostic]),
  });
  const { tsBuildInfoFile: _, ...options } = parsed?.options ?? {};
  return {
    ...options,
    noEmit: false,
    declaration: true,
    // `npm run check:types` does, and this way it takes half the time.
    noCheck: true,
    incremental: false,
    allowImportingTsExtensions: false,
    rewriteRelativeImportExtensions: true,
    rootDir: ROOT,
    outDir: DIST,
  };
}

function refuse(diagnostics: readonly ts.Diagnostic[]): void {
  if (diagnostics.length === 0) return;
  const host = {
    getCanonicalFileName: (name: string) => name,
    getCurrentDirectory: () => ROOT,
    getNewLine: () => '\n',
  };
  throw new Error(`The SDK does not compile:\n${ts.formatDiagnostics(diagnostics, host)}`);
}

/** Names modules of the package by relative path and `.js`; notes the packages that it imports. */
function rewriteSpecifiers(name: string, text: string, imported: Set<string>): string {
  let written = '';
  let end = 0;
  for (const { fileName: specifier, pos } of ts.preProcessFile(text, true, true).importedFiles) {
    // A quotation mark precedes it.
    written += text.slice(end, pos + 1) + packedSpecifier(specifier, name);
    end = pos + 1 + specifier.length;
    if (!specifier.startsWith('.') && !WORKSPACE.test(specifier) && !isBuiltin(specifier))
      imported.add(packageOf(specifier));
  }
  return written + text.slice(end);
}

function packedSpecifier(specifier: string, importer: string): string {
  if (specifier.startsWith('.')) return specifier.replace(/\.ts$/, '.js');
  if (!WORKSPACE.test(specifier)) return specifier;
  const path = relative(dirname(importer), `${specifier.replace(WORKSPACE, '')}.js`)
    .split(sep)
    .join('/');
  return path.startsWith('.') ? path : `./${path}`;
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Whoever installs the package gets what its manifest lists, and nothing else. */
async function requireListed(imported: ReadonlySet<string>): Promise<void> {
  const { dependencies } = await readManifest('sdk');
  const protocol = await readManifest('protocol');
  const missing = [...imported].filter((name) => !(name in dependencies));
  if (missing.length > 0)
    throw new Error(`List in the dependencies of sdk/package.json: ${missing.join(', ')}.`);
  const unused = Object.keys(dependencies).filter((name) => !imported.has(name));
  if (unused.length > 0)
    throw new Error(`Nothing imports these dependencies of sdk/package.json: ${unused.join(', ')}.`);
  const other = Object.entries(protocol.dependencies).filter(
    ([name, range]) => (dependencies[name] ?? range) !== range,
  );
  if (other.length > 0)
    throw new Error(
      `Give these the same version in sdk/package.json and protocol/package.json: ${other.map(([name]) => name).join(', ')}.`,
    );
}

async function readManifest(workspace: string): Promise<z.infer<typeof Manifest>> {
  return Manifest.parse(JSON.parse(await readFile(join(ROOT, workspace, 'package.json'), 'utf8')));
}

const { files, imported } = compile();
await requireListed(imported);
await rm(DIST, { recursive: true, force: true });
for (const [name, text] of files) {
  const path = join(DIST, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
await copyFile(join(ROOT, 'LICENSE'), join(DIST, 'LICENSE'));
