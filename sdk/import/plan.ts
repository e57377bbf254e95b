import type { ImportFile } from './import-folder.ts';
import { problemOfRow, type RowProblem } from './problems.ts';
import type { PlannedRecord, RecordReader } from './read-records.ts';
import type { Table } from './table.ts';

/** Reads a table record by record, hands on those that can be imported, and keeps what is wrong with the others. */
export class ImportPlan<File extends ImportFile> {
  readonly #table: Pick<Table, 'rows' | 'problems'>;
  readonly #reader: Pick<RecordReader<File>, 'read'>;
  readonly #problems: RowProblem[];

  constructor(table: Pick<Table, 'rows' | 'problems'>, reader: Pick<RecordReader<File>, 'read'>) {
    this.#table = table;
    this.#reader = reader;
    this.#problems = [...table.problems];
  }

  /** Records in the table, those that could not be read among them. */
  get rowCount(): number {
    return this.#table.rows.length + this.#table.problems.length;
  }

  /** In the order of the rows. */
  get problems(): readonly RowProblem[] {
    return this.#problems.toSorted((left, right) => left.row - right.row);
  }

  get failedRows(): number {
    return new Set(this.#problems.map(({ row }) => row)).size;
  }

  report(problem: RowProblem): void {
    this.#problems.push(problem);
  }

  /** In portions of at most `mostRecords` with at most `mostFiles` files; a record that has more is alone. */
  async *portions({
    mostRecords,
    mostFiles,
  }: {
    readonly mostRecords: number;
    readonly mostFiles: number;
  }): AsyncIterable<readonly PlannedRecord<File>[]> {
    let portion: PlannedRecord<File>[] = [];
    let files = 0;
    for await (const record of this.#records()) {
      const isFull = portion.length === mostRecords || files + record.files.length > mostFiles;
      if (isFull && portion.length > 0) {
        yield portion;
        portion = [];
        files = 0;
      }
      portion.push(record);
      files += record.files.length;
    }
    if (portion.length > 0) yield portion;
  }

  async *#records(): AsyncIterable<PlannedRecord<File>> {
    const rows = new Map<string, number>();
    for (const row of this.#table.rows) {
      const read = await this.#reader.read(row);
      if (!('externalId' in read)) {
        this.#problems.push(...read);
        continue;
      }
      const first = rows.get(read.externalId);
      if (first === undefined) {
        rows.set(read.externalId, row.number);
        yield read;
        continue;
      }
      const values = { externalId: read.externalId, first: String(first) };
      const place = { row: row.number, column: 'externalId' };
      this.#problems.push(problemOfRow(place, { code: 'IDENTIFIER_TWICE', values }));
    }
  }
}
