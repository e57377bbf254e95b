import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { HITS_PATH, HITS_SOURCE, instrument } from './instrument.ts';
import type { Marker } from './report.ts';
import type { Node } from './syntax-tree.ts';

export interface CompiledSources {
  /** What may be executed, numbered from 0. */
  readonly markers: readonly Marker[];
  /** By contract. */
  readonly bytecodes: Readonly<Record<string, string>>;
}

interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly sources: Readonly<Record<string, { readonly ast: Node }>>;
  readonly contracts?: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly evm: { readonly bytecode: { readonly object: string } } }>>
    >
  >;
}

interface Compiler {
  compile(
    input: string,
    callbacks?: { import(path: string): { readonly contents: string } | { readonly error: string } },
  ): string;
}

// As deployed (hardhat.config.ts), except that size doesn't matter. Without the optimizer some functions need too deep a stack.
const SETTINGS = {
  viaIR: true,
  evmVersion: 'cancun',
  optimizer: { enabled: true, runs: 200 },
  outputSelection: { '*': { '*': ['evm.bytecode.object'] } },
};

/** Compiles sources given by path, those that `isCovered` names with markers; what they import of libraries is found below `root`. */
export function compileInstrumented(
  root: string,
  sources: Readonly<Record<string, string>>,
  isCovered: (path: string) => boolean,
): CompiledSources {
  const { sources: parsed } = run(root, sources, {
    stopAfter: 'parsing',
    outputSelection: { '*': { '': ['ast'] } },
  });
  const markers: Marker[] = [];
  const instrumented: Record<string, string> = { [HITS_PATH]: HITS_SOURCE };
  for (const [path, source] of Object.entries(sources)) {
    const tree = parsed[path]?.ast;
    if (tree === undefined || !isCovered(path)) {
      instrumented[path] = source;
      continue;
    }
    const result = instrument({ path, source, tree, firstId: markers.length });
    instrumented[path] = result.source;
    markers.push(...result.markers);
  }
  const { contracts } = run(root, instrumented, SETTINGS);
  const bytecodes = Object.values(contracts ?? {})
    .flatMap((file) => Object.entries(file))
    .filter(([, { evm }]) => evm.bytecode.object !== '')
    .map(([contract, { evm }]) => [contract, `0x${evm.bytecode.object}`] as const);
  return { markers, bytecodes: Object.fromEntries(bytecodes) };
}

function run(root: string, sources: Readonly<Record<string, string>>, settings: object): Output {
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(Object.entries(sources).map(([path, content]) => [path, { content }])),
    settings,
  };
  // solc is large: loaded only when something is compiled. It comes without types; these are what its README documents.
  const compiler = createRequire(import.meta.url)('solc') as Compiler;
  const output = JSON.parse(
    compiler.compile(JSON.stringify(input), { import: (path) => findImport(root, path) }),
  ) as Output;
  const errors = (output.errors ?? []).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'));
  return output;
}

function findImport(root: string, path: string): { contents: string } | { error: string } {
  try {
    return { contents: readFileSync(join(root, 'node_modules', path), 'utf8') };
  } catch (error) {
    return { error: `${path} is not installed. Run npm ci. (${String(error)})` };
  }
}
