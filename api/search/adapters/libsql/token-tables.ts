import Database from 'libsql';
import { type AssetId, parseAssetId } from '@lanran/protocol/kernel/ids';
import { FIELD_NAMES, FIELDS, type IndexedText } from '../../domain/indexed-text.ts';
import type { AssetFacts, IndexedAsset } from '../../domain/indexed-asset.ts';
import type { IndexPosition } from '../../ports/asset-index.ts';
import type { AskedGroup } from '../../ports/asset-index.ts';
import type { Rows } from './rows.ts';
import type { Alternative } from '../../domain/planned-query.ts';
import { bytesOf, jsonIn, textIn } from './stored-text.ts';

const ZERO = '0'.charCodeAt(0);

/** Letters of every age, digits, and the marks that our tokens begin with or contain. */
const TOKENIZER = `unicode61 remove_diacritics 0 categories 'L* N* Co Cn' tokenchars '~#/_-|'`;
const COLUMNS = FIELD_NAMES.join(', ');
const RANK = `bm25(${Object.values(FIELDS).join(', ')})`;

/** What only its people may see has postings of its own: no weight of a public word comes from it. */
export type Postings = 'public_tokens' | 'restricted_tokens';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS position (id INTEGER PRIMARY KEY CHECK (id = 1), leaves INTEGER, mapping TEXT);
  CREATE TABLE IF NOT EXISTS assets (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, facts TEXT NOT NULL, text TEXT NOT NULL, words TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS words (word TEXT PRIMARY KEY, assets INTEGER NOT NULL) WITHOUT ROWID;
  ${(['public_tokens', 'restricted_tokens'] as const)
    .map(
      (name) => `CREATE VIRTUAL TABLE IF NOT EXISTS ${name} USING fts5(
        ${COLUMNS}, content='', contentless_delete=1, tokenize="${TOKENIZER}"
      );
      INSERT INTO ${name} (${name}, rank) VALUES ('rank', '${RANK}');`,
    )
    .join('\n')}
`;

export interface StoredAsset {
  readonly row: number;
  readonly id: AssetId;
  readonly facts: AssetFacts;
}

interface AssetLine {
  readonly row: number;
  readonly id: Uint8Array;
  readonly facts: Uint8Array;
  readonly words: Uint8Array;
}

/** One file: postings, facts, words, and how far they follow the log; a transaction changes them together. */
export class TokenTables {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  /** Null until they are asked for. */
  #words: Map<string, number> | null = null;

  constructor(path: string) {
    this.#database = new Database(path);
    try {
      // What a loss of power takes is read again from the log.
      this.#database.exec(
        'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;',
      );
      this.#database.exec(SCHEMA);
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  #prepared(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  position(): IndexPosition | null {
    const found = this.#prepared(`SELECT leaves, ${bytesOf('mapping')} FROM position`).get();
    if (found === undefined) return null;
    const { leaves, mapping } = found as { leaves: number; mapping: Uint8Array };
    return { leaves, mapping: textIn(mapping) };
  }

  /** Everything in it, or nothing. */
  transaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#words = null;
      // SQLite ends it itself where the disk is full: to end it again would hide why.
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  moveTo({ leaves, mapping }: IndexPosition): void {
    this.#prepared('INSERT OR REPLACE INTO position (id, leaves, mapping) VALUES (1, ?, ?)').run(
      leaves,
      mapping,
    );
  }

  /** Gives the row of each. */
  put(assets: readonly IndexedAsset[]): number[] {
    const insert = this.#database.prepare(
      'INSERT INTO assets (row, id, facts, text, words) VALUES (?, ?, ?, ?, ?)',
    );
    const changed = new Map<string, number>();
    const rows = assets.map(({ id, facts, text, words }) => {
      const row = this.#remove(id, changed) ?? this.#nextRow();
      insert.run(row, id, JSON.stringify(facts), JSON.stringify(text), JSON.stringify(words));
      this.#putTokens(postingsOf(facts), row, text);
      if (facts.access !== 'RESTRICTED') for (const word of words) add(changed, word, 1);
      return row;
    });
    this.#changeWords(changed);
    return rows;
  }

  /** Gives the rows that are free now. */
  drop(ids: readonly AssetId[]): number[] {
    const changed = new Map<string, number>();
    const rows = ids.flatMap((id) => this.#remove(id, changed) ?? []);
    this.#changeWords(changed);
    return rows;
  }

  #remove(id: AssetId, changed: Map<string, number>): number | null {
    const found = this.#prepared(
      `SELECT row, ${bytesOf('facts')}, ${bytesOf('words')} FROM assets WHERE id = ?`,
    ).get(id);
    if (found === undefined) return null;
    const { row, facts, words } = found as Omit<AssetLine, 'id'>;
    const postings = postingsOf(jsonIn(facts) as AssetFacts);
    this.#prepared(`DELETE FROM ${postings} WHERE rowid = ?`).run(row);
    this.#prepared('DELETE FROM assets WHERE row = ?').run(row);
    if (postings === 'public_tokens') for (const word of jsonIn(words) as string[]) add(changed, word, -1);
    return row;
  }

  #nextRow(): number {
    const { next } = this.#prepared('SELECT coalesce(max(row), 0) + 1 AS next FROM assets').get() as {
      next: number;
    };
    return next;
  }

  #putTokens(postings: Postings, row: number, text: IndexedText): void {
    const values = FIELD_NAMES.map((field) => text[field].join(' '));
    this.#prepared(
      `INSERT INTO ${postings} (rowid, ${COLUMNS}) VALUES (?${', ?'.repeat(FIELD_NAMES.length)})`,
    ).run(row, ...values);
  }

  #changeWords(changed: ReadonlyMap<string, number>): void {
    const change = this.#database.prepare(
      'INSERT INTO words (word, assets) VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET assets = assets + excluded.assets',
    );
    for (const [word, by] of changed) {
      if (by === 0) continue;
      change.run(word, by);
      if (this.#words !== null) add(this.#words, word, by);
    }
    this.#prepared('DELETE FROM words WHERE assets <= 0').run();
  }

  *assets(): Generator<StoredAsset> {
    const lines = this.#database
      .prepare(`SELECT row, ${bytesOf('id')}, ${bytesOf('facts')} FROM assets ORDER BY row`)
      .iterate();
    for (const { row, id, facts } of lines as Iterable<Omit<AssetLine, 'words'>>)
      yield { row, id: parseAssetId(textIn(id)), facts: jsonIn(facts) as AssetFacts };
  }

  /** Words that public assets have, with the number of them. */
  words(): ReadonlyMap<string, number> {
    if (this.#words === null) {
      const lines = this.#prepared(`SELECT ${bytesOf('word')}, assets FROM words`).all();
      this.#words = new Map(
        (lines as { word: Uint8Array; assets: number }[]).map(({ word, assets }) => [textIn(word), assets]),
      );
    }
    return this.#words;
  }

  /** Writes the postings anew without what was deleted, and empties the log of writes. */
  expunge(): void {
    for (const name of ['public_tokens', 'restricted_tokens'] satisfies Postings[])
      this.#database.exec(`INSERT INTO ${name} (${name}) VALUES ('optimize')`);
    this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  texts(rows: readonly number[]): Map<number, IndexedText> {
    const lines = this.#prepared(
      `SELECT row, ${bytesOf('text')} FROM assets WHERE row IN (SELECT value FROM json_each(?))`,
    ).all(JSON.stringify(rows)) as { row: number; text: Uint8Array }[];
    return new Map(lines.map(({ row, text }) => [row, jsonIn(text) as IndexedText]));
  }

  /** Rows that answer a group. */
  rowsOf(postings: Postings, group: AskedGroup): Rows {
    const found = this.#prepared(
      `SELECT group_concat(rowid) AS rows FROM ${postings} WHERE ${postings} MATCH ?`,
    ).get(expressionOf(group)) as { rows: string | null };
    return numbersIn(found.rows);
  }

  /**
   * The `most` public rows that answer all of the groups best by BM25, the best first. In one value: a row each takes several times
   * as long, and a statement that is not read to its end keeps the table locked.
   */
  ranked(groups: readonly AskedGroup[], most: number): Rows {
    const expression = groups.map((group) => `(${expressionOf(group)})`).join(' AND ');
    // By +rank SQLite keeps no more than that many while it sorts; by rank, FTS5 sorts all.
    const found = this.#prepared(
      `SELECT group_concat(row) AS rows FROM
          (SELECT rowid AS row FROM public_tokens WHERE public_tokens MATCH ? ORDER BY +rank, rowid DESC LIMIT ?)`,
    ).get(expression, most) as { rows: string | null };
    return numbersIn(found.rows);
  }

  /**
   * Afterwards the file alone has everything. libsql ends a connection only when its statements are collected, and deletes a log of
   * writes of that name then, which by that time may be another file's: there is none any more.
   */
  close(): void {
    this.#statements.clear();
    try {
      this.#database.exec('PRAGMA journal_mode = DELETE');
    } finally {
      this.#database.close();
    }
  }
}

/** Of numbers with commas between. Dividing the text takes several times as long. */
function numbersIn(text: string | null): Rows {
  if (text === null) return new Uint32Array(0);
  const numbers = new Uint32Array(Math.ceil((text.length + 1) / 2));
  let [count, number] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit >= 0) {
      number = 10 * number + digit;
      continue;
    }
    numbers[count] = number;
    count += 1;
    number = 0;
  }
  numbers[count] = number;
  return numbers.subarray(0, count + 1);
}

function postingsOf({ access }: Pick<AssetFacts, 'access'>): Postings {
  return access === 'RESTRICTED' ? 'restricted_tokens' : 'public_tokens';
}

/** Without phrases that have another alternative in them: whatever has the phrase has that word. */
function expressionOf({ alternatives }: AskedGroup): string {
  const words = new Set(
    alternatives.flatMap(({ tokens, isPrefix = false }) => (tokens.length === 1 && !isPrefix ? tokens : [])),
  );
  const isImplied = ({ tokens, isPrefix = false }: Alternative) =>
    tokens.length > 1 &&
    tokens.some((token, at) => words.has(token) && !(isPrefix && at === tokens.length - 1));
  return alternatives
    .filter((alternative) => !isImplied(alternative))
    .map(phraseOf)
    .join(' OR ');
}

function phraseOf({ tokens, isPrefix = false }: Alternative): string {
  return `"${tokens.join(' ').replace(/"/g, '""')}"${isPrefix ? ' *' : ''}`;
}

function add(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
