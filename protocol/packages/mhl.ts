import { utf8 } from '../kernel/bytes.ts';
import type { AssetId, LicenseId } from '../kernel/ids.ts';
import { hashFolders, type FolderHash, type HashedFolder } from './directory-hashes.ts';
import { HISTORY_FOLDER } from './package-entry.ts';
import { c4Of } from './tag-digests.ts';

/* ASC MHL 2.0: writes the first generation of a history and its chain file (the ASC’s XSDs of 2.0). */

export const MHL_NAMESPACE = 'urn:ASC:MHL:v2.0';
export const CHAIN_NAMESPACE = 'urn:ASC:MHL:DIRECTORY:v2.0';
/** Of what stands in `metadata` elements: SHA-256 and CID, for which ASC MHL has no elements, and what the package is of. */
export const LANRAN_MHL_NAMESPACE = 'urn:lanran:mhl:1';
export const CHAIN_FILE = `${HISTORY_FOLDER}ascmhl_chain.xml`;

/** What a history leaves out at any depth: the patterns that ascmhl writes. */
const IGNORED_NAMES = ['.DS_Store', 'ascmhl'];
const IGNORE_PATTERNS = [...IGNORED_NAMES, 'ascmhl/'];

/** A file as a generation lists it. */
export interface HistoryFile {
  /** Below the folder that has the history. */
  readonly path: string;
  readonly bytes: number;
  readonly xxh64: string;
  readonly md5: string | null;
  readonly c4: string | null;
  readonly sha256: string;
  /** Null for the package’s own files. */
  readonly cid: string | null;
}

/** A folder below that has a history of its own, whose newest generation a generation above names. */
export interface NestedHistory {
  readonly folder: string;
  /** Of that generation, below the folder that has the history above. */
  readonly path: string;
  readonly c4: string;
}

export interface GenerationParts {
  /** Also those of nested histories, for the hashes of folders. */
  readonly files: readonly HistoryFile[];
  readonly nested?: readonly NestedHistory[];
  /** RFC 3339, whole seconds, UTC. */
  readonly createdAt: string;
  /** Of the platform that the files come from. */
  readonly hostname: string;
  /** What the history’s folder is called. */
  readonly name: string;
  /** What a package is of; absent in a binder of several. */
  readonly subject?: {
    readonly license: LicenseId;
    readonly asset: AssetId;
    /** Number of the version. */
    readonly version: number;
  };
}

export interface WrittenFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/** The first generation and the chain file that lists it. */
export async function writeHistory(parts: GenerationParts): Promise<WrittenFile[]> {
  const path = generationPath(parts);
  const content = utf8(await formatGeneration(parts));
  const chain = formatChain([
    { sequence: 1, path: path.slice(HISTORY_FOLDER.length), c4: await c4Of(content) },
  ]);
  return [
    { path, content },
    { path: CHAIN_FILE, content: utf8(chain) },
  ];
}

function generationPath({ name, createdAt }: GenerationParts): string {
  const time = createdAt.replace('T', '_').replaceAll(':', '').replace(/\.\d+/, '');
  return `${HISTORY_FOLDER}0001_${name}_${time}.mhl`;
}

/** False for what a history leaves out, and for a name that XML can’t hold. */
export function isListedInHistory(path: string): boolean {
  return !path.split('/').some((name) => IGNORED_NAMES.includes(name)) && !/[\ufffe\uffff]/.test(path);
}

async function formatGeneration(parts: GenerationParts): Promise<string> {
  const { files, createdAt, hostname, subject, nested = [] } = parts;
  const within = (path: string) => nested.some(({ folder }) => path.startsWith(`${folder}/`));
  const folders = await hashFolders(files.filter(({ path }) => isListedInHistory(path)));
  const root = folders.at(-1);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<hashlist version="2.0" xmlns="${MHL_NAMESPACE}" xmlns:lanran="${LANRAN_MHL_NAMESPACE}">`,
    '  <creatorinfo>',
    `    <creationdate>${createdAt}</creationdate>`,
    `    <hostname>${escapeXml(hostname)}</hostname>`,
    '    <tool version="1">lanran</tool>',
    '  </creatorinfo>',
    '  <processinfo>',
    '    <process>transfer</process>',
    ...(root === undefined ? [] : ['    <roothash>', ...folderHashLines(root), '    </roothash>']),
    '    <ignore>',
    ...IGNORE_PATTERNS.map((pattern) => `      <pattern>${pattern}</pattern>`),
    '    </ignore>',
    '  </processinfo>',
    '  <hashes>',
    ...folders
      .filter(({ path }) => !within(path))
      .map((folder) => ({ ...folder, files: folder.files.filter(({ path }) => !within(path)) }))
      .flatMap((folder) => folderLines(folder, createdAt)),
    '  </hashes>',
    ...subjectLines(subject),
    ...referenceLines(nested),
    '</hashlist>',
    '',
  ].join('\n');
}

function subjectLines(subject: GenerationParts['subject']): string[] {
  if (subject === undefined) return [];
  return [
    '  <metadata>',
    `    <lanran:license>${subject.license}</lanran:license>`,
    `    <lanran:asset>${subject.asset}</lanran:asset>`,
    `    <lanran:version>${subject.version}</lanran:version>`,
    '  </metadata>',
  ];
}

function referenceLines(nested: readonly NestedHistory[]): string[] {
  if (nested.length === 0) return [];
  return [
    '  <references>',
    ...nested.flatMap(({ path, c4 }) => [
      '    <hashlistreference>',
      `      <path>${escapeXml(path)}</path>`,
      `      <c4>${c4}</c4>`,
      '    </hashlistreference>',
    ]),
    '  </references>',
  ];
}

function folderLines(folder: HashedFolder<HistoryFile>, createdAt: string): string[] {
  const { path, files } = folder;
  return [
    ...files.flatMap((file) => fileLines(file, createdAt)),
    ...(path === ''
      ? []
      : [
          '    <directoryhash>',
          `      <path>${escapeXml(path)}</path>`,
          ...folderHashLines(folder),
          '    </directoryhash>',
        ]),
  ];
}

function folderHashLines({ content, structure }: FolderHash): string[] {
  return [
    `      <content><xxh64>${content}</xxh64></content>`,
    `      <structure><xxh64>${structure}</xxh64></structure>`,
  ];
}

/** Formats in the order of the schema; those that are not known are left out. */
function fileLines(file: HistoryFile, createdAt: string): string[] {
  const { path, bytes, sha256, cid } = file;
  const formats = (['c4', 'md5', 'xxh64'] as const).flatMap((format) => {
    const value = file[format];
    return value === null
      ? []
      : [`      <${format} action="original" hashdate="${createdAt}">${value}</${format}>`];
  });
  return [
    '    <hash>',
    `      <path size="${bytes}">${escapeXml(path)}</path>`,
    ...formats,
    '      <metadata>',
    `        <lanran:sha256>${sha256}</lanran:sha256>`,
    ...(cid === null ? [] : [`        <lanran:cid>${cid}</lanran:cid>`]),
    '      </metadata>',
    '    </hash>',
  ];
}

/** A line of the chain file. */
export interface ChainedGeneration {
  readonly sequence: number;
  /** Of a file beside the chain file. */
  readonly path: string;
  readonly c4: string;
}

export function formatChain(generations: readonly ChainedGeneration[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<ascmhldirectory xmlns="${CHAIN_NAMESPACE}">`,
    ...generations.flatMap(({ sequence, path, c4 }) => [
      `  <hashlist sequencenr="${sequence}">`,
      `    <path>${escapeXml(path)}</path>`,
      `    <c4>${c4}</c4>`,
      '  </hashlist>',
    ]),
    '</ascmhldirectory>',
    '',
  ].join('\n');
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
