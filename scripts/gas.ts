// `npm run gas` measures and writes docs/gas.md; `-- --check` compares with it and writes nothing; `-- --json` prints the
// figures as one JSON object.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './gas/measure.ts';
import { findFaults, renderTable } from './gas/table.ts';

const path = join(dirname(fileURLToPath(import.meta.url)), '../docs/gas.md');
const measurement = await measure();
const { figures } = measurement;
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures)}\n`);
else {
  const table = renderTable(measurement);
  const isCheck = process.argv.includes('--check');
  if (!isCheck) {
    writeFileSync(path, table);
    process.stdout.write(table);
  }
  const faults = findFaults(figures, isCheck ? readFileSync(path, 'utf8') : table);
  if (faults.length > 0) {
    process.stderr.write(
      `${faults.join('.\n')}.\nRun npm run gas and commit docs/gas.md, or make it cheaper.\n`,
    );
    process.exitCode = 1;
  }
}
