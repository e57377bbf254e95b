import { SaxesParser, type SaxesTagNS } from 'saxes';
import { FormatError } from '../kernel/errors.ts';
import { parsePath } from '../kernel/path.ts';
import {
  CHAIN_FILE,
  CHAIN_NAMESPACE,
  LANRAN_MHL_NAMESPACE,
  MHL_NAMESPACE,
  type ChainedGeneration,
} from './mhl.ts';

/* Reads what other tools wrote: bounded in size, depth and number, and without DTDs, so that no entity is ever defined. */

/** Above what 100,000 files take in three formats. */
export const MAX_HISTORY_BYTES = 64 * 1024 * 1024;
const MAX_DEPTH = 16;
const MAX_TEXT = 4096;
const MAX_HASHES = 250_000;
export const MAX_GENERATIONS = 1_000;
const MAX_REFERENCES = 10_000;
const REFERENCE = 'hashlist/references/hashlistreference';

/** The formats of ASC MHL 2.0, in the order of its schema. */
export const MHL_FORMATS = ['c4', 'md5', 'sha1', 'xxh128', 'xxh3', 'xxh64'] as const;
export type MhlFormat = (typeof MHL_FORMATS)[number];

/** What a generation says of a file. */
export interface GenerationHash {
  readonly path: string;
  readonly bytes: number | null;
  /** Without those that the generation found to be wrong. */
  readonly hashes: ReadonlyMap<MhlFormat, string>;
  /** It found other bytes than earlier generations state. */
  readonly isFailed: boolean;
  readonly previousPath: string | null;
  readonly sha256: string | null;
  readonly cid: string | null;
}

export interface Generation {
  readonly files: readonly GenerationHash[];
  /** What this platform's generations say of the package; null in those of others. */
  readonly license: string | null;
  readonly asset: string | null;
  /** What it leaves out. */
  readonly ignored: readonly string[];
  /** Generations of histories below it. */
  readonly references: readonly { readonly path: string; readonly c4: string }[];
}

/** @throws FormatError naming `field`: it is no generation, or passes a limit */
export function parseGeneration(text: string, field: string): Generation {
  const files: GenerationHash[] = [];
  const ignored: string[] = [];
  let license: string | null = null;
  let asset: string | null = null;
  const current: { file: UnfinishedHash | null } = { file: null };
  const references: { path: string; c4: string }[] = [];
  let referred: { path?: string; c4?: string } = {};
  read(text, {
    field,
    root: { uri: MHL_NAMESPACE, local: 'hashlist' },
    onOpen: ({ path }) => {
      if (path === REFERENCE) referred = {};
      if (path !== 'hashlist/hashes/hash') return;
      if (files.length >= MAX_HASHES) throw new FormatError(field, `has more than ${MAX_HASHES} files`);
      current.file = { hashes: new Map() };
    },
    onClose: ({ path, element, text: value }) => {
      if (path === 'hashlist/processinfo/ignore/pattern') ignored.push(value);
      if (element.uri === LANRAN_MHL_NAMESPACE && path === 'hashlist/metadata/license') license = value;
      if (element.uri === LANRAN_MHL_NAMESPACE && path === 'hashlist/metadata/asset') asset = value;
      if (path === `${REFERENCE}/path`) referred.path = parseHistoryPath(value, field);
      if (path === `${REFERENCE}/c4`) referred.c4 = value;
      if (path === REFERENCE)
        references.push(requireReference(referred, { field, count: references.length }));
      const { file } = current;
      if (file === null) return;
      if (path !== 'hashlist/hashes/hash') {
        takeMember(file, { path, element, value, field });
        return;
      }
      files.push(finish(file, field));
      current.file = null;
    },
  });
  return { files, license, asset, ignored, references };
}

function requireReference(
  { path, c4 }: { readonly path?: string; readonly c4?: string },
  { field, count }: { readonly field: string; readonly count: number },
): { readonly path: string; readonly c4: string } {
  if (path === undefined || c4 === undefined)
    throw new FormatError(field, 'has a reference without the path or the C4 ID of a generation');
  if (count >= MAX_REFERENCES) throw new FormatError(field, `has more than ${MAX_REFERENCES} references`);
  return { path, c4 };
}

interface UnfinishedHash {
  path?: string;
  bytes?: number;
  isFailed?: boolean;
  previousPath?: string;
  sha256?: string;
  cid?: string;
  readonly hashes: Map<MhlFormat, string>;
}

interface Member {
  readonly path: string;
  readonly element: SaxesTagNS;
  readonly value: string;
  readonly field: string;
}

const HASH = 'hashlist/hashes/hash/';

function takeMember(file: UnfinishedHash, { path, element, value, field }: Member): void {
  const name = path.startsWith(HASH) ? path.slice(HASH.length) : '';
  if (name === 'path') {
    file.path = parseHistoryPath(value, field);
    const size = element.attributes['size']?.value;
    if (size !== undefined && /^\d{1,15}$/.test(size)) file.bytes = Number(size);
  }
  if (name === 'previousPath') file.previousPath = parseHistoryPath(value, field);
  if (name === 'metadata/sha256' && element.uri === LANRAN_MHL_NAMESPACE) file.sha256 = value;
  if (name === 'metadata/cid' && element.uri === LANRAN_MHL_NAMESPACE) file.cid = value;
  const format = MHL_FORMATS.find((known) => known === name);
  if (format === undefined) return;
  if (element.attributes['action']?.value === 'failed') file.isFailed = true;
  else file.hashes.set(format, format === 'c4' ? value : value.toLowerCase());
}

function finish({ path, bytes, isFailed, previousPath, sha256, cid, hashes }: UnfinishedHash, field: string) {
  if (path === undefined) throw new FormatError(field, 'has a hash without a path');
  return {
    path,
    hashes,
    bytes: bytes ?? null,
    isFailed: isFailed ?? false,
    previousPath: previousPath ?? null,
    sha256: sha256 ?? null,
    cid: cid ?? null,
  };
}

/** macOS writes names decomposed. */
function parseHistoryPath(value: string, field: string): string {
  return parsePath(value.normalize('NFC'), `${field}: path`);
}

/** Generations in their order. @throws FormatError: it is no chain file, passes a limit, or counts wrongly */
export function parseChain(text: string, field: string = CHAIN_FILE): ChainedGeneration[] {
  const generations: ChainedGeneration[] = [];
  let unfinished: { path?: string; c4?: string } = {};
  read(text, {
    field,
    root: { uri: CHAIN_NAMESPACE, local: 'ascmhldirectory' },
    onOpen: ({ path }) => {
      if (path === 'ascmhldirectory/hashlist') unfinished = {};
    },
    onClose: ({ path, element, text: value }) => {
      if (path === 'ascmhldirectory/hashlist/path') unfinished.path = parseHistoryPath(value, field);
      if (path === 'ascmhldirectory/hashlist/c4') unfinished.c4 = value;
      if (path !== 'ascmhldirectory/hashlist') return;
      const sequence = Number(element.attributes['sequencenr']?.value);
      if (sequence !== generations.length + 1)
        throw new FormatError(
          field,
          `must number its generations from 1; it has no ${generations.length + 1}`,
        );
      if (sequence > MAX_GENERATIONS)
        throw new FormatError(field, `has more than ${MAX_GENERATIONS} generations`);
      if (unfinished.path === undefined || unfinished.c4 === undefined || unfinished.path.includes('/'))
        throw new FormatError(field, `generation ${sequence} must name a file beside it and its C4 ID`);
      generations.push({ sequence, path: unfinished.path, c4: unfinished.c4 });
    },
  });
  if (generations.length === 0) throw new FormatError(field, 'lists no generation');
  return generations;
}

interface Element {
  /** Local names from the root, joined with `/`. */
  readonly path: string;
  readonly element: SaxesTagNS;
}

interface Reading {
  readonly field: string;
  readonly root: { readonly uri: string; readonly local: string };
  onOpen(element: Element): void;
  /** `text` is what stands in it outside of elements. */
  onClose(element: Element & { readonly text: string }): void;
}

function read(text: string, { field, root, onOpen, onClose }: Reading): void {
  if (text.length > MAX_HISTORY_BYTES) throw new FormatError(field, 'is too large');
  const open: { readonly path: string; text: string }[] = [];
  const parser = new SaxesParser({ xmlns: true, position: false });
  parser.on('error', (cause) => {
    throw new FormatError(field, `is not XML: ${cause.message}`, { cause });
  });
  parser.on('doctype', () => {
    throw new FormatError(field, 'has a DTD, which ASC MHL does not');
  });
  parser.on('opentag', (element) => {
    const above = open.at(-1);
    if (above === undefined && (element.local !== root.local || element.uri !== root.uri))
      throw new FormatError(field, `is not a ${root.local} of ${root.uri}`);
    if (open.length >= MAX_DEPTH) throw new FormatError(field, 'is nested too deeply');
    const path = above === undefined ? element.local : `${above.path}/${element.local}`;
    open.push({ path, text: '' });
    onOpen({ path, element });
  });
  parser.on('text', (part) => {
    const current = open.at(-1);
    if (current === undefined) return;
    if (current.text.length + part.length > MAX_TEXT && part.trim() !== '')
      throw new FormatError(field, 'has a text that is too long');
    if (current.text.length <= MAX_TEXT) current.text += part;
  });
  parser.on('closetag', (element) => {
    const closed = open.pop();
    if (closed !== undefined) onClose({ path: closed.path, element, text: closed.text });
  });
  parser.write(text).close();
}
