import { drawFolder, readRecords } from './import/drawn-folder.ts';

/* `npm run draw-import -- RECORDS.jsonl FOLDER`: a folder for `lanran import`, with images drawn by code. */

const WIDTH = 800;

const [records, folder, ...others] = process.argv.slice(2);
if (records === undefined || folder === undefined || others.length > 0) {
  process.stderr.write('usage: npm run draw-import -- RECORDS.jsonl FOLDER\n');
  process.exitCode = 2;
} else {
  try {
    const count = await drawFolder(await readRecords(records), { folder, width: WIDTH });
    process.stdout.write(`${folder} has metadata.jsonl and ${count} images, drawn by code\n`);
  } catch (error) {
    process.stderr.write(`${records}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
