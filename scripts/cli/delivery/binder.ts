import { FOLDER_TEMPLATE, parseFolderTemplate } from '@lanran/protocol/binders/folders';
import type { Schedule, ScheduleRow } from '@lanran/protocol/binders/schedule';
import { type BinderName, binderPath, downloadSchedule, getSchedule } from '@lanran/sdk/delivery/binders';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import { BinderFolder } from '@lanran/sdk/node/binders/binder-folder';
import { downloadArchive } from '@lanran/sdk/node/downloads/archive-download';
import type { CommandContext } from '../context.ts';
import { type CommandResult, parseOption } from '../output.ts';
import { downloadLicense, parseJobsOption } from '../packages/license-download.ts';

interface BinderOptions {
  readonly out: string;
  readonly folders?: string;
  readonly jobs?: string;
}

/** One bag with the packages of all licenses of a list or an order, and their schedule. Run again, it goes on where it was. */
export async function binder(
  context: CommandContext,
  name: string,
  { out, folders, jobs }: BinderOptions,
): Promise<CommandResult> {
  const template =
    folders === undefined ? FOLDER_TEMPLATE : parseOption('--folders', () => parseFolderTemplate(folders));
  const atOnce = parseJobsOption(jobs);
  const platform = await context.connect();
  const asked = { name, template };
  const schedule = await getSchedule(platform, asked);
  const isZip = /\.zip$/i.test(out);
  const made = isZip
    ? await saveZip(context, platform, { asked, schedule, out })
    : await writeFolder(context, platform, { asked, schedule, out, jobs: atOnce });
  return resultOf(made, out, isZip);
}

interface BinderOrder {
  readonly asked: BinderName;
  readonly schedule: Schedule;
  readonly out: string;
}

async function saveZip(
  { say, showStatus }: CommandContext,
  platform: Platform,
  { asked, schedule, out }: BinderOrder,
): Promise<Schedule> {
  let [arrived, whole] = [0, 0];
  await downloadArchive(platform, {
    path: binderPath(asked),
    out,
    onBegin: (length) => {
      whole = length;
      say(`downloading ${out} (${length} bytes)`);
    },
    onBytes: (count) => {
      arrived += count;
      showStatus?.(`${arrived} of ${whole} bytes`);
    },
  });
  return schedule;
}

async function writeFolder(
  context: CommandContext,
  platform: Platform,
  { asked, schedule: found, out, jobs }: BinderOrder & { readonly jobs: number },
): Promise<Schedule> {
  const folder = new BinderFolder(out);
  const begun = await folder.begin(found);
  const rows: ScheduleRow[] = [];
  for (const row of begun.rows) rows.push(await writePackage(context, platform, { row, folder, jobs }));
  const schedule = { ...begun, rows };
  const paper = await downloadSchedule(platform, asked).catch((cause: unknown) => {
    context.say(`warning: the binder has no schedule.pdf: ${String(cause)}`);
    return null;
  });
  await folder.end(schedule, paper?.pdf ?? null);
  return schedule;
}

/** Of one license; the packages of the others are made. */
const REFUSED_FOR_GOOD = ['FORBIDDEN', 'ASSET_RESTRICTED', 'LICENSE_REVOKED', 'LICENSE_ENDED', 'TAKEN_DOWN'];

/** A license that ended meanwhile keeps its row, and has no folder. */
async function writePackage(
  context: CommandContext,
  platform: Platform,
  { row, folder, jobs }: { readonly row: ScheduleRow; readonly folder: BinderFolder; readonly jobs: number },
): Promise<ScheduleRow> {
  if (row.folder === null) return row;
  context.say(`${row.number}  ${row.folder}`);
  try {
    const { licenseId } = row;
    await downloadLicense(context, platform, {
      licenseId,
      number: null,
      jobs,
      out: folder.placeOf(row.folder),
    });
    return row;
  } catch (error) {
    if (!(error instanceof RefusedError) || !REFUSED_FOR_GOOD.includes(error.code)) throw error;
    context.say(`warning: ${error.message}`);
    await folder.discardUnfinished(row.folder);
    return { ...row, absent: error.message.replace(/\.$/, ''), folder: null };
  }
}

function resultOf({ title, rows, unlicensed }: Schedule, out: string, isZip: boolean): CommandResult {
  const ended = rows.filter(({ folder }) => folder === null);
  return {
    json: {
      out,
      title,
      licenses: rows.map(({ licenseId, number, identifier, folder }) => ({
        licenseId,
        number,
        identifier,
        folder,
      })),
      ended: ended.map(({ licenseId }) => licenseId),
      unlicensed,
    },
    lines: [
      ...ended.map(
        ({ number, identifier, ended: end, absent = 'the license has ended' }) =>
          `not in it: license ${number} of ${identifier ?? 'an asset'}, ${end === null ? absent : `revoked on ${end.revokedAt.slice(0, 10)}${end.reason === null ? '' : `: ${end.reason}`}`}. Its row stays in the schedule. · 许可已终止，仅在一览表中列出`,
      ),
      ...unlicensed.map(({ identifier, asset }) => `no license yet: ${identifier ?? asset} · 尚无许可`),
      `${out}: ${rows.length - ended.length} packages and their schedule. Check it with: lanran verify ${isZip ? 'FOLDER, once unpacked' : out}`,
    ],
  };
}
