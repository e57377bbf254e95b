// Writes contracts/abi/ from the Solidity sources: typed clients with and without bytecode, and
// the storage slots that proofs name. Writes docs/cli.md from the table of acts.
// `--check` writes nothing and fails when the committed files differ; as long as `contracts/abi/digest.txt` fits sources and
// files, it compiles nothing (half a minute) unless told `--compile`, as `npm run test:e2e` does.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandReference } from './generate/command-reference.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'contracts/abi');
const reference = join(root, 'docs/cli.md');
/** Of all that decides what is generated, and of what was. */
const digestPath = join(target, 'digest.txt');

/** What is deployed, and where Hardhat puts its artifact. */
const ARTIFACTS = [
  '@openzeppelin/contracts/metatx/ERC2771Forwarder.sol/ERC2771Forwarder',
  'contracts/AssetRegistry.sol/AssetRegistry',
  'contracts/Authority.sol/Authority',
  'contracts/BatchForwarder.sol/BatchForwarder',
  'contracts/Calendar.sol/Calendar',
  'contracts/ConsentRegistry.sol/ConsentRegistry',
  'contracts/Judgement.sol/Judgement',
  'contracts/LicenseMarket.sol/LicenseMarket',
  'contracts/LicenseToken.sol/LicenseToken',
  'contracts/OfferBook.sol/OfferBook',
  'contracts/Organizations.sol/Organizations',
  'contracts/ProvenanceLog.sol/ProvenanceLog',
  'contracts/TestToken.sol/TestToken',
  'contracts/UnitOfAccount.sol/UnitOfAccount',
  'contracts/test/FalseToken.sol/FalseToken',
  'contracts/test/HookedToken.sol/HookedToken',
  'contracts/test/HostilePayee.sol/HostilePayee',
  'contracts/test/PricingHarness.sol/PricingHarness',
  'contracts/test/RFC9162Harness.sol/RFC9162Harness',
  'contracts/test/SilentToken.sol/SilentToken',
  'contracts/test/TaxedToken.sol/TaxedToken',
];

/** Built by Safe itself: councils are wallets of the bytecode that everybody audited. */
const SAFE_ARTIFACTS = [
  'SafeL2.sol/SafeL2',
  'proxies/SafeProxyFactory.sol/SafeProxyFactory',
  'handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler',
].map((artifact) => `node_modules/@safe-global/safe-smart-account/build/artifacts/contracts/${artifact}`);

/** Contracts whose state others prove with `eth_getProof`. */
const PROVEN = ['AssetRegistry', 'ConsentRegistry', 'LicenseToken', 'Organizations', 'ProvenanceLog'];

/** Libraries whose version changes what is generated. */
const TOOLS = [
  '@openzeppelin/contracts',
  '@safe-global/safe-smart-account',
  '@typechain/ethers-v6',
  'hardhat',
  'solc',
  'typechain',
];

interface BuildInfo {
  output: {
    contracts: Record<
      string,
      Record<string, { storageLayout: { storage: { label: string; slot: string }[] } }>
    >;
  };
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const run = (binary: string, ...args: string[]) =>
  execFileSync(join(root, 'node_modules/.bin', binary), args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** TypeChain's clients, with house imports (`.ts`) and without its barrels. */
function generateClients(work: string, outdir: string): void {
  const built = ARTIFACTS.map((artifact) => `artifacts/${artifact}`);
  const staged = [...built, ...SAFE_ARTIFACTS].map((artifact) => {
    const path = join(work, 'artifacts', `${artifact.slice(artifact.lastIndexOf('/') + 1)}.json`);
    cpSync(join(root, `${artifact}.json`), path);
    return path;
  });
  run('typechain', '--target', 'ethers-v6', '--node16-modules', '--out-dir', outdir, ...staged);
  for (const file of listFiles(outdir)) {
    const path = join(outdir, file);
    if (file.endsWith('index.ts')) rmSync(path);
    else writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/(from "\.[^"]*)\.js"/g, '$1.ts"'));
  }
}

/**
 * Moves the ABIs out of the factories, whose bytecode no bundler drops: what is only called (in a browser, for one) takes
 * `interfaces/X.ts`. All that is made for a contract shares one `Interface`: ethers takes milliseconds to read an ABI, each time.
 */
function separateInterfaces(outdir: string): void {
  mkdirSync(join(outdir, 'interfaces'));
  for (const file of listFiles(join(outdir, 'factories'))) {
    const contract = file.replace('__factory.ts', '');
    const path = join(outdir, 'factories', file);
    const factory = readFileSync(path, 'utf8');
    const [declaration, abi] = /^const _abi = (\[[^]*?^\]) as const;$/m.exec(factory) ?? [];
    if (declaration === undefined || abi === undefined)
      throw new Error(`${file} has no _abi as TypeChain writes it`);
    const create = `create${contract}Interface`;
    const moved = `import { abi as _abi, ${create} } from "../interfaces/${contract}.ts";`;
    const sharing = factory
      .replace(declaration, () => moved)
      .replace(/^ {2}Interface,\n/m, '')
      .replace('super(_abi, ', `super(${create}(), `)
      .replace(/new Interface\(_abi\) as \w+/, `${create}()`)
      .replace('new Contract(address, _abi, ', `new Contract(address, ${create}(), `);
    writeFileSync(path, sharing);
    writeFileSync(join(outdir, 'interfaces', `${contract}.ts`), interfaceModule(contract, abi));
  }
}

function interfaceModule(contract: string, abi: string): string {
  return [
    '/* Autogenerated by scripts/generate.ts. Do not edit. */',
    'import { Contract, Interface, type ContractRunner } from "ethers";',
    `import type { ${contract}, ${contract}Interface } from "../${contract}.ts";`,
    '',
    `export const abi = ${abi} as const;`,
    '',
    `let shared: ${contract}Interface | undefined;`,
    '',
    `export function create${contract}Interface(): ${contract}Interface {`,
    `  shared ??= new Interface(abi) as ${contract}Interface;`,
    '  return shared;',
    '}',
    '',
    `export function connect${contract}(address: string, runner?: ContractRunner | null): ${contract} {`,
    `  return new Contract(address, create${contract}Interface(), runner) as unknown as ${contract};`,
    '}',
    '',
  ].join('\n');
}

/** Slot numbers by contract and variable, as solc lays them out. */
function generateStorageLayout(outdir: string): void {
  const lines = PROVEN.flatMap((contract) => {
    const source = `contracts/${contract}.sol`;
    const debug = join(root, 'artifacts', source, `${contract}.dbg.json`);
    // Hardhat wrote both files a moment ago, in its documented formats.
    const { buildInfo: path } = readJson(debug) as { buildInfo: string };
    const buildInfo = readJson(join(dirname(debug), path)) as BuildInfo;
    const layout = buildInfo.output.contracts[source]?.[contract]?.storageLayout.storage ?? [];
    return [`  ${contract}: {`, ...layout.map(({ label, slot }) => `    ${label}: ${slot}n,`), '  },'];
  });
  writeFileSync(
    join(outdir, 'storage-layout.ts'),
    [
      '/* Autogenerated by scripts/generate.ts. Do not edit. */',
      'export const storageSlots = {',
      ...lines,
      '} as const;',
      '',
    ].join('\n'),
  );
}

function findDifferences(generated: string): string[] {
  const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');
  const files = new Set([...listFiles(generated), ...listFiles(target)]);
  const [fresh, committed] = [new Set(listFiles(generated)), new Set(listFiles(target))];
  return [...files].filter(
    (file) => !fresh.has(file) || !committed.has(file) || read(generated, file) !== read(target, file),
  );
}

/** A version that is installed decides what is generated, too. */
function installedVersion(library: string): string {
  const { version } = readJson(join(root, 'node_modules', library, 'package.json')) as { version: string };
  return `${library}@${version}`;
}

/** Of sources, settings, tools and the files in `folder`. */
function digestOf(folder: string): string {
  const hash = createHash('sha256');
  const add = (name: string, content: string | Buffer) =>
    hash.update(`${name}\0${createHash('sha256').update(content).digest('hex')}\n`);
  const sources = listFiles(join(root, 'contracts')).filter((file) => file.endsWith('.sol'));
  for (const source of sources) add(source, readFileSync(join(root, 'contracts', source)));
  for (const path of ['hardhat.config.ts', 'scripts/generate.ts']) add(path, readFileSync(join(root, path)));
  for (const library of TOOLS) add(library, installedVersion(library));
  for (const file of listFiles(folder))
    if (file !== 'digest.txt') add(file, readFileSync(join(folder, file)));
  return `${hash.digest('hex')}\n`;
}

function isDigestRight(): boolean {
  return existsSync(digestPath) && readFileSync(digestPath, 'utf8') === digestOf(target);
}

function compileContracts(): void {
  const { status, stderr } = spawnSync(join(root, 'node_modules/.bin/hardhat'), ['compile', '--quiet'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`The contracts could not be compiled:\n${stderr}`);
  // Hardhat prints a paragraph a warning; those of libraries are not ours to mend.
  const warnings = stderr.split('\n\n').filter((paragraph) => paragraph.includes('--> contracts/'));
  if (warnings.length > 0) process.stderr.write(`${warnings.join('\n\n')}\n`);
}

function generate(outdir: string, work: string): void {
  mkdirSync(outdir);
  compileContracts();
  generateClients(work, outdir);
  separateInterfaces(outdir);
  generateStorageLayout(outdir);
  writeFileSync(join(outdir, 'digest.txt'), digestOf(outdir));
}

function fail(message: string): void {
  process.stderr.write(`${message}. Run npm run generate.\n`);
  process.exitCode = 1;
}

const isCheck = process.argv.includes('--check');
if (isCheck && readFileSync(reference, 'utf8') !== commandReference())
  fail('docs/cli.md differs from scripts/cli/acts/');
if (!isCheck || process.argv.includes('--compile') || !isDigestRight()) {
  const work = mkdtempSync(join(tmpdir(), 'lanran-generate-'));
  try {
    const outdir = join(work, 'abi');
    generate(outdir, work);
    if (isCheck) {
      const differences = findDifferences(outdir);
      if (differences.length > 0) fail(`contracts/abi differs from the sources: ${differences.join(', ')}`);
    } else {
      rmSync(target, { recursive: true, force: true });
      cpSync(outdir, target, { recursive: true });
      writeFileSync(reference, commandReference());
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
